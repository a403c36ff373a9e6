#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Programs for the machine that builds, shipped files, and words of earlier days.

load lib/common

# module FILE: a module without anything in it
module() {
	printf '%s\n' '#include <linux/module.h>' 'MODULE_LICENSE("GPL");' 'MODULE_DESCRIPTION("x");' >"$1"
}

@test "host programs: C++ alone, and C and C++ in one" {
	sed 's/^>/\t/' >>"$tree/core/Kbuild" <<-'END'
		hostprogs := mkone mktwo
		mkone-cxxobjs := one.o
		mktwo-objs := part.o
		mktwo-cxxobjs := two.o
		HOSTCXXFLAGS_one.o := -DWHAT=1
		cmd_one = $(obj)/mkone > $@
		cmd_two = $(obj)/mktwo > $@
		$(obj)/one.h: $(obj)/mkone FORCE
		>$(call if_changed,one)
		$(obj)/two.h: $(obj)/mktwo FORCE
		>$(call if_changed,two)
		targets += one.h two.h
		$(obj)/option.o: $(obj)/one.h $(obj)/two.h
	END
	printf '%s\n' '#include <iostream>' 'int main() { std::cout << "#define ONE " << WHAT << std::endl; }' >"$tree/core/one.cc"
	printf '%s\n' '#include <string>' '#include <cstdio>' 'extern "C" int part(void);' \
		'int main() { std::string s = "#define TWO"; printf("%s %d\n", s.c_str(), part()); }' >"$tree/core/two.cc"
	echo 'int part(void); int part(void) { return 2; }' >"$tree/core/part.c"
	sed -i '1i #include "one.h"\n#include "two.h"\nint sum = ONE + TWO;' "$tree/core/option.c"
	build -j2
	assert_line '  HOSTCXX core/one.o'
	assert_line '  HOSTCC  core/part.o'
	assert_line '  HOSTLD  core/mktwo'
	build
	assert_no_output .
	edit 's/return 2/return 3/' core/part.c
	build -j2
	assert_line '  HOSTLD  core/mktwo'
	assert_no_line '  HOSTCXX core/two.o'
	grep -qx '#define TWO 3' "$tree/core/two.h"
	build clean
	assert_missing core/mkone core/one.o core/one.h
}

@test "host programs: \$< is one in a root folder, too: in the tree, with O=, and in a module" {
	local ext=$BATS_TEST_TMPDIR/ext out=$BATS_TEST_TMPDIR/out

	sed 's/^>/\t/' >"$BATS_TEST_TMPDIR/rules" <<-'END'
		hostprogs := mk
		cmd_gen = $< > $@
		$(obj)/gen.h: $(obj)/mk FORCE
		>$(call if_changed,gen)
		$(obj)/plain.h: $(obj)/mk
		>$< > $@
		targets += gen.h
	END
	cat "$BATS_TEST_TMPDIR/rules" >>"$tree/Kbuild"
	# shellcheck disable=SC2016
	echo '$(obj)/start.o: $(obj)/gen.h $(obj)/plain.h' >>"$tree/Kbuild"
	printf '%s\n' '#include <stdio.h>' 'int main(void) { puts("#define GENERATED 1"); return 0; }' >"$tree/mk.c"
	build -j2
	grep -qx '#define GENERATED 1' "$tree/gen.h"
	grep -qx '#define GENERATED 1' "$tree/plain.h"
	build
	assert_no_output .

	mkdir "$ext"
	cat "$BATS_TEST_TMPDIR/rules" - >"$ext/Kbuild" <<<'obj-m := e.o
$(obj)/e.o: $(obj)/gen.h $(obj)/plain.h'
	cp "$tree/mk.c" "$ext"
	module "$ext/e.c"
	echo '#include "gen.h"' >>"$ext/e.c"
	build -j2 M="$ext"
	[ -e "$ext/e.ko" ]
	build M="$ext" clean
	[ -z "$(find "$ext" -name '.tmp*' -o -name mk)" ]
	build -j2 M="$ext" MO="$out"
	[ -e "$out/e.ko" ]
}

