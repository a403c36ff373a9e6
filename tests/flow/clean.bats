#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# clean, mrproper, help, kernelrelease.

load lib/common

@test "clean removes what a build makes, and keeps what external modules need" {
	local ext=$BATS_TEST_TMPDIR/ext

	build -j2
	assert_exists .tmp_Module.symvers.facts
	build clean
	assert_output '^  CLEAN   '
	assert_missing vmlinux System.map vmlinux.btf vmlinux.o vmlinux.a built-in.a alpha.ko \
		alpha.o alpha.mod alpha.mod.c modules.order modules.builtin drivers/gamma.o \
		.vmlinux.export.c .tmp_vmlinux1 .module-common.o .tmp_Module.symvers.facts
	assert_exists Module.symvers .config include/config/auto.conf scripts/mod/modpost
	[ -z "$(find "$tree" -name '*.ko' -o -name '*.mod.c' -o -name '*.mod')" ]
	extmod_new "$ext"
	build M="$ext"
	[ -e "$ext/ext.ko" ]
}

@test "clean removes what LLVM's tools leave beside their output when they are killed" {
	local left=(core/core-2c851d36.o.tmp core/core.o.tmp2658bfa vmlinux.o.tmp862ddd6
		core/built-in.a.temp-archive-727ea86.a .tmp_alpha.ko.tmp26a77f1
		.tmp_alpha.ko.BTF.3.temp-stream-c412b0 .tmp_vmlinux1.tmp18b6f2c)

	build
	(cd "$tree" && touch "${left[@]}" core/core.tmp)
	build clean
	assert_missing "${left[@]}"
	assert_exists core/core.tmp
}

@test "mrproper leaves the sources alone, as they came" {
	tree=$BATS_TEST_TMPDIR/fresh
	tree_new "$tree"
	rm "$tree/.config"
	file_bytes "$tree" >"$BATS_TEST_TMPDIR/before"
	build -j2
	build mrproper
	diff "$BATS_TEST_TMPDIR/before" <(file_bytes "$tree")
}

@test "mrproper with O= empties the build directory" {
	tree=$BATS_TEST_TMPDIR/fresh
	tree_new_defconfig "$tree"
	build -j2 O="$BATS_TEST_TMPDIR/out"
	snapshot before "$tree"
	build O="$BATS_TEST_TMPDIR/out" mrproper
	assert_unchanged before "$tree"
	[ -z "$(find "$BATS_TEST_TMPDIR/out" -name '*.ko' -o -name '*.o' -o -name auto.conf)" ]
}

@test "clean twice, and a build after it gives the same bytes" {
	build -j2
	local first
	first=$(results "$tree")
	build clean
	build clean
	assert_no_output '^  CLEAN'
	build -j2
	[ "$first" = "$(results "$tree")" ]
}

@test "help names the targets" {
	local word

	build help
	for word in all vmlinux modules modules_install modules_prepare clean mrproper \
		'dir/' 'dir/file' 'V=' 'O=' 'W='; do
		grep -qF -- "$word" <<<"$output" || fail "help does not mention $word" "$output"
	done
	build help M="$BATS_TEST_TMPDIR"
	assert_output 'Building external modules\.'
}

@test "kernelrelease prints the release and nothing else" {
	run kmake -s kernelrelease
	[ "$status" -eq 0 ]
	[ "$(wc -l <<<"$output")" -eq 1 ]
	assert_output '^[0-9]+\.[0-9]+'
}

@test "goals that begin with __ are refused" {
	build_fails __modpost
	assert_output "targets prefixed with '__' are only for internal use"
}

@test "clean and all in one call run one after the other, also with -j" {
	build -j4
	build -j4 clean all
	assert_line '  CC [M]  alpha.o'
	assert_exists vmlinux alpha.ko
	build
	assert_nothing_ran
}
