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

# build_with_headers DIR ARG...: make where no headers of Linux are installed but, in /usr/src, those of DIR.
build_with_headers() {
	record_reset
	export tree bin
	# shellcheck disable=SC2016
	run in_namespace sh -c '
		for folder in /usr/src /lib/modules /usr/lib/linux-kbuild-*; do
			[ ! -d "$folder" ] || mount -t tmpfs tmpfs "$folder" || exit 77
		done
		cp -a "$1/." /usr/src || exit 77
		shift
		PATH="$bin:$KOLINK_TEMPLATE/bin:$PATH" make -C "$tree" --no-print-directory \
			MODPOST="$KOLINK_TEMPLATE/bin/modpost" "$@"
	' sh "$@" 2>&1
}

# headers_new DIR PROGRAM: headers with a genksyms
headers_new() {
	mkdir -p "$1/scripts/genksyms"
	cp "$2" "$1/scripts/genksyms/genksyms"
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

# own_layout: the tree itself exports module_layout.
own_layout() {
	printf '%s\n' 'void module_layout(void);' 'void module_layout(void) { }' \
		'EXPORT_SYMBOL(module_layout);' >>"$tree/core/core.c"
}

# layout_version: its CRC in Module.symvers, of vmlinux
layout_version() {
	awk -F '\t' '$2 == "module_layout" && $3 == "vmlinux" { print $1 }' "$tree/Module.symvers"
}

# words_of_versions MODULE: section __versions in words of four bytes, each on a line
words_of_versions() {
	objcopy -O binary --only-section=__versions "$1" "$BATS_TEST_TMPDIR/section"
	od -An -v -tx4 -w4 "$BATS_TEST_TMPDIR/section" | tr -d ' '
}

@test "versions: a tree that does not export module_layout is given it, with the version of its struct module" {
	local ext=$BATS_TEST_TMPDIR/ext first second

	fake_genksyms
	printf '%s\n' CONFIG_MODVERSIONS=y CONFIG_BASIC_MODVERSIONS=y >>"$tree/.config"
	build -j2 GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
	assert_line '  CC      scripts/module-layout.o'
	first=$(layout_version)
	[ -n "$first" ] && [ "$first" != 0x00000000 ]
	words_of_versions "$tree/drivers/delta.ko" | grep -qx "${first#0x}"
	grep -q ' T module_layout$' "$tree/System.map"
	build GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
	assert_nothing_ran
	extmod_new "$ext"
	build GENKSYMS="$BATS_TEST_TMPDIR/genksyms" M="$ext"
	words_of_versions "$ext/ext.ko" | grep -qx "${first#0x}"

	mkdir -p "$tree/include/asm"
	printf '%s\n' 'struct mod_arch_specific {' '	long more;' '};' >"$tree/include/asm/module.h"
	# A header that was not there before is no prerequisite of anything.
	rm "$tree/scripts/module-layout.o"
	build GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
	second=$(layout_version)
	[ "$first" != "$second" ]
	words_of_versions "$tree/drivers/delta.ko" | grep -qx "${second#0x}"
	edit 's/long/short/' include/asm/module.h
	build GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
	[ "$second" != "$(layout_version)" ]
	build clean
	assert_missing scripts/module-layout.o .tmp_module_layout
}

@test "versions: a module_layout of the tree's own is taken, whenever it comes or goes" {
	fake_genksyms
	echo 'CONFIG_MODVERSIONS=y' >>"$tree/.config"
	cp -p "$tree/core/core.c" "$BATS_TEST_TMPDIR/core.c"
	own_layout
	build -j2 GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
	assert_missing scripts/module-layout.o
	! grep module-layout "$tree/.vmlinux.objs" || fail 'both are listed'
	touch_later "$BATS_TEST_TMPDIR/core.c"
	cp "$BATS_TEST_TMPDIR/core.c" "$tree/core/core.c"
	build GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
	grep -qx scripts/module-layout.o "$tree/.vmlinux.objs"
	[ -n "$(layout_version)" ]
	own_layout
	build GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
	! grep module-layout "$tree/.vmlinux.objs" || fail 'both are listed'
	[ "0x$(sed -n 's/^#SYMVER module_layout 0x//p' "$tree/core/.core.o.cmd")" = "$(layout_version)" ]
	build GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
	assert_nothing_ran
}

@test "versions: a module that exports module_layout is refused by name; without it the build goes on" {
	local genksyms=$BATS_TEST_TMPDIR/genksyms export='EXPORT_SYMBOL(module_layout);'

	fake_genksyms
	echo 'CONFIG_MODVERSIONS=y' >>"$tree/.config"
	printf '%s\n' '#include <linux/export.h>' 'void module_layout(void);' 'void module_layout(void) { }' \
		"$export" >>"$tree/drivers/gamma_io.c"
	build_fails -j2 GENKSYMS="$genksyms"
	assert_lines 1 'drivers/gamma: .*module_layout'
	edit "/$export/d" drivers/gamma_io.c
	build GENKSYMS="$genksyms"
	[ -n "$(layout_version)" ]
}

@test "versions: no module_layout without CONFIG_MODVERSIONS" {
	build vmlinux
	assert_missing scripts/module-layout.o .tmp_module_layout
}

# asm_exports: core/table.S exports core_table and core_more.
asm_exports() {
	echo 'obj-y += table.o' >>"$tree/core/Kbuild"
	cat >"$tree/core/table.S" <<-'END'
		#include <linux/export.h>

			.section .note.GNU-stack, "", %progbits
			.data
			.globl core_table, core_more
		core_table:
			.long 1
		core_more:
			.long 2
		EXPORT_SYMBOL(core_table)
		EXPORT_SYMBOL_GPL(core_more)
	END
}

# asm_version SYMBOL: as the record of table.o has it
asm_version() {
	sed -n "s/^#SYMVER $1 \(0x[0-9a-f]\{8\}\)$/\1/p" "$tree/core/.table.o.cmd"
}

@test "versions: exports of assembler have the types of asm/asm-prototypes.h" {
	local first header=include/asm/asm-prototypes.h

	fake_genksyms
	asm_exports
	echo 'CONFIG_MODVERSIONS=y' >>"$tree/.config"
	build GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
	[ -z "$(asm_version core_table)" ]
	assert_output 'EXPORT symbol "core_table" \[vmlinux\] version generation failed'
	mkdir -p "$tree/include/asm"
	printf '%s\n' '#include "../table.h"' 'extern struct table core_table;' 'extern int core_more;' >"$tree/$header"
	echo 'struct table { int a; };' >"$tree/include/table.h"
	build GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
	assert_line '  AS      core/table.o'
	first=$(asm_version core_table)
	[ -n "$first" ] && [ -n "$(asm_version core_more)" ]
	grep -q "^$first	core_table	vmlinux" "$tree/Module.symvers"
	[ -z "$(find "$tree" -name '*.crc*')" ]
	build GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
	assert_nothing_ran
	edit 's/int/long/' include/table.h
	build GENKSYMS="$BATS_TEST_TMPDIR/genksyms"
	assert_line '  AS      core/table.o'
	[ "$first" != "$(asm_version core_table)" ]
	edit 's/\.long 1/.long 3/' core/table.S
	touch_later "$BATS_TEST_TMPDIR/genksyms"
	build GENKSYMS="$BATS_TEST_TMPDIR/genksyms" core/table.o
	assert_ran gcc 'core/table\.S' 1
}

@test "versions: asm-prototypes.h of the architecture goes before; a build elsewhere finds it" {
	local out=$BATS_TEST_TMPDIR/out

	fake_genksyms
	tree=$BATS_TEST_TMPDIR/source
	tree_new "$tree"
	asm_exports
	echo 'CONFIG_MODVERSIONS=y' >>"$tree/.config"
	mv "$tree/.config" "$tree/defconfig"
	mkdir -p "$tree/include/asm" "$tree/arch/x86/include/asm"
	echo '#error' >"$tree/include/asm/asm-prototypes.h"
	echo 'extern int core_table;' >"$tree/arch/x86/include/asm/asm-prototypes.h"
	build ARCH=x86 O="$out" GENKSYMS="$BATS_TEST_TMPDIR/genksyms" core/table.o
	grep -q '^#SYMVER core_table' "$out/core/.table.o.cmd"
	grep -q 'arch/x86/include/asm/asm-prototypes.h \\$' "$out/core/.table.o.cmd"
}

# A stand-in that knows the options for types, too: -T FILE has each export, -r FILE has to name each, else -p makes
# that an error.
fake_typed_genksyms() {
	cat >"$BATS_TEST_TMPDIR/genksyms" <<-'END'
		#!/bin/sh
		types=/dev/null
		reference=
		preserve=
		while [ $# -gt 0 ]; do
			case $1 in
			-T) types=$2 && shift ;;
			-r) reference=$2 && shift ;;
			-p) preserve=y ;;
			esac
			shift
		done
		: >"$types"
		sed -n 's/^__GENKSYMS_EXPORT_SYMBOL(\([a-z_]*\)).*/\1/p' >"$0.$$"
		while read -r name; do
			echo "$name int $name ( )" >>"$types"
			echo "#SYMVER $name 0x00000001"
			[ -z "$reference" ] || grep -q "^$name " "$reference" || {
				echo "$name: modversion changed" >&2
				[ -z "$preserve" ] || exit 1
			}
		done <"$0.$$"
	END
	chmod +x "$BATS_TEST_TMPDIR/genksyms"
}

