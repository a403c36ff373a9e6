#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The base BTF is a file of its own, and every module has split BTF on top of it.

load lib/common

@test "base BTF: vmlinux.btf holds the types of vmlinux, and vmlinux holds vmlinux.btf" {
	build -j2
	pahole -F btf "$tree/vmlinux.btf" | grep -q 'struct shape {'
	objcopy -O binary -j .BTF "$tree/vmlinux" "$BATS_TEST_TMPDIR/btf"
	cmp "$BATS_TEST_TMPDIR/btf" "$tree/vmlinux.btf"
}

@test "base BTF: modules have split BTF on top of it" {
	local types=$BATS_TEST_TMPDIR/types

	build -j2
	assert_all_btf
	pahole -F btf --btf_base "$tree/vmlinux.btf" "$tree/alpha.ko" >"$types"
	grep -q 'struct alpha_item {' "$types" || fail "$(cat "$types")"
	# Without its base split BTF makes no sense.
	! pahole -F btf "$tree/alpha.ko" 2>/dev/null | grep -q 'struct alpha_item {' ||
		fail "BTF of alpha.ko stands alone"
}

@test "base BTF: pahole gets its usual flags, or those of PAHOLE_FLAGS" {
	local usual='--btf_gen_floats|--btf_features='

	build -j2
	grep -qE "	pahole	.*($usual).* .tmp_vmlinux1\$" "$KOLINK_RECORD"
	grep -qE "	pahole	.*($usual).*/.tmp_alpha.ko\$" "$KOLINK_RECORD"
	record_reset
	build PAHOLE_FLAGS=--skip_encoding_btf_vars
	grep -q "	pahole	.*--skip_encoding_btf_vars.* .tmp_vmlinux1\$" "$KOLINK_RECORD"
	! grep -qE "	pahole	.*($usual)" "$KOLINK_RECORD" || fail "the usual flags as well"
}

@test "base BTF: two builds give the same bytes" {
	local first=$tree

	build -j2
	tree=$BATS_TEST_TMPDIR/second
	tree_copy "$tree"
	build -j8 PAHOLE_FLAGS=-j8
	cmp "$first/vmlinux.btf" "$tree/vmlinux.btf"
}

@test "base BTF: a vmlinux that is linked again with equal types leaves it alone" {
	local before

	build -j2
	before=$(file_stamp vmlinux.btf)
	touch_later "$tree/core/shapes.c"
	build
	assert_line '  LD      vmlinux'
	[ "$before" = "$(file_stamp vmlinux.btf)" ]
	assert_no_output '\[M\]'
}

@test "base BTF: it is not encoded again while debugging information and symbols are the same" {
	local before

	edit 's/width \* shape/width + shape/' core/shapes.c
	build -j2
	# From now on the first link is like that of the build before.
	touch_later "$tree/core/shapes.c"
	build
	before=$(file_stamp vmlinux.btf)
	edit 's/width + shape/width - shape/' core/shapes.c
	build
	assert_line '  LD      vmlinux'
	assert_no_output '^  BTF '
	[ "$before" = "$(file_stamp vmlinux.btf)" ]
	objcopy -O binary -j .BTF "$tree/vmlinux" "$BATS_TEST_TMPDIR/btf"
	cmp "$BATS_TEST_TMPDIR/btf" "$tree/vmlinux.btf"

	rm "$tree/vmlinux.btf"
	build
	assert_line '  BTF     .tmp_vmlinux1'
	cmp "$BATS_TEST_TMPDIR/btf" "$tree/vmlinux.btf"

	edit 's/int width;/long width;/' core/shapes.c
	build
	assert_line '  BTF     .tmp_vmlinux1'
	! cmp -s "$BATS_TEST_TMPDIR/btf" "$tree/vmlinux.btf" || fail "the BTF of before"
}

@test "base BTF: another pahole encodes it again" {
	build -j2
	printf '#!/bin/sh\nexec %s "$@"\n' "$(command -v pahole)" >"$bin/pahole"
	chmod +x "$bin/pahole"
	build
	assert_line '  BTF     .tmp_vmlinux1'
}

@test "base BTF: without module BTF a .ko has none" {
	config_unset CONFIG_DEBUG_INFO_BTF_MODULES
	build -j2
	assert_exists vmlinux.btf
	! readelf -SW "$tree/alpha.ko" | grep -q '\.BTF' || fail "alpha.ko has BTF"
	assert_no_output 'BTF \[M\]'
}

@test "base BTF: a pahole that writes nothing is an error" {
	build -j2
	keep_results before
	cat >"$bin/pahole" <<-'END'
		#!/bin/sh
		[ "$1" != --version ] || echo v1.24
	END
	chmod +x "$bin/pahole"
	edit 's/int width;/long width;/' core/shapes.c
	build_fails -j2
	assert_output 'wrote no BTF'
	assert_kept before
}

