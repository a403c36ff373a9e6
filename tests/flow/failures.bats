#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# What goes wrong is said in the right words, ends in the right status, and leaves what was there.

load lib/common

# built: a complete build whose results are remembered. (What is listed in modules.order may
# change before a build fails.)
built() {
	build -j2
	keep before vmlinux System.map vmlinux.btf Module.symvers .vmlinux.export.c \
		alpha.ko beta.ko drivers/gamma.ko drivers/delta.ko \
		alpha.mod.c beta.mod.c drivers/gamma.mod.c drivers/delta.mod.c
}

# rejected MESSAGE: the build fails, some line is MESSAGE, and the earlier results stand.
rejected() {
	build_fails -j2
	assert_line "$1"
	assert_kept before
}

# new_module NAME LICENCE [BODY]: one more module, in the top folder.
new_module() {
	cat >"$tree/$1.c" <<-END
		#include <linux/module.h>
		$3
		MODULE_DESCRIPTION("$1");
		$([ -z "$2" ] || echo "MODULE_LICENSE(\"$2\");")
	END
	echo "obj-m += $1.o" >>"$tree/Kbuild"
}

@test "failure: undefined symbol" {
	built
	new_module bad GPL 'int nowhere(void); int bad(void); int bad(void) { return nowhere(); }'
	rejected 'ERROR: modpost: "nowhere" [bad.ko] undefined!'
	assert_missing bad.ko
	build_fails
	assert_line 'ERROR: modpost: "nowhere" [bad.ko] undefined!'
}

@test "failure: undefined symbol, as a warning with KBUILD_MODPOST_WARN=1" {
	new_module bad GPL 'int nowhere(void); int bad(void); int bad(void) { return nowhere(); }'
	build -j2 KBUILD_MODPOST_WARN=1
	assert_line 'WARNING: modpost: "nowhere" [bad.ko] undefined!'
	assert_exists bad.ko
	# The next make says it again.
	build KBUILD_MODPOST_WARN=1
	assert_line 'WARNING: modpost: "nowhere" [bad.ko] undefined!'
}

@test "failure: duplicate export" {
	built
	new_module bad GPL 'int core_add(int a, int b); int core_add(int a, int b) { return a + b; }
		EXPORT_SYMBOL(core_add);'
	rejected "ERROR: modpost: bad: 'core_add' exported twice. Previous export was in vmlinux"
	assert_missing bad.ko
}

@test "failure: duplicate export by another module" {
	built
	new_module bad GPL 'int alpha_twice(int a); int alpha_twice(int a) { return a; }
		EXPORT_SYMBOL(alpha_twice);'
	rejected "ERROR: modpost: bad: 'alpha_twice' exported twice. Previous export was in alpha.ko"
}

@test "failure: two modules of one name" {
	built
	cp "$tree/drivers/delta.c" "$tree/drivers/alpha.c"
	echo 'obj-m += alpha.o' >>"$tree/drivers/Kbuild"
	rejected 'error: the following would cause module name conflict:'
	assert_line '  alpha.ko'
	assert_line '  drivers/alpha.ko'
}

@test "failure: foo-bar and foo_bar are one name" {
	built
	new_module foo-bar GPL
	new_module foo_bar GPL
	rejected 'error: the following would cause module name conflict:'
	assert_line '  foo-bar.ko'
	assert_line '  foo_bar.ko'
}

@test "failure: missing licence" {
	built
	new_module bad ''
	rejected 'ERROR: modpost: missing MODULE_LICENSE() in bad.o'
}

@test "failure: missing namespace import" {
	built
	new_module bad GPL 'int core_ns(int a); int bad(void); int bad(void) { return core_ns(1); }'
	rejected 'ERROR: modpost: module bad uses symbol core_ns from namespace KT, but does not import it.'
}

@test "failure: GPL violation" {
	built
	new_module bad Proprietary \
		'int core_gpl(int a); int bad(void); int bad(void) { return core_gpl(1); }'
	rejected "ERROR: modpost: GPL-incompatible module bad.ko uses GPL-only symbol 'core_gpl'"
}

@test "failure: broken linker script of vmlinux" {
	built
	echo 'SECTIONS { . = ; }' >"$tree/vmlinux.lds.S"
	build_fails -j2
	assert_output 'syntax error'
	assert_kept before
	rm "$tree/vmlinux.lds.S"
	build -j2
	assert_kept before
}

