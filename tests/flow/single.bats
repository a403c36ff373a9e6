#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Single targets and external builds leave the tree's lists alone, and see all its symbols.

load lib/common

# The whole tree is built, and its lists are remembered.
built_tree() {
	build -j2
	snapshot lists "$tree"
	grep -E '/(modules\.order|Module\.symvers|modules\.builtin) ' \
		"$BATS_TEST_TMPDIR/lists.snapshot" >"$BATS_TEST_TMPDIR/lists"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/lists")" -ge 4 ]
}

# assert_lists: they were neither written nor touched since.
assert_lists() {
	diff "$BATS_TEST_TMPDIR/lists" <(file_times "$tree" |
		grep -E '/(modules\.order|Module\.symvers|modules\.builtin) ') ||
		fail "lists of the tree changed"
}

@test "single: one .ko, resolved against the whole tree, leaves the lists alone" {
	built_tree
	touch_later "$tree/beta.c"
	build beta.ko
	assert_line '  CC [M]  beta.o'
	assert_line '  LD [M]  beta.ko'
	assert_lines 1 '^  LD \[M\] .*\.ko$'
	assert_no_output undefined
	assert_lists
	grep -aq 'depends=alpha' "$tree/beta.ko"
	assert_btf "$tree/beta.ko"
}

@test "single: one .ko has the bytes that a whole build gives it" {
	local first

	edit 's/core_gpl(0)/core_gpl(1)/' beta.c
	build -j2
	first=$(cksum <"$tree/beta.ko")
	rm "$tree/beta.ko"
	build beta.ko
	[ "$first" = "$(cksum <"$tree/beta.ko")" ]
	build drivers/gamma.ko
	build
	assert_no_output '\[M\]'
}

@test "single: a failing .ko leaves the lists alone" {
	built_tree
	edit 's/alpha_twice/no_such_symbol/' beta.c
	build_fails beta.ko
	assert_output 'ERROR: modpost: "no_such_symbol" \[beta.ko\] undefined!'
	assert_lists
	edit 's/no_such_symbol/syntax error/' beta.c
	build_fails beta.ko
	assert_lists
	edit 's/syntax error/alpha_twice/' beta.c
	build modules
	[ "$(wc -l <"$tree/modules.order")" -ge 4 ]
}

@test "single: an interrupted .ko leaves the lists alone" {
	local tool

	built_tree
	for tool in ld pahole; do
		touch_later "$tree/beta.c"
		own_tool $tool 'case $arguments in *beta.ko*) kill -9 0 ;; esac'
		PATH=$bin:$KOLINK_TEMPLATE/bin:$PATH run setsid -w make -C "$tree" beta.ko
		[ "$status" -ne 0 ]
		assert_lists
		rm "$bin/$tool"
	done
	build -j2
	assert_line '  LD [M]  beta.ko'
	[ "$(wc -l <"$tree/modules.order")" -eq 4 ]
	assert_all_btf
}

@test "single: an export that the module drops is not found in the old dump" {
	built_tree
	edit 's/^EXPORT_SYMBOL(alpha_twice);//' alpha.c
	build alpha.ko
	assert_lists
	build_fails
	assert_output 'ERROR: modpost: "alpha_twice" \[beta.ko\] undefined!'
}

@test "single: in a tree without vmlinux a .ko is made, and a line says it has no BTF" {
	build drivers/delta.ko
	assert_exists drivers/delta.ko
	assert_missing vmlinux Module.symvers modules.order
	assert_output 'Skipping BTF generation for drivers/delta.ko due to unavailability of vmlinux'
	build -j2
	assert_all_btf
}

@test "single: .o, .i, .s and a folder" {
	build alpha.o
	assert_line '  CC [M]  alpha.o'
	build core/core.i core/core.s
	assert_line '  CPP     core/core.i'
	assert_line '  CC      core/core.s'
	grep -q 'int core_add' "$tree/core/core.i"
	grep -q 'core_add:' "$tree/core/core.s"
	build drivers/
	assert_line '  CC [M]  drivers/gamma_main.o'
	assert_line '  LD [M]  drivers/gamma.o'
	assert_exists drivers/gamma.o drivers/delta.o
	assert_missing drivers/gamma.ko vmlinux Module.symvers
}

@test "single: two modules at once" {
	built_tree
	touch_later "$tree/alpha.c" "$tree/drivers/delta.c"
	build alpha.ko drivers/delta.ko
	assert_line '  LD [M]  alpha.ko'
	assert_line '  LD [M]  drivers/delta.ko'
	assert_lines 2 '^  LD \[M\] .*\.ko$'
	assert_lists
}

@test "single: no rule for a module that the tree does not have" {
	build_fails nothing.ko
	assert_output 'nothing\.'
	build_fails drivers/nothing.ko
	assert_output 'nothing\.'
}

@test "single: an external build leaves the tree alone" {
	local ext=$BATS_TEST_TMPDIR/ext

	build -j2
	extmod_new "$ext"
	snapshot before "$tree"
	build M="$ext"
	assert_unchanged before "$tree"
	build M="$ext" ext.ko
	build M="$ext" clean
	sed -i 's/alpha_twice/no_such_symbol/' "$ext/ext.c"
	build_fails M="$ext"
	assert_output 'ERROR: modpost: "no_such_symbol" \[ext.ko\] undefined!'
	assert_unchanged before "$tree"
}

@test "single: .lst, .mod and . as single targets" {
	build core/core.lst drivers/gamma.mod
	grep -q '<core_add>:' "$tree/core/core.lst"
	[ "$(cat "$tree/drivers/gamma.mod")" = "drivers/gamma_main.o
drivers/gamma_io.o" ]
	build drivers/
	assert_line '  CC [M]  drivers/delta.o'
	assert_no_output 'alpha|core|MODPOST'
}
