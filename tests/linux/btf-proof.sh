#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# btf-rebase on all modules of a Debian kernel: is the split BTF that it makes of what pahole writes without a
# base that of pahole with the base? And what does each way cost?
# usage: btf-proof.sh [RELEASE]          (6.12)
#
# What has to come out is the .BTF of the modules in Debian's package with their debugging information, and where
# that is something else, what `pahole --btf_base` makes of them here. The package (1 GB, 7 GB unpacked) is kept
# in the cache.
#
# MODULES=N    that many modules instead of all, chosen by SEED=N (1)
# UNITS=1      All of Debian's modules have three compilation units or more, two of which are linked to each module.
#              Take those with three, and let pahole see but the first: then nothing must be left to pahole.
# PAHOLE=FILE  the pahole to use
# BTF_REBASE=FILE    the program to test instead of one built here
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/lib/common.sh"
. "$here/lib/apt.sh"

: "${PAHOLE:=pahole}" "${SEED:=1}" "${UNITS:=}"
# As gen-btf.sh
tunables=glibc.malloc.hugetlb=1:glibc.malloc.top_pad=67108864
MEASURED=200 COMPARED=100

# encode MODULE OUTPUT [OPTION...]: pahole writes over what there is, and leaves the rest of it
encode()
{
	module=$1
	output=$2
	shift 2
	rm -f "$output"
	# shellcheck disable=SC2086 # lists of words
	GLIBC_TUNABLES=$tunables $PAHOLE -J $flags "$@" --btf_encode_detached="$output" "$module"
}

# section FILE OUTPUT: what the file has in .BTF
section()
{
	objcopy --only-section=.BTF --dump-section ".BTF=$2" "$1" /dev/null 2>"$2.log" || return
	rm "$2.log"
}

# rebase MODULE INPUT OUTPUT: returns its status
rebase()
{
	"$BTF_REBASE" --base "$base" --index "$index" --object "$1" "$2" "$3"
}

# keep_first_unit MODULE COPY: let all but one unit be in Rust, which is left out by --lang_exclude. False if
# there are not three of them.
keep_first_unit()
{
	begin=$(readelf -SW "$1" | sed -n 's/.* \.debug_info  *PROGBITS  *[^ ]* \([^ ]*\) .*/\1/p')
	readelf --debug-dump=info --dwarf-depth=1 "$1" | sed -n 's/^ *<\([0-9a-f]*\)>  *DW_AT_language .*/\1/p' >"$2.units"
	[ "$(wc -l <"$2.units")" -eq 3 ] || return
	cp "$1" "$2"
	for unit in $(tail -n 2 "$2.units"); do
		printf '\034' | dd of="$2" bs=1 seek=$((0x$begin + 0x$unit)) conv=notrunc 2>/dev/null
	done
}

# prove MODULE: prints "same", "left" (to pahole), "differs" or "none" (no BTF), and its name
prove()
{
	rm -f "$own"/*
	object=$1
	name=$1
	if [ "$UNITS" = 1 ]; then
		keep_first_unit "$1" "$own/module" || { echo "unfit $1"; return; }
		object=$work/one-unit.o
		set -- "$own/module"
	fi
	encode "$1" "$own/in" || die "$1: pahole failed"
	[ -s "$own/in" ] || { echo "none $name"; return; }
	status=0
	rebase "$object" "$own/in" "$own/out" || status=$?
	case $status in
	0) ;;
	3)
		[ ! -e "$own/out" ] || die "$1: there is an output in spite of the status"
		echo "left $name"
		return
		;;
	*) die "$1: btf-rebase failed" ;;
	esac
	[ "$UNITS" = 1 ] || section "$1" "$own/want" || :
	cmp -s "$own/out" "$own/want" || encode "$1" "$own/want" --btf_base "$base"
	if cmp -s "$own/out" "$own/want"; then
		echo "same $name"
	else
		echo "differs $name"
	fi
}

# How this script calls itself on many processors
if [ "${1:-}" = --prove ]; then
	shift
	own=$work/$$
	mkdir "$own"
	for module; do
		prove "$module"
	done
	rm -r "$own"
	exit
fi

# find_package RELEASE: sets $place to the unpacked package with the debugging information
find_package()
{
	find_kernel "$1" amd64 amd64
	package=linux-image-$kernel-amd64-dbg
	[ "$(version "$package")" ] || die "apt knows no $package; run apt-get update"
	place=$cache/debug/$package-$(version "$package")
	[ ! -e "$place/complete" ] || return 0
	rm -rf "$place"
	unpack "$package" "$place"
	: >"$place/complete"
}

# What gen-btf.sh would give pahole for a module, but for the names of files
find_flags()
{
	# shellcheck disable=SC2016 # the script's variables
	printf '%s\n' '#!/bin/sh' 'case $1 in --version) exec $REAL_PAHOLE --version ;; esac' \
		'echo "$*" >>"$FLAGS"; exit 1' >"$work/pahole"
	chmod +x "$work/pahole"
	: >"$work/module"
	(unset PAHOLE_FLAGS MODULE_PAHOLE_FLAGS RESOLVE_BTFIDS RESOLVE_BTFIDS_FLAGS
	export REAL_PAHOLE="$PAHOLE" FLAGS="$work/flags" KBUILD_BTF_REBASE=0
	PAHOLE=$work/pahole "$repo/scripts/gen-btf.sh" --btf_base "$base" "$work/module") >/dev/null 2>&1 || :
	[ -s "$work/flags" ] || die "gen-btf.sh did not start pahole"
	flags=$(sed -n '1s/^-J *//; 1s/ --btf_base [^ ]*//; 1s/ --btf_encode_detached=[^ ]*//; 1s/ [^ ]*$//; 1p' "$work/flags")
}

