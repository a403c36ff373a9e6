#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# What trees that come from another build system have: results with other names and forms than vmlinux,
# headers that are made before everything, and headers and flags that collide with ours.

load lib/common

# foreign_new: a tree with all of it
foreign_new() {
	tree=$BATS_TEST_TMPDIR/foreign
	cp -r "$KOLINK_ROOT/tests/flow/adopting" "$tree"
	sed -i "s,@KOLINK@,$KOLINK_ROOT," "$tree/Makefile"
}

# before_include LINE...: in the tree's Makefile
before_include() {
	local line

	for line; do
		sed -i "/^include /i $line" "$tree/Makefile"
	done
}

# refused MESSAGE ARG...: make fails with this one line, and has made no object
refused() {
	local message=$1

	shift
	build_fails "$@"
	assert_line "$message"
	assert_missing start.o
}

@test "adopting: a tree with names, headers, flags and generated files of its own" {
	local ext=$BATS_TEST_TMPDIR/ext file

	foreign_new
	(cd "$tree" && find . -type f | sort) >"$BATS_TEST_TMPDIR/sources"
	build -j2
	assert_line '  HOSTCC  tools/mklimits'
	assert_line '  OBJCOPY tiny-kernel'
	assert_line '  OBJCOPY boot/tiny.bin'
	assert_line '  GZIP    boot/tiny.bin.gz'
	# Another name, without symbols; another form, by a rule of boot/Kbuild from the default one's
	[ -z "$(nm "$tree/tiny-kernel" 2>/dev/null)" ]
	readelf -hW "$tree/tiny-kernel" | grep -q 'Entry point address: *0x100000$'
	objcopy -O binary "$tree/vmlinux" "$BATS_TEST_TMPDIR/binary"
	cmp "$BATS_TEST_TMPDIR/binary" "$tree/boot/tiny.bin"
	gzip -dc <"$tree/boot/tiny.bin.gz" | cmp - "$tree/boot/tiny.bin"
	# C and assembler agree; the program saw the tree's elf.h, modpost the C library's.
	grep -q '^#define TASK_STACK 40 /\*' "$tree/include/generated/asm-offsets.h"
	nm "$tree/vmlinux" | grep -q '0*30 A entry_size'
	grep -q '^#define MOST_TASKS 8$' "$tree/include/generated/limits.h"
	# struct module is the tree's, 56 bytes; kolink's types.h is not there.
	readelf -SW "$tree/modules/hello.ko" | grep -q 'this_module PROGBITS *0* [0-9a-f]* 000038 '
	assert_exists include/generated/kolink/linux/export.h
	assert_missing include/generated/kolink/linux/types.h
	grep -q ' inc/linux/module.h' "$tree/modules/.hello.o.cmd"

	snapshot before "$tree"
	build -j2
	assert_nothing_ran
	assert_unchanged before "$tree"
	build -n
	assert_unchanged before "$tree"

	# One of them alone, and what changes it
	rm "$tree/tiny-kernel"
	build tiny-kernel
	assert_ran objcopy '--strip-all vmlinux ' 1
	assert_not_ran ld
	edit 's/WORDS 4/WORDS 5/' Kbuild
	build -j2
	grep -q '^#define TASK_STACK 48 /\*' "$tree/include/generated/asm-offsets.h"
	assert_line '  CC [M]  modules/hello.o'
	assert_line '  GZIP    boot/tiny.bin.gz'
	edit 's/0x%x00000/0x%x80000/' tools/mklimits.c
	build -j2
	readelf -hW "$tree/tiny-kernel" | grep -q 'Entry point address: *0x180000$'

	# A module outside sees the same headers.
	mkdir "$ext"
	cp "$tree/modules/hello.c" "$ext/other.c"
	echo 'obj-m := other.o' >"$ext/Kbuild"
	build M="$ext"
	readelf -SW "$ext/other.ko" | grep -q 'this_module PROGBITS *0* [0-9a-f]* 000038 '

	printf '%s\n' '#!/bin/sh' 'echo "named: $2"' >"$BATS_TEST_TMPDIR/named"
	chmod +x "$BATS_TEST_TMPDIR/named"
	build install INSTALLKERNEL="$BATS_TEST_TMPDIR/named"
	assert_line 'named: tiny-kernel'
	build clean
	assert_missing tiny-kernel boot/tiny.bin boot/tiny.bin.gz boot/.tiny.bin.cmd tools/mklimits
	build mrproper
	(cd "$tree" && find . -type f | sort) | diff "$BATS_TEST_TMPDIR/sources" -
}