@test "failure: no pahole" {
	build_fails -j2 PAHOLE=no-such-pahole
	assert_line 'PAHOLE: no-such-pahole is not found: install it, or name another one with PAHOLE='
	assert_missing vmlinux vmlinux.btf alpha.ko
}

@test "failure: pahole is gone after a build" {
	built
	edit 's/int width;/long width;/' core/shapes.c
	build_fails -j2 PAHOLE=no-such-pahole
	assert_output 'PAHOLE: no-such-pahole is not found'
	assert_kept before
	build -j2
	assert_all_btf
}

@test "failure: pahole fails for one module" {
	built
	own_tool pahole 'case $arguments in *beta.ko*) exit 3 ;; esac'
	edit 's/core_gpl(0)/core_gpl(1)/' beta.c
	build_fails -j2
	assert_output 'beta\.ko'
	assert_kept before
	rm "$bin/pahole"
	build -j2
	assert_all_btf
}

@test "failure: no linker" {
	built
	edit 's/core_gpl(0)/core_gpl(1)/' beta.c
	build_fails -j2 LD=no-such-ld
	assert_output 'no-such-ld.*not found'
	assert_kept before
	build -j2
	assert_line '  LD [M]  beta.ko'
}

@test "failure: the linker fails for one module" {
	built
	own_tool ld 'case $arguments in *beta.ko*) exit 1 ;; esac'
	edit 's/core_gpl(0)/core_gpl(1)/' beta.c
	build_fails -j2
	assert_kept before
	rm "$bin/ld"
	build -j2
	assert_all_btf
}

@test "failure: no compiler" {
	build_fails -j2 CC=no-such-gcc
	assert_output 'no-such-gcc.*not found'
	assert_missing vmlinux alpha.ko
	build -j2
}

@test "failure: a final link of vmlinux that fails leaves the old one" {
	built
	own_tool ld 'case $arguments in *tmp_vmlinux.final*) exit 1 ;; esac'
	edit 's/shape->height/shape->height * 2/' core/shapes.c
	build_fails -j2
	assert_kept before
	rm "$bin/ld"
	build -j2
	build
	assert_nothing_ran
}

@test "failure: first build with a failing final link leaves no vmlinux behind" {
	own_tool ld 'case $arguments in *tmp_vmlinux.final*) echo partial >.tmp_vmlinux.final; exit 1 ;; esac'
	build_fails -j2
	assert_missing vmlinux System.map
}

@test "failure: kallsyms that disagrees with System.map" {
	built
	# The symbols of the last image differ from those of the pass before.
	own_tool nm 'case $arguments in *tmp_vmlinux.final*)
		"'"$(type -P nm)"'" "$@" | grep -v core_gpl; exit 0 ;; esac'
	edit 's/shape->height/shape->height * 2/' core/shapes.c
	build_fails -j2
	assert_line 'Inconsistent kallsyms data'
	assert_line 'Try "make KALLSYMS_EXTRA_PASS=1" as a workaround'
	assert_kept before
}

@test "failure: a module's source is missing" {
	built
	echo 'obj-m += absent.o' >>"$tree/Kbuild"
	build_fails -j2
	assert_output "No rule to make target '(\./)?absent\.[^']*'"
	assert_kept before
}

# on_full_disk SIZE: make in a copy of the tree on a disk of SIZE; its output goes to stdout.
on_full_disk() {
	local disk=$BATS_TEST_TMPDIR/disk

	mkdir -p "$disk"
	export tree bin disk
	# shellcheck disable=SC2016
	in_namespace sh -c '
		mount -t tmpfs -o size="$1" tmpfs "$disk" || exit 77
		cp -a "$tree/." "$disk" || exit 77
		keep="find . -name \*.ko -o -name Module.symvers -o -name vmlinux -o -name System.map"
		cd "$disk"
		(eval "$keep") | xargs -r sha256sum >/dev/shm/kept.$$
		cat "$2" >>alpha.c
		PATH="$bin:$KOLINK_TEMPLATE/bin:$PATH" make -j2 --no-print-directory
		echo "make: $?"
		find . -name "*.ko" -size 0
		sha256sum --quiet -c /dev/shm/kept.$$ && echo "results: kept"
		rm -f /dev/shm/kept.$$
		# Room again: the next make repairs everything.
		mount -o remount,size=64m "$disk"
		make --no-print-directory -j2 >/dev/null 2>&1
		echo "make again: $?"
		readelf -SW alpha.ko | grep -q "\.BTF " && echo "alpha.ko: BTF"
	' sh "$@" 2>&1
}

