#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Names in Kbuild files that nothing can be made of: refused in one line, before anything is made.

load lib/common

# refused LIST WORD...: each word alone in a list of drivers/Kbuild; the line names file, list and word,
# and no file of the tree is written, removed or touched
refused() {
	local list=$1 word

	shift
	build -j2
	cp -p "$tree/drivers/Kbuild" "$BATS_TEST_TMPDIR/Kbuild"
	for word; do
		{
			cat "$BATS_TEST_TMPDIR/Kbuild"
			printf '%s += %s\n' "$list" "$word"
		} >"$tree/drivers/Kbuild"
		snapshot before "$tree/drivers" "$tree/core"
		build_fails -j2
		grep -qF "drivers/Kbuild: $list: '$word' " <<<"$output" || fail "$list: $word:" "$output"
		[ "$(grep -c "'$word'" <<<"$output")" = 1 ] || fail "$list: $word:" "$output"
		assert_unchanged before "$tree/drivers" "$tree/core"
	done
}

# Files of all these names are there, so that a rule that took one would find it.
odd_files() {
	mkdir -p "$tree/drivers/folder"
	touch "$tree/drivers/bare" "$tree/drivers/blob.ko" "$tree/drivers/blob.so" "$tree/drivers/blob.o.bak"
	echo 'int outside;' >"$tree/outside.c"
	echo 'obj-y :=' >"$tree/drivers/folder/Kbuild"
}

@test "names: obj-m" {
	odd_files
	refused obj-m delta.c delta.h bare blob.ko blob.so blob.o.bak folder delta delta.mod delta.mod.o .o / ./ \
		/outside.o ../outside.o folder/../../outside.o ../core/ delta.S delta.O lib.a '*.o'
}

@test "names: obj-y" {
	odd_files
	refused obj-y delta.c bare blob.ko folder delta.mod.o .o ./ /outside.o ../outside.o ../core/ delta.s
}

@test "names: lib-y" {
	odd_files
	refused lib-y delta.c bare folder/ folder .o /outside.o ../outside.o
}

@test "names: foo-y, foo-objs, foo-m" {
	odd_files
	refused gamma-y delta.c bare gamma_io folder/ .o /outside.o gamma.o
	cp -p "$BATS_TEST_TMPDIR/Kbuild" "$tree/drivers/Kbuild"
	refused gamma-objs delta.c gamma_io.ko
	cp -p "$BATS_TEST_TMPDIR/Kbuild" "$tree/drivers/Kbuild"
	refused gamma-m delta.c
}

@test "names: extra-y and always-y" {
	odd_files
	refused extra-y delta.ko delta.mod /outside.o ../outside.o folder/ delta.mod.c
	cp -p "$BATS_TEST_TMPDIR/Kbuild" "$tree/drivers/Kbuild"
	refused always-y delta.ko /outside folder/../../x folder/
}

@test "names: hostprogs" {
	odd_files
	refused hostprogs delta.c tool.o /usr/bin/tool ../tool folder/
	cp -p "$BATS_TEST_TMPDIR/Kbuild" "$tree/drivers/Kbuild"
	refused hostprogs-always-y delta.c ../tool
}

@test "names: the README's first mistake: answer.c for answer.o leaves the source alone" {
	before=$(cksum "$tree/alpha.c")
	sed -i 's/alpha.o/alpha.c/' "$tree/Kbuild"
	build_fails
	assert_output "Kbuild: obj-m: 'alpha.c' is neither an object"
	[ "$(cksum "$tree/alpha.c")" = "$before" ]
	assert_missing alpha.mod alpha.ko
}

