#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The records of .mod.o files: those that list the same are parsed once, and still each counts.

load lib/common

# built: everything, with a header of the tree that all C files include.
built() {
	echo '#define ALL_C_FILES 1' >"$tree/all.h"
	remake -j2
}

remake() {
	build KCFLAGS="-include $tree/all.h" "$@"
}

# assert_made NAME...: just these .mod.o files were made.
assert_made() {
	local name

	for name; do
		assert_line "  CC [M]  $name.mod.o" || return
	done
	assert_lines $# '^  CC \[M\] .*\.mod\.o$'
}

@test "records: a header of all .mod.c files makes every .mod.o again" {
	built
	touch_later "$tree/all.h"
	remake
	# shellcheck disable=SC2086 # names are words
	assert_made $tree_modules
	remake
	assert_nothing_ran
}

@test "records: of those that list the same, one is parsed" {
	local lists

	built
	lists=$(for name in $tree_modules; do
		sed "1d; s,$name\\.mod,NAME,g" "$tree/$(dirname "$name")/.${name##*/}.mod.o.cmd" | cksum
	done | sort -u | wc -l)
	remake --debug=verbose
	# The objects have a make of their own.
	assert_lines $((2 * lists)) '^ *Reading makefile .*\.mod\.o\.cmd'
}

@test "records: other flags make every .mod.o again, once" {
	built
	remake CFLAGS_MODULE=-DOTHER
	# shellcheck disable=SC2086
	assert_made $tree_modules
	remake CFLAGS_MODULE=-DOTHER
	assert_nothing_ran
}

@test "records: what one of them lists besides counts for that one alone" {
	built
	touch "$tree/extra.h"
	sed -i 's,^.*/all\.h \\$,&\n  extra.h \\,' "$tree/.beta.mod.o.cmd"
	grep -q '^  extra\.h' "$tree/.beta.mod.o.cmd"
	touch_later "$tree/extra.h"
	remake
	assert_made beta
}

@test "records: an empty one, a lost one and one of another command make just their .mod.o again" {
	built
	: >"$tree/.alpha.mod.o.cmd"
	rm "$tree/.beta.mod.o.cmd"
	sed -i '1s/ -c -o / -DOTHER&/' "$tree/drivers/.gamma.mod.o.cmd"
	remake
	assert_made alpha beta drivers/gamma
	remake
	assert_nothing_ran
}

@test "records: a header that is gone makes every .mod.o again" {
	echo '#define MORE 1' >"$tree/more.h"
	built
	echo '#include "more.h"' >>"$tree/all.h"
	remake
	grep -q 'more\.h' "$tree/.alpha.mod.o.cmd"
	sed -i '/more\.h/d' "$tree/all.h"
	rm "$tree/more.h"
	remake
	# shellcheck disable=SC2086
	assert_made $tree_modules
	remake
	assert_nothing_ran
}
