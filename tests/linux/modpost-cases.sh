#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Small objects, one case each, through modpost.
# usage: modpost-cases.sh [--debian | --record] [--release=RELEASE] [FILE.case...]
#
# By itself it compares what our modpost prints, returns and writes with the transcript recorded in
# FILE.expect. With --debian it also runs Debian's modpost, and both have to agree on every byte,
# except in the cases that docs/modpost-differences.md lists, which have to differ; a FILE.case
# without transcripts is only for that. With --release all cases run in the form of that release and against
# Debian's tool of it (6.1, 7.2, 7.3), or one built from its source where there is no package (6.17, 6.18, 6.19,
# 7.1); only for listed cases there are transcripts, of ours, in differences-RELEASE.expect, and for the latter
# none. --record writes the transcripts: from Debian's modpost, and from ours for listed cases and native.case.
# AGAIN=1: ours runs twice in each case, and what the second run does counts, which takes what it can from
# the facts that the first one kept; without it, none are kept.
# README.md in this folder says how to write a case.
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/lib/common.sh"
. "$here/lib/programs.sh"

mode=expect
case ${1:-} in
--debian|--record)
	mode=${1#--}
	shift
	;;
esac
release=
case ${1:-} in
--release=*)
	release=${1#--release=}
	shift
	;;
esac
if [ "$release" ]; then
	differences_expect=$here/differences-$release.expect
	case $mode:$# in
	record:0) ;;
	record:*) die "--record wants all cases of a release" ;;
	*)
		[ -e "$differences_expect" ] || { [ "$mode" = debian ] && source_only "$release"; } ||
			die "${differences_expect##*/} is missing: --record it"
		;;
	esac
fi
[ $# -gt 0 ] || set -- "$here"/cases/*.case

# --- what a case may use -------------------------------------------------------------------------

# put FILE: stdin becomes the file
put()
{
	case $1 in
	*/*) mkdir -p "${1%/*}" ;;
	esac
	cat >"$1"
}

# obj NAME [MACHINE [ASSEMBLER-OPTION...]]: assemble stdin, with the macros of macros.inc, to NAME.o
obj()
{
	object=$1
	machine=${2:-x86_64}
	shift
	[ $# -eq 0 ] || shift
	word=8
	order=lsb
	case $machine in
	aarch64be|armbe|m68k|mips|mips64|ppc|ppc64|s390x|sparc|sparc64|hppa) order=msb ;;
	esac
	case $machine in
	x86_64)    set -- x86_64-linux-gnu-as --64 "$@" ;;
	i386)      set -- x86_64-linux-gnu-as --32 "$@"; word=4 ;;
	aarch64)   set -- aarch64-linux-gnu-as "$@" ;;
	aarch64be) set -- aarch64-linux-gnu-as -EB "$@" ;;
	arm)       set -- arm-linux-gnueabi-as "$@"; word=4 ;;
	armbe)     set -- arm-linux-gnueabi-as -EB "$@"; word=4 ;;
	m68k)      set -- m68k-linux-gnu-as "$@"; word=4 ;;
	mips)      set -- mips64-linux-gnuabi64-as -32 -EB "$@"; word=4 ;;
	mipsel)    set -- mips64-linux-gnuabi64-as -32 -EL "$@"; word=4 ;;
	mips64)    set -- mips64-linux-gnuabi64-as -64 -EB "$@" ;;
	mips64el)  set -- mips64-linux-gnuabi64-as -64 -EL "$@" ;;
	ppc)       set -- powerpc64-linux-gnu-as -a32 "$@"; word=4 ;;
	ppc64)     set -- powerpc64-linux-gnu-as -a64 "$@" ;;
	ppc64le)   set -- powerpc64-linux-gnu-as -a64 -mlittle "$@" ;;
	riscv64)   set -- riscv64-linux-gnu-as "$@" ;;
	s390x)     set -- s390x-linux-gnu-as "$@" ;;
	sparc)     set -- sparc64-linux-gnu-as -32 "$@"; word=4 ;;
	sparc64)   set -- sparc64-linux-gnu-as -64 "$@" ;;
	hppa)      set -- hppa-linux-gnu-as "$@"; word=4 ;;
	*) die "unknown machine $machine" ;;
	esac
	# Debian's tool comes in builds for each class and, of old, byte order; the last object of a
	# case chooses. (A file, since this may run in a pipeline.)
	echo $order-$((word * 8)) >"$work/class"
	if ! command -v "$1" >/dev/null; then
		case $1 in
		x86_64-*) shift; set -- as "$@" ;;
		*)
			[ "$mode" = expect ] || die "$1 is not installed"
			exit 77
			;;
		esac
	fi
	case $object in
	*/*) mkdir -p "${object%/*}" ;;
	esac
	{
		echo ".set address_size, $word"
		case $abi in
		6.[1-4]) echo ".set ksymtab_exports, 1" ;;
		*) echo ".set ksymtab_exports, 0" ;;
		esac
		cat "$here/macros.inc" -
	} | "$@" -o "$object.o" - || die "$case_name: cannot assemble $object"
}