@test "names: in an external module, in its root and below" {
	local ext=$BATS_TEST_TMPDIR/ext

	build -j2
	extmod_new "$ext"
	before=$(cksum "$ext/ext.c")
	echo 'obj-m += ext.c' >>"$ext/Kbuild"
	build_fails M="$ext"
	assert_output "$ext/Kbuild: obj-m: 'ext.c' is neither|Kbuild: obj-m: 'ext.c' is neither"
	extmod_new "$ext/sub"
	echo 'obj-m := sub/' >"$ext/Kbuild"
	echo 'obj-m := ext' >"$ext/sub/Kbuild"
	build_fails M="$ext"
	assert_output "sub/Kbuild: obj-m: 'ext' is neither"
	[ "$(cksum "$ext/ext.c")" = "$before" ]
}

@test "names: ./ in front, and .. in parts of a module, work as in kbuild" {
	mkdir "$tree/common"
	echo 'int common(void); int common(void) { return 1; }' >"$tree/common/part.c"
	sed -i 's/delta.o/.\/delta.o/; s/gamma_io.o/.\/gamma_io.o ..\/common\/part.o/' "$tree/drivers/Kbuild"
	sed -i 's/beta.o/.\/beta.o/' "$tree/Kbuild"
	build -j2
	assert_all_btf
	[ "$(cat "$tree/drivers/gamma.mod")" = "$(printf '%s\n' drivers/gamma_main.o drivers/gamma_io.o drivers/../common/part.o)" ]
	build
	assert_nothing_ran
}

@test "names: a folder without a Kbuild file is named, and who names it" {
	mkdir "$tree/empty"
	echo 'obj-y += empty/' >>"$tree/Kbuild"
	build_fails
	assert_output 'empty: there is neither Kbuild nor Makefile in this folder'
	build clean
	mkdir "$BATS_TEST_TMPDIR/nothing"
	rm -r "$tree/empty"
	sed -i '$d' "$tree/Kbuild"
	build -j2
	build_fails M="$BATS_TEST_TMPDIR/nothing"
	assert_output 'there is neither Kbuild nor Makefile in this folder, and M= names it'
}

@test "names: parts that are misspelt after a build are noticed" {
	build -j2
	edit 's/^gamma-y/gama-y/' drivers/Kbuild
	build_fails -j2
	assert_output 'drivers/Kbuild: drivers/gamma.o: nothing says what it is put together from'
	edit 's/^gama-y/gamma-objs/' drivers/Kbuild
	build -j2
	# From parts to a source of its own
	edit 's/^gamma-objs.*//' drivers/Kbuild
	cp "$tree/drivers/gamma_main.c" "$tree/drivers/gamma.c"
	cat "$tree/drivers/gamma_io.c" >>"$tree/drivers/gamma.c"
	build -j2
	assert_line '  CC [M]  drivers/gamma.o'
}

@test "names: a .mod.o that a wildcard finds among the parts of a module is left out, with a warning" {
	# shellcheck disable=SC2016 # make's
	echo 'gamma-y := $(patsubst $(src)/%.c,%.o,$(wildcard $(src)/gamma*.c))' >>"$tree/drivers/Kbuild"
	build -j2
	touch_later "$tree/drivers/gamma_io.c"
	build -j2
	assert_lines 1 '^warning: drivers/Kbuild: gamma-y: gamma.mod.o is left out'
	! grep -q mod.o "$tree/drivers/gamma.mod" || fail "$(cat "$tree/drivers/gamma.mod")"
}

@test "names: variables of a Kbuild file are its own, whatever they are called" {
	for name in list object word kind o m f d t p pair suffix file name modules output prefix order modname; do
		printf '%s\n' "$name = gamma_main.o gamma_io.o" 'obj-m := gamma.o delta.o' "gamma-y = \$($name)" \
			>"$tree/drivers/Kbuild"
		build -j2 drivers/gamma.mod
		[ "$(wc -l <"$tree/drivers/gamma.mod")" = 2 ] || fail "$name"
	done
	# A module's name by the command line
	# shellcheck disable=SC2016
	printf '%s\n' 'modname ?= gamma' 'obj-m := $(modname).o' >"$tree/drivers/Kbuild"
	build -j2 modname=delta
	assert_line '  CC [M]  drivers/delta.o'
	assert_ran gcc 'KBUILD_MODNAME="delta"'
}