@test "versions: foo.symtypes as a goal, of C and of assembler, with and without CONFIG_MODVERSIONS" {
	local genksyms=$BATS_TEST_TMPDIR/genksyms ext=$BATS_TEST_TMPDIR/ext

	fake_typed_genksyms
	asm_exports
	build GENKSYMS="$genksyms" core/core.symtypes alpha.symtypes core/table.symtypes
	assert_line '  SYM     core/core.symtypes'
	assert_line '  SYM [M] alpha.symtypes'
	grep -qx 'core_gpl int core_gpl ( )' "$tree/core/core.symtypes"
	grep -qx 'alpha_twice int alpha_twice ( )' "$tree/alpha.symtypes"
	[ -e "$tree/core/table.symtypes" ] && [ ! -s "$tree/core/table.symtypes" ]
	assert_missing core/core.o
	build GENKSYMS="$genksyms" core/core.symtypes core/table.symtypes
	assert_nothing_ran
	mkdir -p "$tree/include/asm"
	echo 'extern int core_table, core_more;' >"$tree/include/asm/asm-prototypes.h"
	echo 'CONFIG_MODVERSIONS=y' >>"$tree/.config"
	edit 's/long total/int total/' core/core.h
	build GENKSYMS="$genksyms" core/core.symtypes core/table.symtypes
	assert_line '  SYM     core/core.symtypes'
	grep -q '^core_table ' "$tree/core/table.symtypes"
	[ -z "$(find "$tree" -name '*.crc*')" ]
	build GENKSYMS="$genksyms" modules_prepare
	extmod_new "$ext"
	build GENKSYMS="$genksyms" M="$ext" ext.symtypes
	grep -q '^ext_call ' "$ext/ext.symtypes"
	build clean
	assert_missing core/core.symtypes core/table.symtypes
	mkdir "$BATS_TEST_TMPDIR/headers"
	build_with_headers "$BATS_TEST_TMPDIR/headers" core/core.symtypes
	[ "$status" -eq 2 ] || fail "status $status:" "$output"
	assert_lines 1 'core/core.symtypes is to be made, and no genksyms .*GENKSYMS=PROGRAM'
	assert_nothing_ran
}

