#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Debian's modpost and ours on the real modules of a Debian kernel, by turns in one run: wall
# clock, processor time, memory, and Debian's figures over ours. Fails if a target of
# docs/modpost-speed.md is missed.
#
#   tests/bench/modpost.sh [RELEASE [ARCH [SCENARIO...]]]        (6.12 amd64, all of them)
#
# Scenarios:
#   new         no output is there
#   unchanged   every output is there already, as after a change of one source file
#   again       one object has changed, and ours has kept what it found out before: in all others it keeps nothing
#   sources     every output is there already, and every module gets a source version (-a); the sources are those of
#               Debian's source package, which of them belong to which module is guessed (sources.awk)
#
# The page cache is warm. RUNS=N (10) says how often each is run; the least of each figure
# counts, as other work of the machine only adds to it. JOBS=N (2): threads of ours.
# BUSY=1: show the wall clock without judging it, it says little on a busy machine.
set -eu
bench=$(cd "${0%/*}" && pwd)
here=$bench/../linux
. "$here/lib/common.sh"
. "$here/lib/programs.sh"
. "$here/lib/tree.sh"

release=${1:-6.12}
arch=${2:-amd64}
[ $# -lt 2 ] || shift
[ $# -lt 1 ] || shift
[ $# -gt 0 ] || set -- new unchanged again sources
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

# change_object: an object in the middle becomes another file; the old one is somebody else's, too
change_object()
{
	object=$(sed -n "$(($(wc -l <modules.order) / 2))p" modules.order)
	cp "$object" "$object.new"
	mv "$object.new" "$object"
	# What is younger than a tick of the clock is not kept.
	sleep 0.1
}

# own_file FILE...: make it nobody else's
own_file()
{
	for file; do
		cp -p "$file" "$file.own"
		mv "$file.own" "$file"
	done
}

# add_sources DIR: the source files of all folders with modules, and records of what was made of them
add_sources()
{
	unpack_source "$release"
	cd "$1"
	sed 's,/[^/]*$,,' modules.order | sort -u >"$work/folders"
	(cd "$tree" && while read -r dir; do
		[ ! -d "$dir" ] || find "$dir" -maxdepth 1 -name '*.[ch]' ! -name '*.mod.c'
	done) <"$work/folders" | sort >"$work/sources.list"
	(cd "$tree" && tar -cf - -T "$work/sources.list") | tar -xf -
	xargs grep -H '^# *include *"[^"/]*"' <"$work/sources.list" >"$work/includes"
	find . '(' -name '*.mod' -o -name '.*.cmd' ')' | while read -r file; do own_file "$file"; done
	awk -v sources="$work/sources.list" -v includes="$work/includes" -f "$bench/sources.awk" <modules.order
}

# measure SCENARIO WHO COMMAND: append "wall processor kilobytes" to the figures of both
measure()
{
	folder=$work/$2
	case $1 in
	sources) folder=$work/with-sources ;;
	esac
	cd "$folder"
	case $1 in
	new) put_aside "$work/aside.$2.$run" ;;
	again) change_object ;;
	esac
	hyperfine -N --runs 1 --export-csv "$work/csv" \
		"env time -f %M -o $work/kilobytes $3" >"$work/log" 2>&1 ||
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
debian="$reference/modpost.real-lsb-64 $options"
ours="$modpost --abi=$release --jobs=${JOBS:-2} $options"

echo "$(wc -l <"$input/modules.order") modules of $release $arch, $runs runs of each by turns, load $(cut -d' ' -f1 /proc/loadavg)"
figures=
for scenario; do
	own=--no-facts-cache
	all=
	case $scenario in
	again)
		own=
		# The first run keeps facts, the second what the outputs contain.
		(cd "$work/ours" && sleep 0.1 && $ours 2>"$work/log" && $ours 2>"$work/log")
		;;
	sources)
		all=-a
		cp -al "$input" "$work/with-sources"
		(add_sources "$work/with-sources")
		(cd "$work/with-sources" && $debian -a 2>"$work/log" && find . -name '*.mod.c' -exec cksum {} + >"$work/cksums")
		;;
	esac
	run=0
	while [ "$run" -lt "$runs" ]; do
		measure "$scenario" debian "$debian $all"
		measure "$scenario" ours "$ours $own $all"
		run=$((run + 1))
	done
	figures="$figures $work/$scenario.debian $work/$scenario.ours"
done

# Every file the same? Then both did the same work.
diff -rq -x '.tmp_*' "$work/debian" "$work/ours" || die "outputs differ"
[ ! -e "$work/cksums" ] || (cd "$work/with-sources" && find . -name '*.mod.c' -exec cksum {} + | cmp - "$work/cksums") ||
	die "outputs with source versions differ"

# shellcheck disable=SC2086 # names
awk -v "busy=${BUSY:-}" -f "$bench/ratios.awk" $figures
