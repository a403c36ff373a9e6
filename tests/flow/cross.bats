#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Another architecture and another toolchain: the same symbol dump, the same .mod.c, BTF as ever.

load lib/common

# assert_same_modpost DIR DIR: Module.symvers and every .mod.c are equal.
assert_same_modpost() {
	local file

	for file in Module.symvers .vmlinux.export.c alpha.mod.c beta.mod.c drivers/gamma.mod.c \
		drivers/delta.mod.c; do
		diff "$1/$file" "$2/$file" || fail "$file differs"
	done
}

@test "cross: CROSS_COMPILE=aarch64-linux-gnu- gives the same Module.symvers and .mod.c" {
	local native=$tree module

	build -j2
	tree=$BATS_TEST_TMPDIR/arm64
	tree_copy "$tree"
	build -j2 ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu-
	assert_same_modpost "$native" "$tree"
	for module in $tree_modules; do
		readelf -h "$tree/$module.ko" | grep -q AArch64
	done
	readelf -h "$tree/vmlinux" | grep -q AArch64
	assert_all_btf
	assert_not_ran ld 'alpha'
	build ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu-
	assert_nothing_ran
}

@test "cross: CROSS_COMPILE alone, without ARCH" {
	build -j2 CROSS_COMPILE=aarch64-linux-gnu-
	readelf -h "$tree/alpha.ko" | grep -q AArch64
	assert_all_btf
}

@test "cross: LLVM=1 gives the same Module.symvers and .mod.c" {
	local native=$tree

	build -j2
	tree=$BATS_TEST_TMPDIR/llvm
	tree_copy "$tree"
	build -j2 LLVM=1
	assert_same_modpost "$native" "$tree"
	assert_ran clang ' -c '
	assert_ran ld.lld
	assert_not_ran gcc ' -D__KERNEL__ '
	assert_not_ran ld
	assert_not_ran objcopy
	readelf -p .comment "$tree/alpha.ko" | grep -q clang
	assert_all_btf
	build LLVM=1
	assert_nothing_ran
}

@test "cross: LLVM=1 for arm64" {
	build -j2 LLVM=1 ARCH=arm64
	readelf -h "$tree/alpha.ko" | grep -q AArch64
	readelf -h "$tree/vmlinux" | grep -q AArch64
	assert_all_btf
}

@test "cross: from one toolchain to the other and back everything is made again" {
	local first

	build -j2
	first=$(results "$tree")
	build -j2 LLVM=1
	readelf -p .comment "$tree/alpha.ko" | grep -q clang
	build -j2
	[ "$first" = "$(results "$tree")" ] || fail "not what the first build made"
}
