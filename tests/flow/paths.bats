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

# placed NAME: a whole copy of kolink and a tree in a folder of that name, to be built there
placed() {
	tree=$BATS_TEST_TMPDIR/$1
	mkdir -p "$tree"
	cp -a "$KOLINK_TEMPLATE/prepared/." "$tree"
	ln -sfn "$KOLINK_ROOT" "$BATS_TEST_TMPDIR/kolink"
	sed -i 's,^include.*,include ../kolink/Makefile,' "$tree/Makefile"
}

@test "paths: characters that work" {
	placed 'a=~@,+!{}-^#éb'
	build -j2
	assert_exists alpha.ko
	build
	assert_nothing_ran
}

@test "paths: characters that make or the shell reads are refused in one line that names them" {
	local ext out

	for character in '&' ';' "'" '"' '`' '(' ')' '<' '>' '|' '\' '[' ']' % '$'; do
		placed "a${character}b"
		build_fails -j2
		grep -qF "directory cannot contain '$character': " <<<"$output" || fail "$character" "$output"
		[ "$(wc -l <<<"$output")" = 1 ] || fail "$output"
		rm -rf "$tree"
	done
	tree_copy "$BATS_TEST_TMPDIR/fine"
	tree=$BATS_TEST_TMPDIR/fine
	build -j2
	for character in '&' ';' "'" '(' ; do
		ext=$BATS_TEST_TMPDIR/m${character}m
		out=$BATS_TEST_TMPDIR/o${character}o
		extmod_new "$ext"
		build_fails M="$ext"
		grep -qF "module directory path cannot contain '$character': $ext" <<<"$output" || fail "$output"
		extmod_new "$BATS_TEST_TMPDIR/good"
		build_fails M="$BATS_TEST_TMPDIR/good" MO="$out"
		grep -qF "output directory cannot contain '$character': $out" <<<"$output" || fail "$output"
		build_fails O="$out"
		grep -qF "output directory cannot contain '$character': $out" <<<"$output" || fail "$output"
		[ ! -e "$out" ]
	done
}

@test "M=, MO=: what is no folder of a module is refused, and the kernel's dump stays" {
	local ext=$BATS_TEST_TMPDIR/ext

	build -j2
	keep lists Module.symvers modules.order
	extmod_new "$ext"
	build_fails M= modules
	assert_output 'M= is empty'
	build_fails M=
	assert_output 'M= is empty'
	for kernel in . "$tree" "$tree/" "$tree/../tree" "$tree/core/.."; do
		build_fails M="$kernel"
		assert_output "M=.*: this is the kernel's own folder"
		build_fails M="$ext" MO="$kernel"
		assert_output "MO=.*: this is the kernel's own folder"
	done
	ln -s tree "$BATS_TEST_TMPDIR/alias"
	build_fails M="$BATS_TEST_TMPDIR/alias"
	assert_output "this is the kernel's own folder"
	build_fails M="$ext/ext.c"
	assert_output 'this is a file: M= names the folder of a module'
	build_fails M="$ext/nowhere"
	assert_output 'does not exist'
	assert_kept lists
	[ -z "$(find "$ext" -name '*.o')" ]
	# A folder of the tree is one, as in kbuild.
	build M=drivers
	[ -e "$tree/drivers/Module.symvers" ]
	assert_kept lists
}

@test "M=: with O=, neither the source nor the build folder of the kernel is one" {
	local source=$BATS_TEST_TMPDIR/source out=$BATS_TEST_TMPDIR/out

	tree_new_defconfig "$source"
	tree=$source
	build -j2 O="$out"
	cp "$out/Module.symvers" "$BATS_TEST_TMPDIR/symvers"
	for kernel in "$source" "$out"; do
		build_fails O="$out" M="$kernel"
		assert_output "M=.*: this is the kernel's own folder"
	done
	cmp "$out/Module.symvers" "$BATS_TEST_TMPDIR/symvers"
}

@test "M=: a folder that cannot be written to: one line names MO=" {
	local ext=$BATS_TEST_TMPDIR/ext

	build -j2
	extmod_new "$ext"
	export ext tree
	# shellcheck disable=SC2016
	run in_namespace sh -c '
		mount --bind "$ext" "$ext" && mount -o remount,ro,bind "$ext" || exit 77
		make -C "$tree" --no-print-directory M="$ext"'
	[ "$status" -eq 2 ] || fail "status $status:" "$output"
	assert_output "$ext: this folder cannot be written to: MO=DIR puts the output elsewhere"
	assert_lines 1 'cannot'
}

@test "ARCH: one that the tree does not have is an error that names those it has" {
	mkdir -p "$tree/arch/x86" "$tree/arch/arm64"
	touch "$tree/arch/README"
	build_fails ARCH=x86_65
	assert_output 'ARCH=x86_65: there is no folder arch/x86_65 in .*, only: arm64 x86\.'
	assert_missing vmlinux
	for goal in clean help kernelversion; do
		build ARCH=x86_65 $goal
	done
	build ARCH=x86_64 core/core.o
	build ARCH=i386 core/core.o
	rmdir "$tree/arch/x86"
	build_fails ARCH=x86
	assert_output 'only: arm64\.'
}
