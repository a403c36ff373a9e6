#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Symbol versions: CONFIG_MODVERSIONS and GENKSYMS.

load lib/common

# A stand-in for genksyms: the CRC of an export is a checksum of the whole input.
fake_genksyms() {
	cat >"$BATS_TEST_TMPDIR/genksyms" <<-'END'
		#!/bin/sh
		text=$(cat)
		crc=$(printf '%s' "$text" | cksum | awk '{ printf "%08x", $1 }')
		printf '%s\n' "$text" | sed -n 's/^__GENKSYMS_EXPORT_SYMBOL(\([a-z_]*\)).*/\1/p' |
			while read -r name; do echo "#SYMVER $name 0x$crc"; done
	END
	chmod +x "$BATS_TEST_TMPDIR/genksyms"
}

@test "versions: CONFIG_MODVERSIONS with GENKSYMS puts CRCs into records and Module.symvers" {
	fake_genksyms
	echo 'CONFIG_MODVERSIONS=y' >>"$tree/.config"
	# Every module with versions refers to it.
	printf '%s\n' 'void module_layout(void);' 'void module_layout(void) { }' \
		'EXPORT_SYMBOL(module_layout);' >>"$tree/core/core.c"
	build GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
	grep -qE '^#SYMVER core_add 0x[0-9a-f]{8}$' "$tree/core/.core.o.cmd"
	grep -qE '^#SYMVER alpha_twice 0x[0-9a-f]{8}$' "$tree/.alpha.o.cmd"
	! grep -q '^0x00000000' "$tree/Module.symvers" || fail "exports without CRC"
	[ -z "$(find "$tree" -name '*.crc*')" ]
	build GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
	assert_nothing_ran
	touch_later "$BATS_TEST_TMPDIR/genksyms"
	build GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
	assert_line '  CC      core/core.o'
}

@test "versions: CONFIG_MODVERSIONS without GENKSYMS: one line names it, before anything is compiled" {
	echo 'CONFIG_MODVERSIONS=y' >>"$tree/.config"
	build_fails -j2
	assert_lines 1 'CONFIG_MODVERSIONS is set, .*GENKSYMS=PROGRAM'
	assert_nothing_ran
	build clean
}

@test "versions: a GENKSYMS that fails fails the object" {
	printf '%s\n' '#!/bin/sh' 'exit 3' >"$BATS_TEST_TMPDIR/genksyms"
	chmod +x "$BATS_TEST_TMPDIR/genksyms"
	echo 'CONFIG_MODVERSIONS=y' >>"$tree/.config"
	build_fails GENKSYMS="$BATS_TEST_TMPDIR/genksyms" core/core.o
	[ ! -s "$tree/core/.core.o.cmd" ]
}