@test "adopting: the same tree with O=; prepare alone makes what comes first" {
	local out=$BATS_TEST_TMPDIR/out

	foreign_new
	snapshot sources "$tree"
	build -j2 O="$out" modules_prepare
	[ -e "$out/include/generated/asm-offsets.h" ]
	[ -e "$out/include/generated/limits.h" ]
	assert_not_ran gcc ' kernel/main\.c'
	build -j2 O="$out"
	gzip -dc <"$out/boot/tiny.bin.gz" | cmp - "$out/boot/tiny.bin"
	nm "$out/vmlinux" | grep -q '0*30 A entry_size'
	assert_unchanged sources "$tree"
	record_reset
	build -j2 O="$out"
	assert_nothing_ran
	build O="$out" clean
	[ ! -e "$out/boot/tiny.bin" ]
	# The sources of another build system's own programs, which VPATH would find first
	mkdir -p "$tree/scripts/basic"
	echo 'int main(void) { return 1; }' >"$tree/scripts/basic/fixdep.c"
	build_fails
	assert_line 'scripts/basic/fixdep.c: kolink builds a file of its own there: delete what is left of another build system, or build with O='
}

@test "images: image-y without rules is a copy; a failure leaves the old one" {
	before_include 'image-y := misaka-kernel'
	build -j2
	assert_line '  COPY    misaka-kernel'
	cmp "$tree/vmlinux" "$tree/misaka-kernel"
	[ -x "$tree/misaka-kernel" ]
	build
	assert_no_output .
	echo 'OBJCOPYFLAGS_misaka-kernel := --no-such-option' >>"$tree/Kbuild"
	build_fails -j2
	cmp "$tree/vmlinux" "$tree/misaka-kernel"
	sed -i 's/--no-such-option/-S/' "$tree/Kbuild"
	build -j2
	assert_line '  OBJCOPY misaka-kernel'
	build vmlinux modules
	assert_no_output misaka
	git -C "$tree" init -q
	rm "$tree/.misaka-kernel.cmd"
	git -C "$tree" add -f misaka-kernel
	build clean
	assert_output 'misaka-kernel: stays: it is tracked by git'
	build_fails -j2
	assert_output 'misaka-kernel: .*tracked by git'
}

@test "images: a word in image-y that cannot be made is one line, before anything is" {
	local row

	before_include 'image-y := $(IMAGES)'
	for row in '/tmp/x|is no name of a file in the folder of the build' '../x|is no name of a file in the folder of the build' \
		'boot/|is no name of a file in the folder of the build' 'a/../x|is no name of a file in the folder of the build' \
		'*.bin|is a pattern' 'vmlinux|is a name that the build uses itself' 'System.map|is a name that the build uses itself' \
		'image.o|has a suffix that the build uses itself' 'core|is a folder'; do
		refused "image-y: ${row%|*} ${row#*|}" IMAGES="${row%|*}"
	done
	build clean IMAGES=vmlinux
}

@test "headers: they are found in the order that docs/headers.md says" {
	local place

	before_include 'LINUXINCLUDE = -I$(srctree)/first'
	echo 'ccflags-y := -isystem $(src)/system -I$(src)/late' >>"$tree/core/Kbuild"
	printf '%s\n' '#include "linux/uuid.h"' '#ifndef PLACE' '#define PLACE kolink' '#endif' 'int place = 1 + PLACE;' \
		>"$tree/core/option.c"
	for place in core first arch/x86/include include; do
		mkdir -p "$tree/$place/linux"
		echo "#define PLACE ${place%%/*}" >"$tree/$place/linux/uuid.h"
	done
	for place in core/late core/system; do
		mkdir -p "$tree/$place/linux"
		echo "#define PLACE ${place#*/}" >"$tree/$place/linux/uuid.h"
	done
	for place in core first arch/x86/include include; do
		build ARCH=x86 core/option.i
		grep -qx "int place = 1 + ${place%%/*};" "$tree/core/option.i" || fail "$place:" "$(tail -3 "$tree/core/option.i")"
		rm "$tree/$place/linux/uuid.h"
	done
	build ARCH=x86 core/option.i
	grep -qx 'int place = 1 + kolink;' "$tree/core/option.i"
	before_include 'KOLINK_HEADERS_OFF := linux/uuid.h'
	build ARCH=x86 core/option.i
	grep -qx 'int place = 1 + late;' "$tree/core/option.i"
	rm "$tree/core/late/linux/uuid.h"
	build ARCH=x86 core/option.i
	# A macro of a system header stands on a line of its own.
	grep -qE '(^| )system;?$' "$tree/core/option.i"
}

@test "headers: a wrong word, and a tree that has ours in its own include/, are one line" {
	before_include 'KOLINK_HEADERS_OFF := linux/type.h'
	refused 'KOLINK_HEADERS_OFF: linux/type.h: kolink has no such header'
	rm -rf "$tree"
	tree_new "$tree" 'include Makefile'
	kolink_copy "$tree/kolink"
	cp -r "$tree"/kolink/{scripts,include} "$tree"
	cp "$tree/kolink/Makefile" "$tree/Makefile"
	echo 'KOLINK_HEADERS_OFF := all' >"$tree/Makefile.local"
	refused 'KOLINK_HEADERS_OFF: include of the tree is that of kolink: delete there what is not wanted'
}

