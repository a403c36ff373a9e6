#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# However kolink comes into a tree, with however many jobs, wherever the tree lies: the same bytes.

load lib/common

@test "ways in: included from elsewhere, from a folder in the tree, dropped in: the same bytes" {
	local first=$tree

	build -j2

	tree=$BATS_TEST_TMPDIR/folder
	tree_new "$tree" 'include kolink/Makefile'
	kolink_copy "$tree/kolink"
	build -j2
	assert_same_results "$first" "$tree"

	tree=$BATS_TEST_TMPDIR/dropped
	tree_new "$tree"
	grep -v include "$tree/Makefile" >"$tree/Makefile.local"
	kolink_copy "$tree"
	build -j2
	assert_same_results "$first" "$tree"
}

@test "ways in: make in the repository, minikernel by include and by drop-in: the same bytes" {
	local repository=$BATS_TEST_TMPDIR/repository first

	repository_copy "$repository"
	tree=$repository
	build -j2
	first=$repository/examples/minikernel

	tree=$BATS_TEST_TMPDIR/included
	(cd "$KOLINK_ROOT/examples" && kolink_files | grep '^minikernel/' | tar -cf - -T -) |
		tar -xf - -C "$BATS_TEST_TMPDIR"
	mv "$BATS_TEST_TMPDIR/minikernel" "$tree"
	cp -a "$tree" "$BATS_TEST_TMPDIR/dropped"
	sed -i "s,^include .*,include $KOLINK_ROOT/Makefile," "$tree/Makefile"
	build -j2
	assert_same_results "$first" "$tree"

	tree=$BATS_TEST_TMPDIR/dropped
	grep -v '^include' "$tree/Makefile" >"$tree/Makefile.local" || :
	kolink_copy "$tree"
	build -j2
	assert_same_results "$first" "$tree"
}

@test "ways in: -j1, -j2 and -j8: the same bytes" {
	local jobs

	for jobs in 1 2 8; do
		tree=$BATS_TEST_TMPDIR/j$jobs
		tree_copy "$tree"
		build -j$jobs
		assert_same_results "$BATS_TEST_TMPDIR/j1" "$tree"
	done
}

@test "ways in: two folders: the same bytes" {
	local first=$tree

	build -j2
	tree=$BATS_TEST_TMPDIR/a/quite/different/and/much/longer/folder
	mkdir -p "${tree%/*}"
	tree_copy "$tree"
	build -j2
	assert_same_results "$first" "$tree"
	! grep -q "$BATS_TEST_TMPDIR" "$tree/vmlinux" "$tree/alpha.ko" ||
		fail "results name the folder they were built in"
}

@test "ways in: O= gives the bytes of a build in the tree" {
	build -j2
	local first=$tree

	tree=$BATS_TEST_TMPDIR/clean
	tree_new_defconfig "$tree"
	build -j2 O="$BATS_TEST_TMPDIR/out"
	assert_same_results "$first" "$BATS_TEST_TMPDIR/out"
}

@test "ways in: dropped in, Makefile.local says what would stand before an include" {
	cp -a "$KOLINK_ROOT/Makefile" "$KOLINK_ROOT/scripts" "$KOLINK_ROOT/include" "$BATS_TEST_TMPDIR"
	rm "$tree/Makefile"
	build_root=$BATS_TEST_TMPDIR
	cp -a "$build_root/Makefile" "$tree"
	cp -a "$build_root/scripts/." "$tree/scripts"
	cp -a "$build_root/include/." "$tree/include"
	printf '%s\n' 'VERSION = 3' 'KBUILD_CFLAGS += -DLOCAL=7' >"$tree/Makefile.local"
	echo 'int local = LOCAL;' >>"$tree/core/option.c"
	build
	grep -q '"3.0.0"' "$tree/include/generated/utsrelease.h"
	build
	assert_nothing_ran
}

@test "ways in: a relative include works with O= and M= too" {
	local out=$BATS_TEST_TMPDIR/out ext=$BATS_TEST_TMPDIR/ext

	ln -s "$KOLINK_ROOT" "$BATS_TEST_TMPDIR/kolink"
	sed -i 's,^include.*,include ../kolink/Makefile,' "$tree/Makefile"
	build mrproper
	tree_new "$BATS_TEST_TMPDIR/again"
	cp "$BATS_TEST_TMPDIR/again/.config" "$BATS_TEST_TMPDIR"
	mkdir -p "$out"
	mv "$BATS_TEST_TMPDIR/.config" "$out"
	build O="$out"
	[ -e "$out/vmlinux" ] && [ -e "$out/alpha.ko" ]
	mkdir "$ext"
	echo 'obj-m := e.o' >"$ext/Kbuild"
	printf '%s\n' '#include <linux/module.h>' 'MODULE_LICENSE("GPL");' 'MODULE_DESCRIPTION("e");' >"$ext/e.c"
	tree=$out build M="$ext"
	[ -e "$ext/e.ko" ]
	tree=$out build M=../ext
	assert_nothing_ran
}