@test "versions: KBUILD_SYMTYPES=1 writes the types of each object with exports" {
	local genksyms=$BATS_TEST_TMPDIR/genksyms

	fake_typed_genksyms
	echo 'CONFIG_MODVERSIONS=y' >>"$tree/.config"
	build -j2 GENKSYMS="$genksyms"
	[ -z "$(find "$tree" -name '*.symtypes')" ]
	build -j2 GENKSYMS="$genksyms" KBUILD_SYMTYPES=1
	[ "$(cd "$tree" && find . -name '*.symtypes' | sort | xargs)" = \
		'./alpha.symtypes ./core/core.symtypes ./scripts/module-layout.symtypes' ]
	grep -q '^core_add ' "$tree/core/core.symtypes"
	[ -z "$(find "$tree" -name '*.crc*')" ]
	build GENKSYMS="$genksyms" KBUILD_SYMTYPES=1
	assert_nothing_ran
	build clean
	[ -z "$(find "$tree" -name '*.symtypes')" ]
}

@test "versions: foo.symref is what types are compared with" {
	local genksyms=$BATS_TEST_TMPDIR/genksyms ext=$BATS_TEST_TMPDIR/ext out=$BATS_TEST_TMPDIR/out

	fake_typed_genksyms
	echo 'CONFIG_MODVERSIONS=y' >>"$tree/.config"
	build GENKSYMS="$genksyms" core/core.o
	printf '%s int\n' core_add core_gpl >"$tree/core/core.symref"
	build GENKSYMS="$genksyms" core/core.o
	assert_line 'core_ns: modversion changed'
	build_fails GENKSYMS="$genksyms" KBUILD_PRESERVE=1 core/core.o
	touch_later "$tree/core/core.symref"
	echo 'core_ns int' >>"$tree/core/core.symref"
	build GENKSYMS="$genksyms" KBUILD_PRESERVE=1 core/core.o core/core.symtypes
	assert_no_output changed
	build GENKSYMS="$genksyms" KBUILD_PRESERVE=1 core/core.o core/core.symtypes
	assert_nothing_ran
	edit '$d' core/core.symref
	build GENKSYMS="$genksyms" core/core.symtypes
	assert_line 'core_ns: modversion changed'
	# A build elsewhere finds those of the sources.
	extmod_new "$ext"
	echo 'other int' >"$ext/ext.symref"
	build GENKSYMS="$genksyms" modules_prepare
	build GENKSYMS="$genksyms" M="$ext" MO="$out" ext.o
	assert_line 'ext_call: modversion changed'
}

