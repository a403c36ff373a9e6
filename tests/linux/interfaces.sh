#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What other programs read of a build, and people in its log: the records of commands (.cmd), what
# gen_compile_commands.py makes of them, the commands that make -n and V=1 print, the reasons that V=2
# gives. In the small trees (lib/small.sh); the same with the original link stage and with kolink's.
# usage: interfaces.sh RELEASE
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/lib/common.sh"
. "$here/lib/small.sh"

release=${1:?"usage: interfaces.sh RELEASE"}
work=$(mktemp -d)
work_is_temporary

# essential_commands: of the commands in shell text, those that make the outputs of this stage. kolink
# links a module under a temporary name, and has options for modpost that the original has not; the
# order of modpost's options is nobody's business.
essential_commands()
{
	sed 's/||/\n/g; s/&&/\n/g' | tr ';{}|' '[\n*]' |
		sed -nE 's/^[[:space:]]+//
			/^\$?(gcc|ld) .*(\.mod\.o|module-common\.o|\.export\.o|\.ko)( |$)/p
			/^(\.\/)?scripts\/mod\/modpost /p' |
		sed -E "s,/\.tmp_([^ ]*\.ko) ,/\1 ,
			/modpost/s, --devicetable=[^ ]*,,
			/modpost/s, \\\$+KOLINK_KEEP_GOING,,
			/modpost/s,( 2>|').*,,
			s,\.tmp_modpost\.list,-," |
		awk '/modpost/ { for (i = 1; i <= NF; i++) print "modpost " $i; next } { $1 = $1; print }' |
		sort -u
}

# command_records: that there is a .cmd file for each output, and what it says of its command
command_records()
{
	# The record of modpost is that of its log.
	find . -name '.*.cmd' ! -path './scripts/mod/*' | sed 's,/\.\.tmp_Module\.symvers\.log\.,/.Module.symvers.,' |
		sort | side_note names
	find . -name '.*.cmd' ! -path './scripts/mod/*' -exec head -qn 1 {} + |
		sed 's/^\([a-z]*cmd_\)\.tmp_\(Module\.symvers\)\.log /\1\2 /; s/ :=.*/ :=/' | sort | side_note variables
	find . -name '.*.cmd' ! -path './scripts/*' ! -path './tools/*' -exec sed -sn '1s/[^=]*=//p' {} + |
		essential_commands | side_note recorded-commands
	head -qn 1 .vmlinux.cmd .vmlinux.o.cmd .modules.order.cmd small/.*.o.cmd small/.*.mod.cmd | side_note other-commands
}

# compile_commands: what the tree's own reader of .cmd files finds in the build folder
compile_commands()
{
	python3 "$place/source/scripts/clang-tools/gen_compile_commands.py" -o "$work/json"
	python3 -c '
import json, sys
for entry in sorted(json.load(sys.stdin), key=lambda e: e["file"]):
    if "/scripts/mod/" not in entry["file"]:
        print(entry["file"], entry["command"])
' <"$work/json" | side_note compile_commands
}

# reasons: what V=2 says, in any order, when something of everything is out of date, and after a change of flags
reasons()
{
	touch "$place/source/small/user.c"
	rm small/provider.mod.o small/composite.ko
	side_make reasons V=2 vmlinux modules
	grep '^  .* - due to' "$log" | sort | side_note reasons
	side_make reasons-flags V=2 LDFLAGS_MODULE=--no-undefined-version vmlinux modules
	grep '^  LD .* - due to' "$log" | sort | side_note reasons-flags
}

# commands: those that V=1 and make -n print. The original makes files under -n, and stops.
commands()
{
	remove_outputs .
	side_make verbose V=1 vmlinux modules
	essential_commands <"$log" | side_note verbose-commands
	grep -aE '^# .*\[M\]|^# MODPOST' "$log" >"$log.titles" || [ "$release" = 6.1 ]
	sort "$log.titles" >"$work/$side/verbose-titles.record"
	! grep -qa '^CONFIG_' "$log" || fail 'V=1 prints the configuration'

	rm -f Module.symvers small/*.ko small/*.mod.o
	side_try dry-run -nk vmlinux modules
	[ "$status" -eq 0 ] || [ "$side" = original ] || fail 'make -nk fails'
	essential_commands <"$log" | side_note dry-run
}

small_tree "$release"
for side in original kolink; do
	side_begin "$side"
	cd "$place/build"
	command_records
	compile_commands
	reasons
	commands
done
leave_small
sides_equal || die "$failed differences"
echo "Linux $release, its interfaces: no difference in $compared lines"
