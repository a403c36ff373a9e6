#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Where trees may lie.

load lib/common

@test "path with a space: refused in one clear line" {
	mv "$tree" "$BATS_TEST_TMPDIR/with space"
	tree="$BATS_TEST_TMPDIR/with space"
	build_fails
	assert_output 'cannot contain (spaces|blanks)'
	assert_missing vmlinux
}

@test "O= with a space: refused in one clear line" {
	build_fails O="$BATS_TEST_TMPDIR/out put"
	assert_output 'cannot contain (spaces|blanks)'
}

@test "M= with a space: refused in one clear line" {
	build -j2
	extmod_new "$BATS_TEST_TMPDIR/ext mod"
	build_fails M="$BATS_TEST_TMPDIR/ext mod"
	assert_output 'building multiple external modules is not supported|cannot contain (spaces|blanks)'
}

@test "a tree reached through a symlink: works, with the same bytes" {
	local real=$tree

	build -j2
	mkdir "$BATS_TEST_TMPDIR/elsewhere"
	tree_copy "$BATS_TEST_TMPDIR/elsewhere/tree"
	ln -s elsewhere/tree "$BATS_TEST_TMPDIR/link"
	tree=$BATS_TEST_TMPDIR/link
	build -j2
	assert_same_results "$real" "$BATS_TEST_TMPDIR/elsewhere/tree"
	build
	assert_nothing_ran
}

@test "a tree reached by its real path after its symlink: nothing to do" {
	local real=$tree

	ln -s tree "$BATS_TEST_TMPDIR/link"
	tree=$BATS_TEST_TMPDIR/link
	build -j2
	tree=$real
	build
	assert_nothing_ran
}

@test "kolink reached through a symlink: works" {
	ln -s "$KOLINK_ROOT" "$BATS_TEST_TMPDIR/kolink"
	echo "include ../kolink/Makefile" >"$tree/Makefile"
	build -j2
	assert_all_btf
	build
	assert_nothing_ran
}

@test "O=: the sources stay untouched" {
	local source=$BATS_TEST_TMPDIR/source out=$BATS_TEST_TMPDIR/out

	tree_new_defconfig "$source"
	tree=$source
	snapshot before "$source"
	build -j2 O="$out"
	assert_unchanged before "$source"
	assert_btf "$out/alpha.ko" "$out/vmlinux.btf"
	assert_btf "$out/drivers/gamma.ko" "$out/vmlinux.btf"
	[ -s "$out/System.map" ]
}

@test "O=: read-only sources work" {
	local source=$BATS_TEST_TMPDIR/source out=$BATS_TEST_TMPDIR/out

	tree_new_defconfig "$source"
	mkdir "$out"
	export source out bin
	# shellcheck disable=SC2016
	run in_namespace sh -c '
		mount --bind "$source" "$source" && mount -o remount,ro,bind "$source" || exit 77
		PATH="$bin:$KOLINK_TEMPLATE/bin:$PATH" make -C "$source" -j2 O="$out"'
	[ "$status" -eq 0 ] || fail "status $status:" "$output"
	assert_btf "$out/alpha.ko" "$out/vmlinux.btf"
}

@test "O=: a relative path counts from where make was called" {
	local source=$BATS_TEST_TMPDIR/source

	tree_new_defconfig "$source"
	tree=$source
	build -j2 O=build
	assert_btf "$source/build/alpha.ko" "$source/build/vmlinux.btf"
	[ ! -e "$source/vmlinux" ]
}

@test "O=: a source tree that was built in is refused" {
	build -j2
	build_fails O="$BATS_TEST_TMPDIR/out"
	assert_output 'source tree is not clean'
}

@test "O=: make in the build directory afterwards, single targets and clean" {
	local source=$BATS_TEST_TMPDIR/source out=$BATS_TEST_TMPDIR/out

	tree_new_defconfig "$source"
	tree=$source
	build -j2 O="$out"
	touch_later "$source/beta.c"
	build O="$out" beta.ko
	assert_line '  LD [M]  beta.ko'
	snapshot before "$source"
	build O="$out" clean
	[ ! -e "$out/beta.ko" ]
	[ ! -e "$out/vmlinux" ]
	assert_unchanged before "$source"
}
