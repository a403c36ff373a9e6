#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The steps of a Linux build that kolink's files take part in, in a tree with the original files and
# in the same one overlaid, by turns in one run: wall clock, processor time, and the original's
# figures over ours. Fails if a ratio is below 1.0, or if a change inside of vmlinux links a module.
#
#   tests/bench/linux.sh [RELEASE [STEP...]]        (6.12, all of them)
#
# Where the files of a tree lie in memory makes a difference of up to five percent, which lasts: after half
# of the runs the trees change roles.
#
# The page cache is warm. RUNS=N (10) says how often each is run, short ones up to six times that. What
# counts is the mean of the faster half: other work of the machine only adds to a run, and the very
# fastest is chance.
# .mod.o files and BTF are made as they are by default. What a step takes from modpost on is what is left of
# it without "visit": preparing, visiting every folder, vmlinux.o.
# KOLINK_JOBS=N: make -jN (all processors).
# BUSY=1: show the wall clock without judging it, it says little on a busy machine.
#
# The kernel is that of `make check-kernels`; if it is not built yet, that comes first.
set -eu
bench=$(cd "${0%/*}" && pwd)
here=$bench/../linux
. "$here/lib/common.sh"
. "$here/lib/tree.sh"

release=${1:-6.12}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- modpost visit noop module vmlinux ko stage vmlinux-nobtf
unset KBUILD_MODPOST_OBJECTS
runs=${RUNS:-10}
unpack_source "$release"
configure "$release"
build_original

work=$folder/bench
two_trees
trap leave_two_trees EXIT
trap 'exit 1' HUP INT TERM

# run_modpost: the command of the last build, nothing else, ten times
# shellcheck disable=SC2016 # the dollars are of the recorded command
run_modpost()
{
	sed -n 's/\$\$/$/g; s/^\(saved\)*cmd_[^ ]* := //p' "$tree/.Module.symvers.cmd" "$tree/.tmp_Module.symvers.log.cmd" \
		2>/dev/null | grep -o "\(sed [^|]*| \)*scripts/mod/modpost [^;>]*" | sed 's/2$//; s/\$KOLINK_KEEP_GOING//' |
		tail -n 1 >"$work/modpost.sh"
	grep -q modules.order "$work/modpost.sh" || die "no command of modpost on record"
	(cd "$tree" && KERNELVERSION=$kernel run sh -c 'for i in 1 2 3 4 5 6 7 8 9 10; do sh "$0"; done' "$work/modpost.sh")
}

# run COMMAND...: append "wall processor" to the figures of this step and tree
run()
{
	log=$work/log
	env time -o "$work/time" -f '%e %U %S' "$@" >"$log" 2>&1 || { tail "$log" >&2; die "$* failed"; }
	awk '{ print $1, $2 + $3 }' "$work/time" >>"$work/$step.$who"
	echo "$(count 'LD \[M\]') $(count 'BTF \[M\]')" >"$work/$step.$who.links"
}

run_make()
{
	run make -C "$tree" -j"$jobs" PAHOLE="$folder/pahole" "$@"
}

# take STEP ROUND
take()
{
	step=$1
	case $step in
	modpost)
		run_modpost
		;;
	visit)
		run_make vmlinux_o modules_check KBUILD_MODULES=1
		;;
	noop)
		run_make modules
		;;
	module)
		touch "$tree/fs/nls/nls_ascii.c"
		run_make modules
		;;
	vmlinux)
		change_vmlinux "asm volatile(\".skip $(($2 * 64)), 0x90\");"
		run_make vmlinux modules
		;;
	ko)
		find "$tree" -name '*.ko' -delete
		run_make modules
		;;
	stage)
		find "$tree" '(' -name '*.ko' -o -name '*.mod.o' ')' -delete
		run_make modules
		;;
	vmlinux-nobtf)
		change_vmlinux "asm volatile(\".skip $((4096 + $2 * 64)), 0x90\");"
		run_make vmlinux modules CONFIG_DEBUG_INFO_BTF_MODULES=
		;;
	esac
}

kernel=$(make -s -C "$tree" kernelversion)
echo "Linux $kernel, $(wc -l <"$tree/modules.order") modules, make -j$jobs, $runs runs by turns," \
	"load $(cut -d' ' -f1 /proc/loadavg)"

# measure STEP 0|1: the first or the second half of its runs
measure()
{
	for who in original kolink; do
		put_at_work "$tree" "$work/$who"
		case $1 in
		modpost) must_make "$work/log" modules ;;
		vmlinux-nobtf) must_make "$work/log" vmlinux modules CONFIG_DEBUG_INFO_BTF_MODULES= ;;
		esac
	done
	# The shorter, the larger the part of chance.
	case $1 in
	noop | module | visit) rounds=$((3 * runs)) ;;
	ko | stage) rounds=$runs ;;
	*) rounds=$(((runs + 1) / 2)) ;;
	esac
	round=$(($2 * rounds))
	last=$((round + rounds))
	turns='original kolink'
	while [ "$round" -lt "$last" ]; do
		round=$((round + 1))
		for who in $turns; do
			put_at_work "$tree" "$work/$who"
			take "$1" "$round"
		done
		turns="${turns#* } ${turns% *}"
	done
}

for name; do
	measure "$name" 0
done
swap_trees
for name; do
	measure "$name" 1
done
for name; do
	case $name in
	vmlinux*) [ "$(cat "$work/$name.kolink.links")" = '0 0' ] || die "$name: modules were linked or encoded" ;;
	esac
done
(cd "$work" && awk -v "busy=${BUSY:-}" -v "steps=$*" -f "$bench/linux.awk" ./*.original* ./*.kolink*)
