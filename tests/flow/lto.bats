#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Link-time optimization: clang's bitcode is linked before modpost reads it.

load lib/common

# is_bitcode FILE, is_object FILE
is_bitcode() {
	[ "$(head -c 2 "$tree/$1")" = BC ]
}

is_object() {
	[ "$(head -c 4 "$tree/$1" | tail -c 3)" = ELF ]
}

# A stand-in for genksyms: the CRC of an export is a checksum of its name.
genksyms() {
	cat >"$BATS_TEST_TMPDIR/genksyms" <<-'END'
		#!/bin/sh
		sed -n 's/^__GENKSYMS_EXPORT_SYMBOL(\([a-z_]*\)).*/\1/p' | while read -r name; do
			printf '#SYMVER %s 0x%08x\n' "$name" $(echo "$name" | cksum | cut -d ' ' -f 1)
		done
	END
	chmod +x "$BATS_TEST_TMPDIR/genksyms"
	printf '%s\n' 'void module_layout(void);' 'void module_layout(void) { }' 'EXPORT_SYMBOL(module_layout);' \
		>>"$tree/core/core.c"
	config_set CONFIG_MODVERSIONS=y
}

@test "LTO: full and thin: the same exports, versions, dependencies and types as without" {
	local how ext=$BATS_TEST_TMPDIR/ext

	genksyms
	build -j2 LLVM=1 GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
	cp "$tree/Module.symvers" "$BATS_TEST_TMPDIR/symvers"
	for module in $tree_modules; do
		cp "$tree/$module.mod.c" "$BATS_TEST_TMPDIR/${module##*/}.mod.c"
	done
	for how in FULL THIN; do
		build clean
		config_unset CONFIG_LTO_CLANG_FULL
		config_set CONFIG_LTO_CLANG=y
		config_set CONFIG_LTO_CLANG_$how=y
		build -j2 LLVM=1 GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
		is_bitcode core/core.o || fail "$how: core.o"
		is_bitcode drivers/gamma_main.o || fail "$how: gamma_main.o"
		is_object alpha.o || fail "$how: alpha.o"
		is_object drivers/gamma.o || fail "$how: gamma.o"
		is_object vmlinux.o || fail "$how: vmlinux.o"
		diff "$BATS_TEST_TMPDIR/symvers" "$tree/Module.symvers"
		for module in $tree_modules; do
			diff "$BATS_TEST_TMPDIR/${module##*/}.mod.c" "$tree/$module.mod.c"
		done
		assert_all_btf
		nm "$tree/vmlinux" | grep -q ' T core_add'
		build LLVM=1 GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
		assert_nothing_ran
	done
	extmod_new "$ext"
	build LLVM=1 M="$ext" GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
	grep -aq 'depends=alpha' "$ext/ext.ko"
	sed -i s/alpha_twice/nobody_has_this/ "$ext/ext.c"
	build_fails LLVM=1 M="$ext" GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
	assert_output '"nobody_has_this" \[.*ext.ko\] undefined!'
}

@test "LTO: by KCFLAGS, and in the flags of a folder or an object" {
	build -j2 LLVM=1 KCFLAGS=-flto=thin
	is_bitcode start.o
	is_object beta.o
	assert_all_btf
	build mrproper
	tree_new "$tree"
	echo 'ccflags-y := -flto' >>"$tree/drivers/Kbuild"
	echo 'CFLAGS_alpha.o := -flto' >>"$tree/Kbuild"
	build -j2 LLVM=1
	is_object start.o
	is_object alpha.o
	is_object drivers/delta.o
	is_bitcode drivers/gamma_io.o
	is_object drivers/gamma.o
	assert_all_btf
}

@test "LTO: with GCC or with GNU ld one line says what it needs, before anything is made" {
	build_fails KCFLAGS=-flto
	assert_output '^-flto needs clang and ld.lld, and CC is gcc: use LLVM=1'
	build_fails CC=clang KCFLAGS=-flto=thin
	assert_output '-flto=thin needs ld.lld to link what clang writes, and LD is ld'
	config_set CONFIG_LTO_CLANG=y
	build_fails
	assert_output '-flto needs clang'
	assert_nothing_ran
	# In one folder only: modpost finds it.
	config_unset CONFIG_LTO_CLANG
	echo 'ccflags-y := -flto' >>"$tree/drivers/Kbuild"
	build_fails
	assert_output 'drivers/(gamma|delta)\.o: intermediate code of GCC'
	assert_missing drivers/delta.ko Module.symvers
}