# table_symbol TYPE NAME: the symbol of the device table NAME
table_symbol()
{
	case $abi in
	6.[1-9] | 6.1[0-2]) echo "__mod_$1__$2_device_table" ;;
	6.1[3-7]) echo "__mod_device_table__$1__$2" ;;
	*) echo "__mod_device_table__kmod_foo__$1__$2" ;;
	esac
}

# mod NAME [OBJECT...]: NAME.mod, and an empty .cmd file for each object
mod()
{
	mod_name=$1
	shift
	[ $# -gt 0 ] || set -- "$mod_name.o"
	printf '%s\n' "$@" >"$mod_name.mod"
	for object; do
		cmd "$object" </dev/null
	done
}

# cmd OBJECT: its .cmd file from stdin
cmd()
{
	case $1 in
	*/*) put "${1%/*}/.${1##*/}.cmd" ;;
	*) put ".$1.cmd" ;;
	esac
}

# poke FILE OFFSET BYTE...: overwrite bytes, each given in octal
poke()
{
	poked=$1
	at=$2
	shift 2
	for byte; do
		# shellcheck disable=SC2059 # an escape on purpose
		printf "\\$byte"
	done | dd of="$poked" bs=1 seek="$at" conv=notrunc status=none
}

# header FILE SECTION: where the section's header is, in an object of 64 bits and little endian
header()
{
	index=$(readelf -SW "$1" | sed -n "s/^ *\[ *\([0-9]*\)\] $2 .*/\1/p" | tail -n 1)
	[ "$index" ] || broken "$1 has no section $2"
	echo $(($(od -An -tu8 -j40 -N8 "$1") + index * 64))
}

# content FILE SECTION: where the section's content is
content()
{
	od -An -tu8 -j$(($(header "$1" "$2") + 24)) -N8 "$1" | tr -d ' '
}

# broken TEXT: the case does not test what it should
broken()
{
	# What called the case's function may go on; the runner looks here.
	echo "$case_name: $*" >"$work/broken"
	exit 1
}

# show FILE...: put a file's content into the transcript
show()
{
	for file; do
		if [ -e "$file" ]; then
			echo "file $file:"
			cat "$file"
			# A missing newline at the end must not be missed.
			[ -z "$(tail -c 1 "$file")" ] || printf '\n(no newline)\n'
		else
			echo "no file $file"
		fi
	done
}

# modpost OPTION...: run the tool under test; what it does goes into the transcript
modpost()
{
	case $tool in
	ours) run_folder=$work/ours-bin ;;
	debian) run_folder=$work/debian-bin-$abi/$(cat "$work/class") ;;
	esac
	if [ "$own_form" ]; then
		run_modpost "$@"
	else
		in_the_form_of_the_release "$@"
	fi
}

# modpost_or_nothing OPTION...: the same, but what Debian's tool wrote before it failed does not count;
# ours has to write nothing then. For runs by the hundred; single ones are listed as differences.
modpost_or_nothing()
{
	all_or_nothing=y
	modpost "$@"
	all_or_nothing=
}

# lacks SWITCH: has the release no such option?
lacks()
{
	case $abi:$1 in
	6.[1-4]:-[Mtu] | 6.[1-9]:-[bx] | 6.1[0-3]:-[bx]) return 0 ;;
	esac
	return 1
}

# available SWITCH...: those that the release has
available()
{
	for switch; do
		lacks "$switch" || printf '%s ' "$switch"
	done
}

# in_the_form_of_the_release OPTION...: run_modpost with what the release has for these options of 6.12:
# earlier ones find exports without -M, later ones make the table of versions only with -b
in_the_form_of_the_release()
{
	for option; do
		shift
		if [ "$option" = -M ] && lacks -M; then
			continue
		fi
		set -- "$@" "$option"
		[ "$option" != -m ] || lacks -b || set -- "$@" -b
	done
	run_modpost "$@"
}