@test "shipped: an object without a source, in a tree, with O= and in a module" {
	local ext=$BATS_TEST_TMPDIR/ext source=$BATS_TEST_TMPDIR/source out=$BATS_TEST_TMPDIR/out

	echo 'int blob(void); int blob(void) { return 7; }' >"$BATS_TEST_TMPDIR/blob.c"
	gcc -g -ffreestanding -fno-PIE -c -o "$BATS_TEST_TMPDIR/blob.o" "$BATS_TEST_TMPDIR/blob.c"
	mkdir "$tree/core/deep"
	cp "$BATS_TEST_TMPDIR/blob.o" "$tree/core/deep/blob.o_shipped"
	cp "$BATS_TEST_TMPDIR/blob.o" "$tree/drivers/part.o_shipped"
	chmod a-w "$tree/drivers/part.o_shipped"
	echo 'obj-y += deep/blob.o' >>"$tree/core/Kbuild"
	echo 'gamma-y += part.o' >>"$tree/drivers/Kbuild"
	build -j2
	assert_line '  COPY    core/deep/blob.o'
	nm "$tree/vmlinux" | grep -q ' T blob'
	nm "$tree/drivers/gamma.ko" | grep -q ' T blob'
	build
	assert_no_output .
	touch_later "$tree/core/deep/blob.o_shipped"
	build -j2
	assert_line '  COPY    core/deep/blob.o'
	build clean
	assert_missing core/deep/blob.o drivers/part.o
	assert_exists core/deep/blob.o_shipped drivers/part.o_shipped

	build -j2
	mkdir "$ext"
	printf '%s\n' 'obj-m := e.o' 'e-y := main.o blob.o' >"$ext/Kbuild"
	module "$ext/main.c"
	cp "$BATS_TEST_TMPDIR/blob.o" "$ext/blob.o_shipped"
	build -j2 M="$ext"
	nm "$ext/e.ko" | grep -q ' T blob'

	tree_new_defconfig "$source"
	cp "$BATS_TEST_TMPDIR/blob.o" "$source/drivers/part.o_shipped"
	echo 'gamma-y += part.o' >>"$source/drivers/Kbuild"
	tree=$source build -j2 O="$out"
	nm "$out/drivers/gamma.ko" | grep -q ' T blob'
	[ ! -e "$source/drivers/part.o" ]
}

@test "shipped: generated sources and headers" {
	mv "$tree/core/shapes.c" "$tree/core/shapes.c_shipped"
	echo '#define SHIPPED 1' >"$tree/core/table.h_shipped"
	sed -i '1i #include "table.h"\nint shipped = SHIPPED;' "$tree/core/option.c"
	# shellcheck disable=SC2016
	echo '$(obj)/option.o: $(obj)/table.h' >>"$tree/core/Kbuild"
	build -j2
	assert_line '  COPY    core/shapes.c'
	assert_line '  COPY    core/table.h'
	build
	assert_no_output .
}

@test "old words: each works, and one line names it, the file and the word of today" {
	local ext=$BATS_TEST_TMPDIR/ext

	cat >>"$tree/core/Kbuild" <<-'END'
		EXTRA_CFLAGS += -DOLD_C
		EXTRA_AFLAGS += -DOLD_A
		hostprogs-y := oldhost
		always := $(hostprogs-y)
		obj-y += asm.o
	END
	echo 'int main(void) { return 0; }' >"$tree/core/oldhost.c"
	echo '.globl asm_here' >"$tree/core/asm.S"
	echo 'EXTRA_LDFLAGS := --no-undefined-version' >>"$tree/drivers/Kbuild"
	build -j2
	assert_lines 1 '^warning: core/Kbuild: EXTRA_CFLAGS is an old word: ccflags-y is the one of today$'
	assert_lines 1 '^warning: core/Kbuild: EXTRA_AFLAGS is an old word: asflags-y is the one of today$'
	assert_lines 1 '^warning: core/Kbuild: hostprogs-y is an old word: hostprogs is the one of today$'
	assert_lines 1 '^warning: core/Kbuild: always is an old word: always-y is the one of today$'
	assert_lines 1 '^warning: drivers/Kbuild: EXTRA_LDFLAGS is an old word: ldflags-y is the one of today$'
	assert_ran gcc '-DOLD_C.* core/option\.c$'
	assert_ran gcc '-DOLD_A.* core/asm\.S$'
	assert_exists core/oldhost
	extmod_new "$ext"
	build M="$ext" EXTRA_CFLAGS=-DBY_USER
	assert_lines 1 '^warning: command line: EXTRA_CFLAGS is an old word: ccflags-y is the one of today$'
	assert_ran gcc '-DBY_USER.* ext\.c$'
	build_fails SUBDIRS="$ext" modules
	assert_output 'SUBDIRS= is not read any more: .*M= today'
}

@test "shipped: a rule of the Kbuild file wins, and a copy that came along is one" {
	sed 's/^>/\t/' >>"$tree/core/Kbuild" <<-'END'
		$(obj)/ruled.c: $(src)/ruled.c_shipped
		>sed s/WHO/core_ruled/ $< >$@
		obj-y += ruled.o same.o
	END
	echo 'int WHO; ' >"$tree/core/ruled.c_shipped"
	echo 'int same;' | tee "$tree/core/same.c" >"$tree/core/same.c_shipped"
	build -j2
	nm "$tree/vmlinux" | grep -q core_ruled
	assert_no_line '  COPY    core/same.c'
}
