#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The small tree (lib/small.sh) in the configurations that users have, called in the ways that they
# call it, with Linux's original link stage and with kolink's: the same files, the same exit status,
# the same console lines from vmlinux.o on. With kolink's, a second make in each configuration has
# nothing to do, and one after a touch of a module's source ends in the same files.
# usage: configurations.sh RELEASE [ROW...]
#
# configurations.table has the rows. Both sides start from the same objects.
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/lib/common.sh"
. "$here/lib/small.sh"

release=${1:?"usage: configurations.sh RELEASE [ROW...]"}
shift

# begin SIDE: in its build folder, as it was left
begin()
{
	side_begin "$1"
	cd "$place/build"
}

# clear_link_stage: what it made, and what it would remember
clear_link_stage()
{
	remove_outputs .
	find . \( -name '.*.ko.cmd' -o -name '.*.mod.o.cmd' -o -name '.tmp_*' -o -name '.btf.vmlinux*' -o -name '.vmlinux*' \
		-o -name '.module-common*' \) -type f -delete
	rm -rf vmlinux.o vmlinux.map init/version-timestamp.o root
}

# set_options OPTION=VALUE...: make stops at an option that is new with these, and not among them
set_options()
{
	cp "$place/original/built/.config" .config
	for option; do
		sed -i "/^CONFIG_${option%%=*}=/d; /^# CONFIG_${option%%=*} is not set/d" .config
		case $option in
		*=n) echo "# CONFIG_${option%=n} is not set" ;;
		*) echo "CONFIG_$option" ;;
		esac >>.config
	done
}

check_options()
{
	for option; do
		case $option in
		*=n) ! grep -q "^CONFIG_${option%=n}=" .config ;;
		*) grep -qxF "CONFIG_$option" .config ;;
		esac || die "$row: $option does not hold in Linux $release"
	done
}

# call NAME ARGUMENT...: make, and a record of what came of it, in $status and $log, too
call()
{
	: >"$work/begin"
	side_try "$@"
	{ console_small "$log"; echo "status $status"; } | side_note "$name.console"
	# What the original's modpost wrote before it failed does not count; ours must not write anything.
	[ "$status$side" != 2original ] ||
		find . \( -name '*.mod.c' -o -name .vmlinux.export.c \) -newer "$work/begin" -delete
	of_outputs side_record "$name" . -name vmlinux.relocs -o -path './root/*' -o
}

# calls: all of the row, one after the other
calls()
{
	number=0
	rest=$makes,
	while [ "$rest" ]; do
		number=$((number + 1))
		# shellcheck disable=SC2086 # words
		call "$number" ${rest%%,*}
		rest=${rest#*,}
	done
}

# check_again ARGUMENT...: after a make with these, with kolink's
check_again()
{
	[ "$status" -eq 0 ] || return 0
	cp "$work/kolink/$name.record" "$work/before"
	: >"$work/mark"
	sleep 0.01
	call again "$@"
	find . -type f -newer "$work/mark" ! -path ./Makefile ! -name .missing-syscalls.d >"$work/changed"
	[ ! -s "$work/changed" ] || fail "$row: a second make writes $(tr '\n' ' ' <"$work/changed")"
	touch "$place/source/small/second.c"
	call again "$@"
	if grep -q '^CONFIG_MODULES=y' .config; then
		grep -q '^  LD \[M\]  small/composite.ko' "$log" || fail "$row: nothing is linked after a touch"
	fi
	cmp "$work/before" "$work/kolink/again.record" || fail "$row: other files after a touch of a module's source"
	rm "$work/kolink"/again.*
	cp -p "$place/small/second.c" "$place/source/small"
}

# objects_of_original: kolink's side begins with them
objects_of_original()
{
	rm -rf "$kept_builds/kolink"
	cp -a "$place/build" "$kept_builds/kolink"
	for file in modpost .modpost.cmd btf-rebase .btf-rebase.cmd kolink; do
		rm -rf "$kept_builds/kolink/scripts/mod/$file"
		cp -a "$place/kolink/built/scripts/mod/$file" "$kept_builds/kolink/scripts/mod"
	done
}

# configuration OPTION=VALUE...: the row, with both sides
configuration()
{
	begin original
	clear_link_stage
	set_options "$@"
	calls
	check_options "$@"
	objects_of_original
	begin kolink
	clear_link_stage
	calls
	# shellcheck disable=SC2086
	check_again ${makes##*,}
}

# way: the row, in the configuration of the row before
way()
{
	for side in original kolink; do
		begin "$side"
		clear_link_stage
		case $makes in
		@*) "${makes#@}" ;;
		*) calls ;;
		esac
	done
}