# written: the files that modpost wrote: all others were made older
written()
{
	find . ! -type d -newermt @1000000000 ! -name '.tmp_*.facts' ! -name '.tmp_*.outputs' |
		sort | sed 's,^\./,,'
}

# run_before OPTION...: a run whose facts the next one finds, and nothing else of it
run_before()
{
	rm -rf "$work/before"
	cp -a . "$work/before"
	written >"$work/written.before"
	sleep 0.03
	PATH=$run_folder:$PATH timeout 20 modpost "$@" >/dev/null 2>&1 </dev/null || :
	written | comm -13 "$work/written.before" - >"$work/written"
	while read -r file; do
		rm -f "$file"
		[ ! -e "$work/before/$file" ] || cp -a "$work/before/$file" "$file"
	done <"$work/written"
}

run_modpost()
{
	{
		# Any older time; what is newer afterwards was written.
		find . -exec touch -h -d @1000000000 {} +
		status=0
		echo "$ modpost $*"
		set -- "$@"
		if [ "$tool" = ours ] && [ "${abi:-}" ]; then
			set -- "--abi=$abi" --no-hints "$@"
		fi
		if [ "$tool" = ours ]; then
			if [ "${AGAIN:-}" ]; then
				run_before "$@"
			else
				set -- --no-facts-cache "$@"
			fi
		fi
		PATH=$run_folder:$PATH timeout 20 modpost "$@" >"$work/stdout" 2>"$work/stderr" ||
			status=$?
		[ $status -eq 0 ] || echo "exit status $status"
		[ ! -s "$work/stdout" ] || show_stream stdout
		[ ! -s "$work/stderr" ] || show_stream stderr
		written >"$work/written"
		if [ "${all_or_nothing:-}" ] && [ "$tool" = debian ] && [ $status -ne 0 ]; then
			xargs rm -f <"$work/written"
			: >"$work/written"
		fi
		while read -r file; do
			show "$file"
		done <"$work/written"
	}
}

show_stream()
{
	echo "$1:"
	tr '\r' '~' <"$work/$1" | sed 's/^/| /'
	[ -z "$(tail -c 1 "$work/$1")" ] || printf '\n(no newline)\n'
}

# --- the runner ----------------------------------------------------------------------------------

# play TOOL FILE NAME: the case's transcript, after running it in a folder of its own
play()
{
	tool=$1
	case_name=$3
	rm -rf "$work/case"
	mkdir "$work/case"
	rm -f "$work/broken"
	echo lsb-64 >"$work/class"
	status=0
	(
		cd "$work/case"
		# shellcheck source=/dev/null
		. "$2"
		"$case_name"
	) >"$work/transcript" 2>"$work/noise" </dev/null || status=$?
	[ ! -e "$work/broken" ] || die "$2: $(cat "$work/broken")"
	case $status in
	0) ;;
	77) return 77 ;;
	*) cat "$work/noise" >&2; die "$2: $case_name itself failed" ;;
	esac
	cat "$work/transcript"
}

# shorten: leave the text that every .mod.c has out, for those cases that are not about it
shorten()
{
	case $1 in
	text_*) cat ;;
	*)
		sed -e '/^#include <linux\//d' -e '/^MODULE_INFO(name, KBUILD_MODNAME);$/d' \
			-e '/^__visible struct module __this_module$/d' \
			-e '/^__section("\.gnu\.linkonce\.this_module") = {$/d' \
			-e '/^	\.name = KBUILD_MODNAME,$/d' -e '/^	\.arch = MODULE_ARCH_INIT,$/d' \
			-e '/^};$/d' -e '/^$/d'
		;;
	esac
}

modpost='' reference=''
own_modpost
work=$(mktemp -d "${TMPDIR:-/tmp}/modpost-cases.XXXXXX")
work_is_temporary
# shellcheck disable=SC3045 # where a shell has it
ulimit -c 0 2>/dev/null || :
mkdir "$work/ours-bin"
ln -s "$modpost" "$work/ours-bin/modpost"

# link_reference: Debian's tools of the release $abi into folders where play finds them
link_reference()
{
	[ ! -d "$work/debian-bin-$abi" ] || return 0
	reference "$abi"
	for build in lsb-32 lsb-64 msb-32 msb-64; do
		mkdir -p "$work/debian-bin-$abi/$build"
		reference_program "$build" "$work/debian-bin-$abi/$build/modpost"
	done
}

