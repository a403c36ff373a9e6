#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: configurations.sh
# Builds a copy of the example kernel in five configurations, one after the other in one folder, and
# looks at what comes out. Output is TAP.
# shellcheck disable=SC2317 # try calls the functions
set -eu

here=$(cd "${0%/*}" && pwd)
root=$(cd "$here/../.." && pwd)
example=$root/examples/minikernel

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

LC_ALL=C
export LC_ALL
count=0
failed=0
# The programs of the library are compiled here, and have little to do.
export HOSTCFLAGS=-O0
unset KCONFIG_ALLCONFIG KCONFIG_CONFIG KCONFIG_SEED KCONFIG_PROBABILITY KCONFIG

# The sources only: the example may have been built where it is.
mkdir -p "$tmp/tree/include"
for part in Kbuild Kconfig defconfig kernel drivers samples include/minikernel; do
	cp -R "$example/$part" "$tmp/tree/$part"
done
find "$tmp/tree" -type f ! -name '*.[chS]' ! -name Kbuild ! -name Kconfig ! -name '*config' -exec rm -f {} +
sed "s|^include .*|include $root/Makefile|" "$example/Makefile" > "$tmp/tree/Makefile"
cd "$tmp/tree"

is() {
	grep -qx "CONFIG_$1" include/config/auto.conf
}

is_off() {
	! grep -q "^CONFIG_$1=" include/config/auto.conf
}

modules() {
	[ "$(tr '\n' ' ' < modules.order)" = "$1" ]
}

has_symbol() {
	grep -q " $1\$" System.map
}

# try NAME CHECK GOAL...: configure by the goals, build, check, build again: nothing is left to do
try() {
	count=$((count + 1))
	name=$1
	check=$2
	shift 2
	if make "$@" all > "$tmp/log" 2>&1 && "$check" && make > "$tmp/again" 2>&1 && ! [ -s "$tmp/again" ]; then
		echo "ok $count - $name"
	else
		echo "not ok $count - $name"
		sed 's/^/# /' "$tmp/log" "$tmp/again" .config
		failed=1
	fi
}

samples='samples/gpl_user.o samples/params.o samples/plain.o samples/trace.o '

# What Kconfig makes of the defconfig is the defconfig: without a tool it is taken as it is.
check_default() {
	sed -n 's/"//g; /^CONFIG/p' "$example/defconfig" | sort > "$tmp/wanted"
	sed -n '/^CONFIG/p' include/config/auto.conf | sort | diff "$tmp/wanted" - >> "$tmp/log" &&
		modules "drivers/ring.o drivers/logger.o drivers/clock.o drivers/stopwatch.o drivers/calc/calc.o $samples"
}

check_small() {
	is_off KALLSYMS && is_off KALLSYMS_ALL && is_off DEBUG_INFO_BTF_MODULES && is RING=m &&
		! readelf -SW vmlinux drivers/ring.ko | grep -q -F .BTF
}

# Nothing that allnoconfig leaves out: no modules, but the drivers, with what they select
check_builtin() {
	is_off MODULES && is RING=y && is_off SAMPLES && has_symbol ring_put && ! has_symbol __ksymtab_ring_put &&
		! grep -q -e '\[M\]' -e '^Value requested' "$tmp/log"
}

check_allyes() {
	is RING=y && is STOPWATCH=y && is SAMPLES=m && is DEBUG_INFO=y && is_off MODVERSIONS && modules "$samples" &&
		has_symbol clock_elapsed && has_symbol __ksymtab_clock_elapsed
}

check_random() {
	grep -qx 'KCONFIG_SEED=0x2A' "$tmp/log" && is MODULES=y && is_off MODVERSIONS && [ -s vmlinux ]
}

# Versions need genksyms.
echo '# CONFIG_MODVERSIONS is not set' > all.config
printf '%s\n' CONFIG_MODULES=y '# CONFIG_MODVERSIONS is not set' > some.config

try 'defconfig names every value' check_default defconfig
try 'small.config: no symbol table, no types' check_small small.config
try 'allnoconfig, builtin.config: no modules, all drivers in the kernel' check_builtin allnoconfig builtin.config
KCONFIG_ALLCONFIG=1
export KCONFIG_ALLCONFIG
try 'allyesconfig: only the samples are modules' check_allyes allyesconfig
KCONFIG_ALLCONFIG=some.config KCONFIG_SEED=42
export KCONFIG_SEED
try 'randconfig: whatever it says' check_random randconfig
echo "1..$count"
exit $failed
