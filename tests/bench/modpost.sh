#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Debian's modpost and ours on the real modules of a Debian kernel, by turns in one run: wall
# clock, processor time, memory, and Debian's figures over ours. Fails if a target of
# docs/modpost-speed.md is missed.
#
#   tests/bench/modpost.sh [RELEASE [ARCH]]        (6.12 amd64)
#
# The page cache is warm. RUNS=N (10) says how often each is run; the least of each figure
# counts, as other work of the machine only adds to it. JOBS=N (2): threads of ours.
# BUSY=1: show the wall clock without judging it, it says little on a busy machine.
set -eu
bench=$(cd "${0%/*}" && pwd)
here=$bench/../linux
. "$here/lib.sh"

release=${1:-6.12}
arch=${2:-amd64}
runs=${RUNS:-10}
options='-M -m -i vmlinux.symvers -o Module.symvers -T modules.order'

# find_input: sets $input to the newest complete one of the cache, empty if there is none
find_input()
{
	input=
	for mark in "$cache/modules/$release-$arch"/*.complete; do
		[ ! -e "$mark" ] || input=${mark%.complete}
	done
}

# put_aside DIR: move the outputs of the last run there. ext4 looks at every file deleted in the last minutes
# when it makes a new one, which would be most of what is measured; a first build does not follow that.
put_aside()
{
	mkdir "$1"
	find . -name '*.mod.c' -exec mv -t "$1" {} +
	rm -f Module.symvers
}

# measure SCENARIO WHO COMMAND: append "wall processor kilobytes" to the figures of both
measure()
{
	cd "$work/$2"
	[ "$1" = unchanged ] || put_aside "$work/aside.$2.$run"
	hyperfine -N --runs 1 --export-csv "$work/csv" \
		"env time -f %M -o $work/kilobytes $3 $options" >"$work/log" 2>&1 ||
		{ cat "$work/log" >&2; die "$2 failed"; }
	awk -F, -v kilobytes="$(tail -n 1 "$work/kilobytes")" \
		'NR == 2 { print $2, $5 + $6, kilobytes }' "$work/csv" >>"$work/$1.$2"
}

reference "$release"
own_modpost
find_input
if [ -z "$input" ]; then
	echo "making the input: tests/linux/real-modules.sh $release $arch"
	"$here/real-modules.sh" "$release" "$arch"
	find_input
fi

work=$cache/modules/$release-$arch/bench.$$
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
mkdir "$work"
cp -al "$input" "$work/debian"
cp -al "$input" "$work/ours"
(cd "$input" && xargs cat <modules.order >/dev/null)
debian="$reference/modpost.real-lsb-64"
ours="$modpost --abi=$release --jobs=${JOBS:-2}"

echo "$(wc -l <"$input/modules.order") modules of $release $arch, $runs runs of each by turns, load $(cut -d' ' -f1 /proc/loadavg)"
# unchanged: every output is there already, as after a change of one source file; new: none is.
for scenario in new unchanged; do
	run=0
	while [ "$run" -lt "$runs" ]; do
		measure "$scenario" debian "$debian"
		measure "$scenario" ours "$ours"
		run=$((run + 1))
	done
done

# Every file the same? Then both did the same work.
diff -rq "$work/debian" "$work/ours" || die "outputs differ"

awk -v "busy=${BUSY:-}" -f "$bench/ratios.awk" "$work/new.debian" "$work/new.ours" \
	"$work/unchanged.debian" "$work/unchanged.ours"