@test "base BTF: external module without it: one line says so, and it is remade later" {
	local ext=$BATS_TEST_TMPDIR/ext

	build -j2
	extmod_new "$ext"
	mkdir "$BATS_TEST_TMPDIR/away"
	mv "$tree/vmlinux" "$tree/vmlinux.btf" "$BATS_TEST_TMPDIR/away"
	build M="$ext"
	assert_lines 1 'Skipping BTF generation for ext.ko due to unavailability of vmlinux'
	! readelf -SW "$ext/ext.ko" | grep -q '\.BTF' || fail "ext.ko has BTF"

	mv "$BATS_TEST_TMPDIR/away/"* "$tree"
	build M="$ext"
	assert_no_output Skipping
	assert_line '  LD [M]  ext.ko'
	assert_btf "$ext/ext.ko"
	build M="$ext"
	assert_nothing_ran
}

@test "base BTF: an external module follows a change of the kernel's types" {
	local ext=$BATS_TEST_TMPDIR/ext

	build -j2
	extmod_new "$ext"
	build M="$ext"
	assert_btf "$ext/ext.ko"
	edit 's/int width;/long width;/' core/shapes.c
	build -j2
	build M="$ext"
	assert_line '  BTF [M] ext.ko'
	assert_btf "$ext/ext.ko"
}

# module_sums: all bytes of all modules of the tree, BTF among them
module_sums() {
	local module

	for module in $tree_modules; do
		assert_btf "$tree/$module.ko"
		cksum <"$tree/$module.ko"
	done
}

# with_btf_rebase LINE: in its place a script that does this; the next make encodes all modules.
with_btf_rebase() {
	sleep 0.02
	printf '%s\n' '#!/bin/sh' "$1" >"$tree/scripts/btf/btf-rebase.new"
	chmod +x "$tree/scripts/btf/btf-rebase.new"
	mv "$tree/scripts/btf/btf-rebase.new" "$tree/scripts/btf/btf-rebase"
	build -j2
}

@test "base BTF: btf-rebase, or pahole and objcopy, make modules of the same bytes" {
	local rebased

	build -j2
	assert_not_ran pahole '--btf_base'
	assert_not_ran objcopy '--add-section .BTF='
	rebased=$(module_sums)
	build -j2 KBUILD_BTF_REBASE=0
	assert_ran pahole '--btf_base' 4
	assert_ran objcopy '--add-section .BTF=' 4
	[ "$rebased" = "$(module_sums)" ]
	build KBUILD_BTF_REBASE=0
	assert_nothing_ran
	build -j2
	assert_not_ran pahole '--btf_base'
	[ "$rebased" = "$(module_sums)" ]
	# Flags of which it is not known that they leave the base alone
	build -j2 PAHOLE_FLAGS='--btf_gen_floats --btf_gen_all'
	assert_ran pahole '--btf_base' 4
}

@test "base BTF: what btf-rebase leaves to pahole, pahole does; an error of its own is one" {
	local rebased

	build -j2
	rebased=$(module_sums)
	cp -p "$tree/scripts/btf/btf-rebase" "$BATS_TEST_TMPDIR/btf-rebase"
	with_btf_rebase 'exit 3'
	assert_ran pahole '--btf_base' 4
	[ "$rebased" = "$(module_sums)" ]
	with_btf_rebase 'exit 126'
	[ "$rebased" = "$(module_sums)" ]
	sleep 0.02
	printf '%s\n' '#!/bin/sh' 'echo "btf-rebase: it is broken" >&2; exit 1' >"$tree/scripts/btf/btf-rebase"
	build_fails -k
	assert_output 'BTF: .*alpha.ko: scripts/btf/btf-rebase failed'
	assert_missing .tmp_alpha.ko .tmp_alpha.ko.BTF.1
	cp "$BATS_TEST_TMPDIR/btf-rebase" "$tree/scripts/btf/btf-rebase"
	build
	[ "$rebased" = "$(module_sums)" ]
}

@test "base BTF: objcopy adds the section where the linker lays files out in its own way" {
	build -j2 LD=ld.lld
	assert_not_ran pahole '--btf_base'
	assert_ran objcopy '--add-section .BTF=' 4
	module_sums >"$BATS_TEST_TMPDIR/sums"
	build -j2 LD=ld.lld KBUILD_BTF_REBASE=0
	module_sums | cmp - "$BATS_TEST_TMPDIR/sums"
}

@test "base BTF: the index belongs to the base; a lost or foreign one costs time, nothing else" {
	local rebased

	build -j2
	assert_exists vmlinux.btf.index
	rebased=$(module_sums)
	rm "$tree"/*.ko "$tree/vmlinux.btf.index"
	build
	assert_exists vmlinux.btf.index
	[ "$rebased" = "$(module_sums)" ]
	rm "$tree"/*.ko
	echo nonsense >"$tree/vmlinux.btf.index"
	build
	[ "$rebased" = "$(module_sums)" ]
}
