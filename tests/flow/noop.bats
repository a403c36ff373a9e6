#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# A second make has nothing to do, and does nothing.

load lib/common

# quiet_again ARG...: make ARG... once more runs no tool, prints no step and touches no file.
quiet_again() {
	build "$@"
	assert_nothing_ran
	assert_no_output '^  [A-Z]'
	assert_unchanged built "$BATS_TEST_TMPDIR/tree"
}

@test "no-op: make runs no compiler, linker, modpost, pahole and touches no file" {
	build -j2
	snapshot built "$tree"
	quiet_again
	quiet_again -j2
}

@test "no-op: vmlinux, modules, one .ko, one .o after make" {
	build -j2
	snapshot built "$tree"
	quiet_again modules
	quiet_again alpha.o
	quiet_again drivers/delta.o
}

@test "no-op: a second make of one .ko" {
	build -j2
	build drivers/gamma.ko
	snapshot built "$tree"
	quiet_again drivers/gamma.ko
	quiet_again
}

@test "no-op: without BTF and without kallsyms" {
	config_unset CONFIG_DEBUG_INFO_BTF
	config_unset CONFIG_DEBUG_INFO_BTF_MODULES
	config_unset CONFIG_KALLSYMS
	build -j2
	snapshot built "$tree"
	quiet_again
}

@test "no-op: with O=" {
	local out=$BATS_TEST_TMPDIR/out source=$BATS_TEST_TMPDIR/source

	tree_new_defconfig "$source"
	tree=$source
	build -j2 O="$out"
	snapshot built "$out" "$source"
	build O="$out"
	assert_nothing_ran
	assert_unchanged built "$out" "$source"
}

@test "no-op: an external module" {
	local ext=$BATS_TEST_TMPDIR/ext

	build -j2
	extmod_new "$ext"
	build M="$ext"
	snapshot built "$tree" "$ext"
	build M="$ext"
	assert_nothing_ran
	assert_unchanged built "$tree" "$ext"
}
