#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What other programs read of a build, and people in its log: the records of commands (.cmd), what
# gen_compile_commands.py makes of them, the commands that make -n and V=1 print, the reasons that V=2
# gives. In the small trees (small-tree.sh); the same with the original link stage and with kolink's.
# usage: interfaces.sh RELEASE
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/lib.sh"
. "$here/small-tree.sh"
. "$here/sides.sh"

release=${1:?"usage: interfaces.sh RELEASE"}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# note NAME: standard input is something to compare
note()
{
	cat >"$work/$side/$1.record"
	[ -s "$work/$side/$1.record" ] || die "$1: nothing came out ($side)"
}

# build NAME [ARGUMENT...]: the log is $work/SIDE/NAME
build()
{
	log=$work/$side/$1
	shift
	make_small "$@" vmlinux modules >"$log" 2>&1 || { cat "$log" >&2; die "$*: make failed ($side)"; }
}

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

# remove_link_stage_small: so that all of it is made again
remove_link_stage_small()
{
	rm -f vmlinux Module.symvers .module-common.o .vmlinux.export.[co] small/*.ko small/*.mod.[co]
}

# command_records: that there is a .cmd file for each output, and what it says of its command
command_records()
{
	# The record of modpost is that of its log.
	find . -name '.*.cmd' ! -path './scripts/mod/*' | sed 's,/\.\.tmp_Module\.symvers\.log\.,/.Module.symvers.,' |
		sort | note names
	find . -name '.*.cmd' ! -path './scripts/mod/*' -exec head -qn 1 {} + |
		sed 's/^\([a-z]*cmd_\)\.tmp_\(Module\.symvers\)\.log /\1\2 /; s/ :=.*/ :=/' | sort | note variables
	find . -name '.*.cmd' ! -path './scripts/*' ! -path './tools/*' -exec sed -sn '1s/[^=]*=//p' {} + |
		essential_commands | note recorded-commands
	head -qn 1 .vmlinux.cmd .vmlinux.o.cmd .modules.order.cmd small/.*.o.cmd small/.*.mod.cmd | note other-commands
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
' <"$work/json" | note compile_commands
}

# reasons: what V=2 says, in any order, when something of everything is out of date, and after a change of flags
reasons()
{
	touch "$place/source/small/user.c"
	rm small/provider.mod.o small/composite.ko
	build reasons V=2
	grep '^  .* - due to' "$log" | sort | note reasons
	build reasons-flags V=2 LDFLAGS_MODULE=--no-undefined-version
	grep '^  LD .* - due to' "$log" | sort | note reasons-flags
}

# commands: those that V=1 and make -n print. The original makes files under -n, and stops.
commands()
{
	remove_link_stage_small
	build verbose V=1
	essential_commands <"$log" | note verbose-commands
	grep -aE '^# .*\[M\]|^# MODPOST' "$log" >"$log.titles" || [ "$release" = 6.1 ]
	sort "$log.titles" >"$work/$side/verbose-titles.record"
	! grep -qa '^CONFIG_' "$log" || fail 'V=1 prints the configuration'

	rm -f Module.symvers small/*.ko small/*.mod.o
	make_small -nk vmlinux modules >"$work/$side/dry-run" 2>&1 || [ "$side" = original ] || fail 'make -nk fails'
	essential_commands <"$work/$side/dry-run" | note dry-run
}

small_tree "$release"
for side in original kolink; do
	mkdir "$work/$side"
	use_small "$side"
	cd "$place/build"
	command_records
	compile_commands
	reasons
	commands
done
put_back
compare_sides
[ "$failed" -eq 0 ] || die "$failed differences"
echo "Linux $release, its interfaces: no difference in $compared lines"
