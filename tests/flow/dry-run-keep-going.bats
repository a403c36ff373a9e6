#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# make -n, make -k and make -i.

load lib/common

@test "make -n in a fresh tree changes no file" {
	local fresh=$BATS_TEST_TMPDIR/fresh

	tree_new "$fresh"
	tree=$fresh
	snapshot before "$tree"
	record_reset
	run kmake -n
	assert_unchanged before "$tree"
	assert_not_ran gcc ' -c '
	assert_not_ran ld
}

@test "make -n after a change changes no file, and shows what would be done" {
	build -j2
	edit 's/int width;/long width;/' core/shapes.c
	edit 's/core_gpl(0)/core_gpl(1)/' beta.c
	echo CONFIG_NEW=y >>"$tree/.config"
	snapshot before "$tree"
	build -n
	assert_unchanged before "$tree"
	assert_nothing_ran
	assert_output 'core/shapes\.o'
	build -n modules
	assert_unchanged before "$tree"
	build -n beta.ko
	assert_unchanged before "$tree"
	build -n clean
	assert_unchanged before "$tree"
	build -n mrproper
	assert_unchanged before "$tree"
}

@test "make -n modules_install leaves the installed tree alone" {
	local root=$BATS_TEST_TMPDIR/root

	build -j2
	build modules_install INSTALL_MOD_PATH="$root"
	snapshot before "$tree" "$root"
	build -n modules_install INSTALL_MOD_PATH="$root"
	assert_unchanged before "$tree" "$root"
}

@test "make -n of an external module changes no file" {
	local ext=$BATS_TEST_TMPDIR/ext

	build -j2
	extmod_new "$ext"
	snapshot before "$tree" "$ext"
	build -n M="$ext"
	assert_unchanged before "$tree" "$ext"
	build M="$ext"
	touch_later "$ext/ext.c"
	snapshot before "$tree" "$ext"
	build -n M="$ext"
	assert_unchanged before "$tree" "$ext"
}

# Keep-going needs the tree's own modpost: another one may not know the options for it.
keep_going() {
	record_reset
	PATH=$bin:$KOLINK_TEMPLATE/bin:$PATH run timeout -k 5 300 \
		make -C "$tree" --no-print-directory -k "$@"
	[ "$status" -eq 2 ] || fail "make -k $* gave $status, not 2:" "$output"
}

@test "make -k: an object that does not compile costs its module only" {
	edit 's/return 0;/syntax error/' drivers/delta.c
	keep_going -j2
	assert_exists alpha.ko beta.ko drivers/gamma.ko vmlinux
	assert_missing drivers/delta.ko
	assert_btf "$tree/alpha.ko"
	edit 's/syntax error/return 0;/' drivers/delta.c
	build -j2
	assert_all_btf
}

@test "make -k: one part of a composite that does not compile costs its module only" {
	edit 's/return port/syntax error/' drivers/gamma_io.c
	keep_going -j2
	assert_exists alpha.ko beta.ko drivers/delta.ko
	assert_missing drivers/gamma.ko
}

@test "make -k: a module that modpost rejects costs itself only" {
	edit 's/core_gpl(0)/no_such_symbol(0)/' beta.c
	edit 's/^static int beta_init/int no_such_symbol(int a);\n&/' beta.c
	keep_going -j2
	assert_output 'ERROR: modpost: "no_such_symbol" \[beta.ko\] undefined!'
	assert_exists alpha.ko drivers/gamma.ko drivers/delta.ko vmlinux
	assert_missing beta.ko
	# It is not forgotten.
	keep_going -j2
	assert_output 'ERROR: modpost: "no_such_symbol" \[beta.ko\] undefined!'
	build_fails
	edit 's/no_such_symbol(0)/core_gpl(0)/' beta.c
	build -j2
	assert_all_btf
}

@test "make -k: the modules it finishes have the bytes of a whole build" {
	local first=$tree module

	build -j2
	tree=$BATS_TEST_TMPDIR/second
	tree_copy "$tree"
	edit 's/return 0;/syntax error/' drivers/delta.c
	keep_going -j2
	for module in alpha beta drivers/gamma; do
		cmp "$first/$module.ko" "$tree/$module.ko"
	done
}

@test "make -k: a broken built-in object leaves no new vmlinux" {
	build -j2
	keep before vmlinux System.map
	edit 's/return shape/syntax error/' core/shapes.c
	keep_going -j2
	assert_kept before
}

@test "make -i: an unreadable object is reported and left out" {
	build -j2
	edit 's/return 0;/syntax error/' drivers/delta.c
	rm -f "$tree/drivers/delta.o" "$tree/drivers/delta.ko"
	run kmake -i -k
	assert_output 'drivers/delta.o: No such file or directory \(ignored\)'
}

@test "make -i: variables with an i in them do not turn it on" {
	build -j2 SOMETHING=i V=1
	assert_ran modpost
	assert_not_ran modpost '(^| )-n( |$)'
	touch_later "$tree/beta.c"
	build -Oline FOO=bit BAR=-i
	assert_ran modpost
	assert_not_ran modpost '(^| )-n( |$)'
	touch_later "$tree/beta.c"
	build -i
	assert_ran modpost '(^| )-n( |$)'
}

@test "make -k: finishes what can be finished of external modules and of single ones" {
	local ext=$BATS_TEST_TMPDIR/ext

	build -j2
	mkdir -p "$ext/sub"
	echo 'obj-m := good.o bad.o sub/' >"$ext/Kbuild"
	echo 'obj-m := deep.o' >"$ext/sub/Kbuild"
	for name in good bad sub/deep; do
		printf '%s\n' '#include <linux/module.h>' 'MODULE_LICENSE("GPL");' \
			'MODULE_DESCRIPTION("x");' >"$ext/$name.c"
	done
	echo 'syntax error' >>"$ext/bad.c"
	build_fails M="$ext" -k bad.ko sub/deep.ko
	[ -e "$ext/sub/deep.ko" ] && [ ! -e "$ext/bad.ko" ] && [ ! -e "$ext/good.ko" ]
	build_fails M="$ext" -k -j2
	[ -e "$ext/good.ko" ] && [ ! -e "$ext/bad.ko" ]
	sed -i '/^syntax/d' "$ext/bad.c"
	build M="$ext" -k
	[ -e "$ext/bad.ko" ]
	[ "$(cat "$ext/modules.order")" = "$(printf '%s\n' good.o bad.o sub/deep.o)" ]
	build M="$ext"
	assert_nothing_ran
}