@test "versions: CONFIG_MODVERSIONS without GENKSYMS: one line names it, before anything is compiled" {
	local headers=$BATS_TEST_TMPDIR/headers

	echo 'CONFIG_MODVERSIONS=y' >>"$tree/.config"
	mkdir "$headers"
	build_with_headers "$headers" -j2
	[ "$status" -eq 2 ] || fail "status $status:" "$output"
	assert_lines 1 'CONFIG_MODVERSIONS is set, .*GENKSYMS=PROGRAM'
	assert_output 'linux-kbuild-\*.*linux-headers-\*.*kernel-devel'
	assert_nothing_ran
	build clean
}

@test "versions: without GENKSYMS, that of installed headers is used; GENKSYMS goes before" {
	local headers=$BATS_TEST_TMPDIR/headers

	fake_genksyms
	headers_new "$headers/linux-headers-9.9" "$BATS_TEST_TMPDIR/genksyms"
	echo 'CONFIG_MODVERSIONS=y' >>"$tree/.config"
	build_with_headers "$headers" core/core.o
	[ "$status" -eq 0 ] || fail "status $status:" "$output"
	grep -qE '^#SYMVER core_add 0x[0-9a-f]{8}$' "$tree/core/.core.o.cmd"
	build_with_headers "$headers" core/core.o
	assert_nothing_ran
	touch_later "$headers/linux-headers-9.9/scripts/genksyms/genksyms"
	build_with_headers "$headers" core/core.o
	assert_line '  CC      core/core.o'
	printf '%s\n' '#!/bin/sh' 'cat >/dev/null; echo "#SYMVER core_add 0x00000007"' >"$BATS_TEST_TMPDIR/other"
	chmod +x "$BATS_TEST_TMPDIR/other"
	build_with_headers "$headers" core/core.o GENKSYMS="$BATS_TEST_TMPDIR/other"
	grep -qx '#SYMVER core_add 0x00000007' "$tree/core/.core.o.cmd"
}