@test "failure: full disk: make fails, earlier outputs stand, the next make repairs" {
	local used free

	build -j2
	# A big array in a module: more than there is room for.
	echo 'const char alpha_filler[3000000] = { 1 };' >"$BATS_TEST_TMPDIR/filler"
	used=$(du -sk --apparent-size "$tree" | cut -f 1)
	used=$(du -sk "$tree" | cut -f 1)
	free=$((used + 2000))
	run on_full_disk "${free}k" "$BATS_TEST_TMPDIR/filler"
	[ "$status" -ne 77 ] || fail "cannot mount a tmpfs here:" "$output"
	assert_output 'No space left on device|final link failed'
	assert_line 'make: 2'
	assert_line 'results: kept'
	assert_line 'make again: 0'
	assert_line 'alpha.ko: BTF'
}

@test "failure: full disk while modpost writes: one line names the file" {
	local i

	built
	# A modpost that can write 1024 bytes to a file, and is told so rather than killed.
	cat >"$bin/modpost" <<-'END'
		#!/bin/bash
		trap '' XFSZ
		ulimit -f 1
		exec "${objtree:-.}/scripts/mod/modpost" "$@"
	END
	chmod +x "$bin/modpost"
	# Else samples would be made anew for it.
	touch -d 2000-01-01 "$bin/modpost"
	sleep 0.02
	for i in {1..40}; do
		echo "int alpha_$i(void); int alpha_$i(void) { return $i; } EXPORT_SYMBOL(alpha_$i);"
	done >>"$tree/alpha.c"
	record_reset
	run kmake MODPOST="$bin/modpost"
	[ "$status" -eq 2 ]
	assert_lines 1 '(alpha\.mod\.c|Module\.symvers).*File too large'
	assert_kept before
	build
	grep -q 'alpha_40	alpha' "$tree/Module.symvers"
}

# read_only_build FOLDER: make in the tree while FOLDER cannot be written.
read_only_build() {
	export tree bin
	# shellcheck disable=SC2016
	in_namespace sh -c '
		mount --bind "$tree/$1" "$tree/$1" && mount -o remount,ro,bind "$tree/$1" || exit 77
		PATH="$bin:$KOLINK_TEMPLATE/bin:$PATH" make -C "$tree" --no-print-directory -j2
	' sh "$1" 2>&1
}

@test "failure: unwritable folder of a module" {
	built
	edit 's/return 0;/return 1;/' drivers/delta.c
	run read_only_build drivers
	[ "$status" -eq 2 ] || fail "status $status:" "$output"
	assert_output 'drivers/.*Read-only file system'
	assert_kept before
	build -j2
	assert_line '  LD [M]  drivers/delta.ko'
}

@test "failure: a folder in the place of Module.symvers" {
	build -j2
	rm "$tree/Module.symvers"
	mkdir "$tree/Module.symvers"
	keep before vmlinux alpha.ko alpha.mod.c
	edit 's/EXPORT_SYMBOL(alpha_twice)/EXPORT_SYMBOL_GPL(alpha_twice)/' alpha.c
	build_fails
	assert_output 'Module\.symvers.*Is a directory'
	assert_kept before
	rmdir "$tree/Module.symvers"
	build
	grep -q 'alpha_twice	alpha	EXPORT_SYMBOL_GPL' "$tree/Module.symvers"
}

@test "failure: an object that is no ELF file" {
	built
	cat >"$bin/modpost" <<-'END'
		#!/bin/sh
		echo 'no object' >drivers/delta.o
		exec "${objtree:-.}/scripts/mod/modpost" "$@"
	END
	chmod +x "$bin/modpost"
	run kmake MODPOST="$bin/modpost"
	[ "$status" -eq 2 ]
	assert_output 'drivers/delta\.o'
	assert_kept before
}

@test "failure: a tree without Kbuild is told so" {
	rm "$tree/Kbuild"
	build_fails
	assert_output '/Kbuild: no such file'
}