# slots PROGRAM FILE: a program that runs PROGRAM, and notes in FILE whether it has make's job slots
slots()
{
	cat <<-.
		#!/bin/sh
		auth=\${MAKEFLAGS##*--jobserver-auth=}
		auth=\${auth%% *}
		case \$auth in
		fifo:*) [ -p "\${auth#fifo:}" ] ;;
		*,*) [ -p "/proc/\$\$/fd/\${auth%,*}" ] && [ -p "/proc/\$\$/fd/\${auth#*,}" ] ;;
		*) false ;;
		esac && found=slots || found='no slots'
		case \$* in --version) ;; *) echo "${1##*/}: \$found" >>"$2" ;; esac
		exec "$1" "\$@"
	.
}

# job_server: make's job slots reach modpost, and pahole for vmlinux and each module
job_server()
{
	slots "$place/pahole" "$work/slots" >"$work/pahole"
	slots "$place/build/scripts/mod/modpost" "$work/slots" >"$work/modpost"
	chmod +x "$work/pahole" "$work/modpost"
	rm -f "$work/slots"
	call 1 -j3 PAHOLE="$work/pahole" MODPOST="$work/modpost" vmlinux modules
	# pahole runs once more for what btf-rebase leaves to it.
	[ "$side" = original ] || { [ "$(sort -u "$work/slots" | tr '\n' ' ')" = 'modpost: slots pahole: slots ' ] &&
		[ "$(grep -c modpost "$work/slots")" = 1 ] && [ "$(grep -c pahole "$work/slots")" -ge 4 ]; } ||
		fail "$row: $(sort "$work/slots" | uniq -c)"
}

# module_postlink: the last word of an architecture on each module, between its link and its BTF
module_postlink()
{
	# shellcheck disable=SC2016 # make's variables
	printf '%s\n' '%.ko: FORCE ; @$(OBJCOPY) --add-section .postlink=include/config/kernel.release $@' \
		'vmlinux: FORCE ; @:' 'FORCE:' >"$place/source/arch/x86/Makefile.postlink"
	call 1 vmlinux modules
	rm "$place/source/arch/x86/Makefile.postlink"
	for ko in small/*.ko; do
		readelf -SW "$ko" | grep -q ' \.postlink ' || fail "$row, $side: $ko was not told"
	done
}

# select_rows NAME...: the rows for this release; of those the named ones, if any, the ways with their
# configuration and configurations with their ways
select_rows()
{
	sed '/^#/d; /^$/d; s/[[:blank:]]*|[[:blank:]]*/|/g; s/[[:blank:]]*$//' "$here/configurations.table" |
		awk -F '|' -v release=" $release " -v names="${*:+ $* }" '
		$2 != "" && !index(" " $2 " ", release) { next }
		{ named = names == "" || index(names, " " $1 " ") }
		$3 != "\"" { configuration = $0; whole = named }
		named || whole {
			if (configuration != "")
				print configuration
			if (configuration != $0)
				print
			configuration = ""
		}'
}

small_tree "$release"
place_small original
place_small kolink
leave_small
results=$place/work
kept_builds=$results/builds
rm -rf "$results"
mkdir -p "$kept_builds"
cp -a "$place/original/built" "$kept_builds/original"
passed=0
bad=0
select_rows "$@" >"$results/rows"
[ -s "$results/rows" ] || die "no such row for Linux $release"
while IFS='|' read -r row _ options makes <&3; do
	: "${makes:=vmlinux modules}"
	work=$results/$row
	failed=0
	# shellcheck disable=SC2086
	if [ "$options" = '"' ]; then way; else configuration $options; fi
	if sides_equal; then
		passed=$((passed + 1))
	else
		bad=$((bad + 1))
		echo "FAILED: $row, Linux $release: the consoles and records are in $work"
	fi
done 3<"$results/rows"
leave_small
rm -rf "$kept_builds"
echo "configurations, Linux $release: $compared lines of records compared"
echo "$passed passed, $bad failed"
[ "$bad" -eq 0 ] && [ "$passed" -gt 0 ]
