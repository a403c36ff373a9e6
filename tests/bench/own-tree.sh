#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A tree of one's own with many modules, each with BTF, from objects to .ko: as it is by default, and with
# KBUILD_MODPOST_OBJECTS=0 KBUILD_BTF_REBASE=0, which leaves all of it to compiler and pahole. By turns in one
# run: wall clock, processor time, and the second's figures over the first's. Fails if the
# processor time's ratio is below 2.
#
#   tests/bench/own-tree.sh [MODULES]        (1000)
#
# RUNS=N (5) says how often each is run; the mean of the faster half counts.
set -eu
unset CDPATH
bench=$(cd "${0%/*}" && pwd)
repo=$(cd "$bench/../.." && pwd)
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES KBUILD_MODPOST_OBJECTS KBUILD_BTF_REBASE
modules=${1:-1000}
runs=${RUNS:-5}
jobs=${KOLINK_JOBS:-$(nproc)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
tree=$work/tree

make_tree()
{
	mkdir "$tree"
	printf '%s\n' 'VERSION = 1' "include $repo/Makefile" >"$tree/Makefile"
	printf '%s\n' CONFIG_MODULES=y CONFIG_KALLSYMS=y CONFIG_DEBUG_INFO_BTF=y CONFIG_DEBUG_INFO_BTF_MODULES=y >"$tree/.config"
	printf '%s\n' 'struct shared { struct shared *next; const char *name; int (*get)(struct shared *shared, long key); };' \
		'int shared_get(struct shared *shared, long key);' >"$tree/shared.h"
	printf '%s\n' '#include <linux/export.h>' '#include "shared.h"' 'void _start(void);' 'void _start(void) { for (;;) ; }' \
		'int shared_get(struct shared *shared, long key) { return shared->get(shared, key); }' \
		'EXPORT_SYMBOL(shared_get);' >"$tree/start.c"
	echo 'obj-y := start.o' >"$tree/Kbuild"
	number=0
	while [ "$number" -lt "$modules" ]; do
		number=$((number + 1))
		echo "obj-m += m$number.o" >>"$tree/Kbuild"
		sed "s/@/$number/g" >"$tree/m$number.c" <<-'.'
			#include <linux/module.h>
			#include "shared.h"
			struct own@ { struct shared shared; struct own@ *parent; union { long key@; char text@[8]; } of; };
			int own_get@(struct own@ *own, long key);
			int own_get@(struct own@ *own, long key) { return shared_get(&own->parent->shared, key + own->of.key@); }
			EXPORT_SYMBOL_GPL(own_get@);
			MODULE_DESCRIPTION("Module @");
			MODULE_LICENSE("GPL");
		.
	done
}

# take WHO [VARIABLE...]: append "wall processor" to its figures
take()
{
	who=$1
	shift
	find "$tree" '(' -name '*.ko' -o -name '*.mod.o' ')' -delete
	env time -o "$work/time" -f '%e %U %S' make -C "$tree" -j"$jobs" modules "$@" >"$work/log" 2>&1 ||
		{ tail "$work/log" >&2; exit 1; }
	awk '{ print $1, $2 + $3 }' "$work/time" >>"$work/$who"
}

make_tree
make -C "$tree" -j"$jobs" >"$work/log" 2>&1 || { tail "$work/log" >&2; exit 1; }
run=0
while [ "$run" -lt "$runs" ]; do
	run=$((run + 1))
	take compiled KBUILD_MODPOST_OBJECTS=0 KBUILD_BTF_REBASE=0
	take default
done

# mean WHO COLUMN: of the faster half
mean()
{
	sort -n -k "$2,$2" "$work/$1" | awk -v column="$2" -v runs="$runs" \
		'NR <= (runs + 1) / 2 { sum += $column; n++ } END { printf "%.2f", sum / n }'
}

echo "$modules modules with BTF, objects to .ko, make -j$jobs, $runs runs by turns, load $(cut -d' ' -f1 /proc/loadavg)"
for column in 1 2; do
	echo "$(mean compiled $column) $(mean default $column)"
done | awk -v modules="$modules" '
	BEGIN { name[1] = "wall, s"; name[2] = "processor, s"; printf "%-14s%16s%10s%8s\n", "", "compiler, pahole", "kolink", "ratio" }
	{ printf "%-14s%16.2f%10.2f%8.2f\n", name[NR], $1, $2, $1 / $2 }
	NR == 2 {
		printf "%-14s%16.1f%10.1f\n", "ms a module", $1 * 1000 / modules, $2 * 1000 / modules
		if ($1 < 2 * $2) { print "BELOW 2"; exit 1 }
	}'