own_rebase()
{
	if [ -z "${BTF_REBASE:-}" ]; then
		BTF_REBASE=$work/btf-rebase
		"${CC:-cc}" -std=gnu11 -O2 -o "$BTF_REBASE" "$repo"/scripts/btf/*.c
	fi
	[ -x "$BTF_REBASE" ] || die "$BTF_REBASE: no such program"
}

# choose N: that many lines of stdin, the same ones for the same seed
choose()
{
	awk -v seed="$SEED" 'BEGIN { x = seed % 2147483646 + 1 }
		{ x = (x * 16807) % 2147483647; printf "%010d\t%s\n", x, $0 }' |
		sort | head -n "$1" | cut -f 2-
}

# milliseconds COMMAND...: processor time of what it starts, in $milliseconds
milliseconds()
{
	("$@" >"$work/log" 2>&1 || :; times) >"$work/times"
	milliseconds=$(awk 'NR == 2 { split($1, u, /[ms]/); split($2, s, /[ms]/)
		printf "%d", 1000 * (60 * (u[1] + s[1]) + u[2] + s[2]) }' "$work/times")
}

# Both ways to split BTF of the modules $compared, and the second part of the other one alone. (shellcheck
# does not see who calls them.)
# shellcheck disable=SC2317
with_base_alone()
{
	for module in $compared; do
		encode "$module" "$work/out" --btf_base "$base"
	done
}

# shellcheck disable=SC2317
with_rebase()
{
	for module in $compared; do
		encode "$module" "$work/complete"
		rebase "$module" "$work/complete" "$work/out" || encode "$module" "$work/out" --btf_base "$base"
	done
}

# shellcheck disable=SC2317
rebase_all()
{
	for complete in "$work"/in/*; do
		rebase "$module" "$complete" "$work/out" || :
	done
}

# prepare_measured: complete BTF of each of the chosen modules, in $work/in
prepare_measured()
{
	mkdir "$work/in"
	measured=0
	for module in $(choose "$MEASURED" <"$work/modules"); do
		measured=$((measured + 1))
		encode "$module" "$work/in/$measured"
	done
}

measure()
{
	prepare_measured
	milliseconds rebase_all
	echo "btf-rebase, mean of $measured modules: $((milliseconds * 1000 / measured)) us of processor time"

	most=0
	for complete in "$work"/in/*; do
		env time -f %M -o "$work/kilobytes" "$BTF_REBASE" --base "$base" --index "$index" "$complete" "$work/out" || :
		kilobytes=$(tail -n 1 "$work/kilobytes")
		[ "$kilobytes" -le "$most" ] || most=$kilobytes
	done
	echo "its memory: at most $most kB, with a base of $(($(wc -c <"$base") / 1024)) kB and an index of $(($(wc -c <"$index") / 1024)) kB"

	compared=$(choose "$COMPARED" <"$work/modules")
	# shellcheck disable=SC2086 # a list of files
	cat $compared >/dev/null
	milliseconds with_base_alone
	alone=$milliseconds
	milliseconds with_rebase
	echo "$(echo "$compared" | wc -l) modules: pahole --btf_base $alone ms, pahole and btf-rebase $milliseconds ms of processor time: $(
		awk -v a="$alone" -v b="$milliseconds" 'BEGIN { printf "%.2f", a / b }') times less"
}

# number_of WORD: how many modules it was printed for
number_of()
{
	grep -c "^$1 " "$work/results" || :
}

work=$(mktemp -d)
work_is_temporary

release=${1:-6.12}
find_package "$release"
kernels=$place/usr/lib/debug
base=$work/base index=$work/index
own_rebase
find_flags
section "$(find "$kernels/boot" -name 'vmlinux-*')" "$base"
rebase_index=$("$BTF_REBASE" -v --index "$base" "$index" 2>&1) || die "no index: $rebase_index"
find "$kernels/lib/modules" -name '*.ko' | sort >"$work/all"
choose "${MODULES:-1000000}" <"$work/all" >"$work/modules"
echo "$(wc -l <"$work/modules") modules of $package, pahole $($PAHOLE --version), seed $SEED"
echo "flags: $flags"

echo 'int unit;' | "${CC:-cc}" -g -c -x c -o "$work/one-unit.o" -
export PAHOLE BTF_REBASE UNITS work base index flags
xargs -P "$jobs" -n 20 "$here/btf-proof.sh" --prove <"$work/modules" >"$work/results"
echo "the same bytes: $(number_of same); left to pahole: $(number_of left); different: $(number_of differs); without BTF: $(number_of none); other units: $(number_of unfit)"
sed -n 's/^differs /different: /p' "$work/results"
[ "$(wc -l <"$work/results")" -eq "$(wc -l <"$work/modules")" ] || fail "not all modules were compared"
[ "$(number_of differs)" -eq 0 ] || fail "split BTF of $(number_of differs) modules"
if [ "$UNITS" = 1 ]; then
	[ "$(number_of left)" -eq 0 ] || fail "$(number_of left) modules of one unit were left to pahole"
else
	measure
fi
exit "$((failed > 0))"