@test "versions: an external module is given the genksyms that is found, and does without" {
	local headers=$BATS_TEST_TMPDIR/headers ext=$BATS_TEST_TMPDIR/ext

	fake_genksyms
	extmod_new "$ext"
	echo 'CONFIG_MODVERSIONS=y' >>"$tree/.config"
	build GENKSYMS="$BATS_TEST_TMPDIR/genksyms" modules_prepare
	mkdir "$headers"
	build_with_headers "$headers" M="$ext" ext.o
	[ "$status" -eq 0 ] || fail "status $status:" "$output"
	! grep '^#SYMVER' "$ext/.ext.o.cmd" || fail 'a version'
	headers_new "$headers/linux-headers-9.9" "$BATS_TEST_TMPDIR/genksyms"
	build_with_headers "$headers" M="$ext" ext.o
	grep -q '^#SYMVER ext_call ' "$ext/.ext.o.cmd"
}

@test "versions: which genksyms of several is found" {
	local root=$BATS_TEST_TMPDIR/root good=$BATS_TEST_TMPDIR/good bad=$BATS_TEST_TMPDIR/bad

	found() {
		run sh "$KOLINK_ROOT/scripts/find-linux-program.sh" genksyms/genksyms "$root"
		[ "$status" -eq 0 ]
		[ "$output" = "${1:+$root$1/scripts/genksyms/genksyms}" ] || fail "found $output, not $1"
	}
	printf '%s\n' '#!/bin/sh' 'cat >/dev/null' >"$good"
	printf '\177ELF of another machine' >"$bad"
	chmod +x "$good" "$bad"
	found ''
	headers_new "$root/lib/modules/1.0/build" "$good"
	found /lib/modules/1.0/build
	headers_new "$root/usr/src/linux-headers-6.9" "$good"
	mkdir -p "$root/usr/src/linux-headers-7.0"
	found /usr/src/linux-headers-6.9
	headers_new "$root/usr/src/kernels/6.8" "$good"
	found /usr/src/kernels/6.8
	headers_new "$root/usr/lib/linux-kbuild-6.9" "$good"
	headers_new "$root/usr/lib/linux-kbuild-6.1" "$good"
	headers_new "$root/usr/lib/linux-kbuild-6.12" "$good"
	found /usr/lib/linux-kbuild-6.12
	headers_new "$root/usr/lib/linux-kbuild-6.12" "$bad"
	found /usr/lib/linux-kbuild-6.9
	headers_new "$root/lib/modules/$(uname -r)/build" "$bad"
	found /usr/lib/linux-kbuild-6.9
	headers_new "$root/lib/modules/$(uname -r)/build" "$good"
	found "/lib/modules/$(uname -r)/build"
}

@test "versions: a genksyms is looked for with CONFIG_MODVERSIONS and without GENKSYMS only" {
	local log=$BATS_TEST_TMPDIR/log

	fake_genksyms
	printf '%s\n' '#!/bin/sh' "echo \"\$*\" >>$log" 'exec sh "$@"' >"$BATS_TEST_TMPDIR/shell"
	chmod +x "$BATS_TEST_TMPDIR/shell"
	build CONFIG_SHELL="$BATS_TEST_TMPDIR/shell" core/core.o
	echo 'CONFIG_MODVERSIONS=y' >>"$tree/.config"
	build CONFIG_SHELL="$BATS_TEST_TMPDIR/shell" GENKSYMS="$BATS_TEST_TMPDIR/genksyms" core/core.o
	grep -q toolid "$log"
	! grep -q find-linux-program.sh "$log" || fail "$(cat "$log")"
	kmake CONFIG_SHELL="$BATS_TEST_TMPDIR/shell" core/core.o || :
	grep -q find-linux-program.sh "$log"
}

@test "versions: a GENKSYMS that fails fails the object" {
	printf '%s\n' '#!/bin/sh' 'exit 3' >"$BATS_TEST_TMPDIR/genksyms"
	chmod +x "$BATS_TEST_TMPDIR/genksyms"
	echo 'CONFIG_MODVERSIONS=y' >>"$tree/.config"
	build_fails GENKSYMS="$BATS_TEST_TMPDIR/genksyms" core/core.o
	[ ! -s "$tree/core/.core.o.cmd" ]
}
