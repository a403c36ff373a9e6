#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The objects that modpost makes for random modules, against those of each compiler at hand; prints TAP.
# usage: compilers.sh [COUNT [SEED]]
set -eu

here=$(cd "${0%/*}" && pwd)
root=$(cd "$here/../.." && pwd)
count=${1:-6}
seed=${2:-1}
number=0
bad=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

mkdir "$work/generated" "$work/program"
: >"$work/generated/autoconf.h"
set -- "$root"/scripts/mod/*.c "$root"/scripts/mod/*/*.c
for source; do
	echo "$source"
done | (cd "$work/program" && xargs -P"${KOLINK_JOBS:-$(nproc)}" -n10 "${CC:-cc}" -std=gnu11 -iquote "$root/scripts/mod" -c)
"${CC:-cc}" -o "$work/modpost" "$work"/program/*.o -lelf -lpthread
rm "$work/program/modpost.o"
"${CC:-cc}" -std=gnu11 -iquote "$root/scripts/mod" -o "$work/random-modules" "$here/random-modules.c" \
	"$work"/program/*.o -lelf -lpthread
"${CC:-cc}" -std=gnu11 -o "$work/same" "$here/same-mod-object.c" -lelf

# compile STEM COMPILER...: STEM.mod.o as kbuild makes it
compile() {
	stem=$1
	shift
	name=$(echo "${stem##*/}" | tr -- - _)
	"$@" -std=gnu11 -ffreestanding -nostdinc -fno-common -I"$root/include" -I"$work" -include linux/kconfig.h \
		-DMODULE -DCONFIG_MODULE_UNLOAD -DKBUILD_BASENAME="\"$name.mod\"" -DKBUILD_MODNAME="\"$name\"" \
		-D__KBUILD_MODNAME="$name" -c -o "$stem.mod.o" "$stem.mod.c"
}

# compare COMPILER...: sets $text to what is wrong, or to a figure. No module may be left to the compiler.
compare() {
	rm -rf "$work/tree"
	mkdir "$work/tree"
	"$work/modpost" --abi=native -Mmbx --write-samples="$work/tree/mod-sample"
	for sample in "$work"/tree/mod-sample*.mod.c; do
		compile "${sample%.mod.c}" "$@" || return 1
	done
	"$work/modpost" --abi=native -Mmbx --learn="$work/tree/mod-sample" --model="$work/model"
	text=$(sed -n '1s/.*: no: //p' "$work/model" | tr -d '\0')
	[ -z "$text" ] || return 1
	left=$("$work/random-modules" "$seed" "$count" "$work/tree" "$work/model")
	made=0
	for object in "$work"/tree/*.made; do
		[ -e "$object" ] || continue
		compile "${object%.made}" "$@" || return 1
		text=$("$work/same" "${object%.made}.mod.o" "$object") || return 1
		made=$((made + 1))
	done
	text=${left:-"all $made made"}
	[ "$made" -eq "$count" ]
}

# compiler COMMAND...: a line for a compiler, if there is one that works
compiler() {
	echo 'int a;' | "$@" -ffreestanding -x c -c -o "$work/probe" - 2>/dev/null || return 0
	number=$((number + 1))
	if compare "$@"; then
		echo "ok $number $*: $text"
	else
		echo "not ok $number $*"
		echo "$text" | sed 's/^/# /'
		bad=1
	fi
}

compiler "${CC:-cc}" -O2
compiler "${CC:-cc}" -O0 -g -fno-toplevel-reorder
compiler "${CC:-cc}" -O2 -m32 -fcf-protection=branch
compiler clang -O2 -g
for machine in aarch64 i686 riscv64 s390x powerpc64 powerpc64le; do
	compiler "$machine-linux-gnu-gcc" -O2 -g
	compiler clang "--target=$machine-linux-gnu" -O2
done
compiler arm-linux-gnueabihf-gcc -O2 -g
echo "1..$number"
exit "$bad"