@test "headers: all off, and a kconfig.h of the tree's" {
	before_include 'KOLINK_HEADERS_OFF := all'
	echo '#include <linux/types.h>' >"$tree/core/option.c"
	build_fails core/option.o
	assert_output 'fatal error: linux/types.h: No such file'
	echo 'int option = CONFIG_LIMIT;' >"$tree/core/option.c"
	build core/option.o
	assert_not_ran gcc "$KOLINK_ROOT/include.* core/option\\.c"
	mkdir -p "$tree/include/linux"
	printf '%s\n' '#include <generated/autoconf.h>' '#define OWN 1' >"$tree/include/linux/kconfig.h"
	echo 'int option = CONFIG_LIMIT + OWN;' >"$tree/core/option.c"
	build core/option.o
	sed -i '/KOLINK_HEADERS_OFF/d' "$tree/Makefile"
	build core/option.o
}

@test "host programs: HOST_EXTRACFLAGS is for all of a folder" {
	printf '%s\n' 'always-y := one two' 'hostprogs := one two' 'two-objs := two.o' 'HOST_EXTRACFLAGS := -DEXTRA=0' >>"$tree/core/Kbuild"
	echo 'int main(void) { return EXTRA; }' | tee "$tree/core/one.c" >"$tree/core/two.c"
	HOST_EXTRACFLAGS=-DWRONG build core/
	assert_ran gcc '-DEXTRA=0.* core/one' 1
	assert_ran gcc '-DEXTRA=0.* core/two\.c' 1
	assert_not_ran gcc -DWRONG
}

@test "libs-y: a folder without lib-y is linked all the same" {
	before_include 'libs-y := extra/'
	mkdir "$tree/extra"
	echo 'obj-y := extra.o' >"$tree/extra/Kbuild"
	echo 'int extra_value = 7;' >"$tree/extra/extra.c"
	build -j2
	nm "$tree/vmlinux" | grep -q ' D extra_value'
	build
	assert_no_output .
}

# put_examples SECTION: the examples of that section of docs/make-library.md go into the files of the tree that
# their first lines name, in front of what is there in a Makefile, else behind it.
put_examples() {
	section=$1 tree=$tree awk '
		/^## / { here = ($0 == "## " ENVIRON["section"]) }
		/^```$/ && file { close(file); file = ""; next }
		file { print > file }
		here && /^```(make|c|sh)/ { first = 1; next }
		first {
			first = 0
			if ($1 != "#" && $1 != "//" && $1 != "/*") exit 1
			file = ENVIRON["tree"] "/" $2 ".example." ++count
			print > file
		}' "$KOLINK_ROOT/docs/make-library.md"
	find "$tree" -name '*.example.*' | sort -V | while IFS= read -r example; do
		file=${example%.example.*}
		if [ "${file##*/}" = Makefile ] && [ -e "$file" ]; then
			cat "$file" >>"$example"
			mv "$example" "$file"
		else
			cat "$example" >>"$file"
			rm "$example"
		fi
	done
}

@test "docs/make-library.md: the examples for images work" {
	mkdir "$tree/boot"
	put_examples Images
	build -j2
	cmp "$tree/vmlinux" "$tree/misaka-kernel"
	gzip -dc <"$tree/boot/image.bin.gz" >"$BATS_TEST_TMPDIR/image"
	objcopy -O binary -S "$tree/vmlinux" "$BATS_TEST_TMPDIR/binary"
	cmp "$BATS_TEST_TMPDIR/image" "$BATS_TEST_TMPDIR/binary"
	build
	assert_no_output .
	build clean
	[ "$(ls -A "$tree/boot")" = Kbuild ]
}

@test "docs/make-library.md: the examples for what is made first work" {
	mkdir "$tree/tools"
	put_examples 'Made before everything'
	# Bitcode would have no numbers.
	echo 'CFLAGS_core/asm-offsets.o := -flto' >>"$tree/Kbuild"
	sed -i '1i #include <generated/asm-offsets.h>\n#include <generated/table.h>\n#include <generated/build.h>' "$tree/core/shapes.c"
	echo 'int numbers[] = { CORE_STATE_CALLS, TABLE_SIZE, sizeof(BUILD_NAME) };' >>"$tree/core/shapes.c"
	build -j2
	grep -q '^#define CORE_STATE_CALLS 8 ' "$tree/include/generated/asm-offsets.h"
	build
	assert_no_output .
	edit 's/long total/long total[2]/' core/core.h
	build -j2 core/shapes.o
	grep -q '^#define CORE_STATE_CALLS 16 ' "$tree/include/generated/asm-offsets.h"
	assert_ran gcc ' core/shapes\.c$'
	build clean
	assert_missing tools/mktable core/asm-offsets.s
}