# listed NAME: is it listed as a difference, in all releases, in this one, or from one on?
listed()
{
	awk -F @ -v name="$1" -v abi="$abi" '
	function number(text, part) { split(text, part, "."); return part[1] * 1000 + part[2] }
	$1 == name && ($2 == "" || $2 == abi || (sub(/\+$/, "", $2) && number(abi) >= number($2))) { found = 1 }
	END { exit !found }' "$work/differences"
}

# has_cases_of RELEASE: do the cases of that release make sense in the form of $release? Those of 7.2 are about what
# came from 6.13 on, bit by bit.
has_cases_of()
{
	case $1:$release in
	"$release:$release" | 7.2:6.1[4-9] | 7.2:7.[013]) ;;
	*) return 1 ;;
	esac
}

unset KERNELVERSION
known_differences >"$work/differences"

passed=0
skipped=0
for file; do
	case $file in
	/*) ;;
	*) file=$PWD/$file ;;
	esac
	expect=${file%.case}.expect
	# Cases of one release are written in its form; the others in that of 6.12.
	case ${file##*/} in
	native.case) native=y own_form=y abi='' ;;
	linux-*.case) native='' own_form=y abi=${file##*/linux-} abi=${abi%.case} ;;
	*) native='' own_form='' abi=6.12 ;;
	esac
	if [ "$release" ]; then
		case ${file##*/} in
		native.case) continue ;;
		linux-*.case) has_cases_of "$abi" || continue ;;
		esac
		abi=$release
		expect=$differences_expect
	else
		: >"$work/got"
	fi
	[ "$mode" = expect ] || [ "$native" ] || link_reference
	sed -n 's/^\([a-z0-9][a-z0-9_]*\)()$/\1/p' "$file" >"$work/names"
	while read -r name <&3; do
		has_transcript=y
		if [ "$release" ] && { ! listed "$name" || { [ "$mode" = debian ] && [ ! -e "$differences_expect" ]; }; }; then
			[ "$mode" != expect ] || continue
			has_transcript=
		fi
		ours=0
		play ours "$file" "$name" >"$work/ours" || ours=$?
		if [ $ours -eq 77 ]; then
			skipped=$((skipped + 1))
			echo "skipped: $name needs an assembler that is not installed"
			continue
		fi
		[ $ours -eq 0 ] || exit 1
		verdict=passed
		golden=$work/ours
		if [ "$mode" != expect ] && [ -z "$native" ]; then
			play debian "$file" "$name" >"$work/debian"
			if diff -u "$work/debian" "$work/ours" >"$work/diff"; then
				! listed "$name" || {
					fail "$name: listed as a difference, but there is none"
					verdict=failed
				}
			elif ! listed "$name"; then
				fail "$name: - Debian's, + ours"
				sed 1,2d "$work/diff"
				verdict=failed
			fi
			listed "$name" || golden=$work/debian
		fi
		if [ "$has_transcript" ]; then
			{
				echo "=== $name"
				# Characters without a form of their own are spelled, so that this is text: ^? is DEL, ^^ a ^.
				shorten "$name" <"$golden" | sed 's/\^/^^/g' | cat -v
				echo
			} >"$work/block"
			cat "$work/block" >>"$work/got"
		fi
		if [ "$has_transcript" ] && [ "$mode" != record ] && [ -e "$expect" ]; then
			sed -n "/^=== $name\$/,/^=== /p" "$expect" | sed '1!{/^=== /d}' |
				diff -u - "$work/block" >"$work/diff" || {
				fail "$name: - ${expect##*/}, + now"
				sed 1,2d "$work/diff"
				verdict=failed
			}
		fi
		[ $verdict = failed ] || passed=$((passed + 1))
	done 3<"$work/names"
	[ -z "$release" ] || continue
	if [ "$mode" = record ]; then
		mv "$work/got" "$expect"
	elif [ -e "$expect" ] || [ "$mode" = expect ]; then
		grep '^=== ' "$expect" | sed 's/^=== //' | diff "$work/names" - >"$work/diff" || {
			cat "$work/diff"
			fail "${expect##*/} does not belong to ${file##*/}"
		}
	fi
done

if [ "$release" ] && [ "$mode" = record ]; then
	mv "$work/got" "$differences_expect"
elif [ "$release" ] && [ -e "$differences_expect" ]; then
	abi=$release
	sed -n 's/^=== //p' "$differences_expect" >"$work/names"
	while read -r name <&3; do
		listed "$name" || fail "$name: ${differences_expect##*/} has it, but no table lists it"
	done 3<"$work/names"
fi
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ]
