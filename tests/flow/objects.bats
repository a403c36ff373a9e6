#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The ways to say what is built and how.

load lib/common

# c_file NAME [BODY]: a C file of one function.
c_file() {
	cat >"$tree/$1.c" <<-END
		int ${1##*/}(void);
		int ${1##*/}(void) { return ${2:-0}; }
	END
}

@test "objects: lib-y goes into lib.a, and vmlinux takes it" {
	c_file core/helper
	echo 'lib-y := helper.o' >>"$tree/core/Kbuild"
	build -j2
	assert_line '  AR      core/lib.a'
	nm "$tree/core/lib.a" | grep -q ' T helper'
	build
	assert_nothing_ran
}

@test "objects: extra-y and always-y are made and not linked" {
	c_file core/extra
	# A recipe begins with a tab, which <<- would take.
	sed 's/^>/\t/' >>"$tree/core/Kbuild" <<-'END'
		extra-y := extra.o
		always-y := list.txt
		quiet_cmd_list = GEN     $@
		      cmd_list = echo made > $@
		$(obj)/list.txt: FORCE
		>$(call if_changed,list)
		targets += list.txt
	END
	build -j2
	assert_line '  GEN     core/list.txt'
	assert_exists core/extra.o core/list.txt
	! nm "$tree/vmlinux" | grep -q ' T extra' || fail "extra.o is in vmlinux"
	build
	assert_nothing_ran
}

@test "objects: a host program makes a header that an object includes" {
	cat >"$tree/core/maker.c" <<-'END'
		#include <stdio.h>
		int main(void) { puts("#define MADE 42"); return 0; }
	END
	sed 's/^>/\t/' >>"$tree/core/Kbuild" <<-'END'
		obj-y += user.o
		hostprogs := maker
		quiet_cmd_made = GEN     $@
		      cmd_made = $(obj)/maker > $@
		$(obj)/made.h: $(obj)/maker FORCE
		>$(call if_changed,made)
		targets += made.h
		$(obj)/user.o: $(obj)/made.h
		CFLAGS_user.o := -I$(obj)
	END
	printf '%s\n' '#include "made.h"' 'int user(void);' 'int user(void) { return MADE; }' \
		>"$tree/core/user.c"
	build -j2
	assert_line '  HOSTCC  core/maker'
	assert_line '  GEN     core/made.h'
	edit 's/42/43/' core/maker.c
	build -j2
	assert_line '  HOSTCC  core/maker'
	assert_line '  CC      core/user.o'
	build
	assert_nothing_ran
}

@test "objects: assembler files" {
	cat >"$tree/core/stub.S" <<-'END'
		#include <linux/linkage.h>
		#ifdef CONFIG_OPTION
		.globl stub
		stub:
			.byte 0
		#endif
	END
	echo 'obj-y += stub.o' >>"$tree/core/Kbuild"
	build -j2
	assert_line '  AS      core/stub.o'
	nm "$tree/vmlinux" | grep -q ' stub$'
	config_unset CONFIG_OPTION
	build -j2
	assert_line '  AS      core/stub.o'
}

@test "objects: a linker script of the tree is preprocessed and used" {
	cat >"$tree/vmlinux.lds.S" <<-'END'
		#ifdef CONFIG_OPTION
		#define START 0x400000
		#else
		#define START 0x800000
		#endif
		ENTRY(_start)
		SECTIONS
		{
			. = START;
			script_start = .;
			.text : { *(.text .text.*) }
			.rodata : { *(.rodata .rodata.*) }
			.data : { *(.data .data.*) }
			.bss : { *(.bss .bss.*) *(COMMON) }
			.BTF : { *(.BTF) }
			/DISCARD/ : { *(.export_symbol .discard.*) }
		}
	END
	build -j2
	assert_line '  LDS     vmlinux.lds'
	grep -q '^0*400000 . script_start$' "$tree/System.map"
	config_unset CONFIG_OPTION
	build -j2
	grep -q '^0*800000 . script_start$' "$tree/System.map"
	build
	assert_nothing_ran
}

@test "objects: composites by foo-y, foo-objs and foo-\$(CONFIG_X)" {
	c_file drivers/part1
	c_file drivers/part2
	c_file drivers/part3
	cat >"$tree/drivers/Kbuild" <<-'END'
		obj-m := gamma.o delta.o pair.o
		gamma-objs := gamma_main.o gamma_io.o
		pair-y := part1.o pair_main.o
		pair-$(CONFIG_OPTION) += part2.o
		pair-$(CONFIG_NO) += part3.o
	END
	sed 's/delta/pair_main/' "$tree/drivers/delta.c" >"$tree/drivers/pair_main.c"
	build -j2
	assert_line '  LD [M]  drivers/pair.o'
	nm "$tree/drivers/pair.ko" | grep -q ' T part2'
	! nm "$tree/drivers/pair.ko" | grep -q ' T part3' || fail "part3 is in pair.ko"
	[ "$(cat "$tree/drivers/pair.mod")" = "$(printf 'drivers/%s.o\n' part1 pair_main part2)" ]
	config_unset CONFIG_OPTION
	build -j2
	! nm "$tree/drivers/pair.ko" | grep -q ' T part2' || fail "part2 is still in pair.ko"
}

@test "objects: a member added to a composite relinks it" {
	build -j2
	c_file drivers/more
	edit 's/gamma_io.o/gamma_io.o more.o/' drivers/Kbuild
	build -j2
	assert_line '  LD [M]  drivers/gamma.o'
	assert_line '  LD [M]  drivers/gamma.ko'
	nm "$tree/drivers/gamma.ko" | grep -q ' T more'
	edit 's/ more.o//' drivers/Kbuild
	build -j2
	! nm "$tree/drivers/gamma.ko" | grep -q ' T more' || fail "more.o is still in"
}

@test "objects: flags for a folder, for what lies below, for a file" {
	cat >>"$tree/core/Kbuild" <<-'END'
		ccflags-y := -DFOLDER
		CFLAGS_core.o := -DONE
		CFLAGS_REMOVE_shapes.o := -DFOLDER
	END
	cat >>"$tree/drivers/Kbuild" <<-'END'
		subdir-ccflags-y := -DBELOW
	END
	build -j2
	assert_ran gcc '-DFOLDER.* core/core\.o' 1
	assert_ran gcc '-DONE.* core/core\.o' 1
	assert_not_ran gcc '-DONE.* core/option\.o'
	assert_not_ran gcc '-DFOLDER.* core/shapes\.o'
	assert_ran gcc '-DFOLDER.* core/option\.o' 1
	assert_not_ran gcc '-DFOLDER.* drivers/delta\.o'
	assert_ran gcc '-DBELOW.* drivers/delta\.o' 1
	edit 's/-DONE/-DTWO/' core/Kbuild
	build
	assert_line '  CC      core/core.o'
	assert_lines 1 '^  CC '
}

@test "objects: asflags-y, ldflags-y, KCFLAGS" {
	echo 'ldflags-y := -Map=drivers/gamma.map' >>"$tree/drivers/Kbuild"
	build -j2 KCFLAGS=-DEVERYWHERE
	assert_exists drivers/gamma.map
	assert_ran gcc '-DEVERYWHERE.* core/core\.o'
	assert_ran gcc '-DEVERYWHERE.* alpha\.o'
	build -j2
	assert_line '  CC      core/core.o'
}

@test "objects: MODULE, KBUILD_MODNAME, KBUILD_BASENAME, KBUILD_MODFILE" {
	build -j2
	assert_ran gcc '-DMODULE .*KBUILD_BASENAME="gamma_io" .*KBUILD_MODNAME="gamma" .*-o .*gamma_io\.o'
	assert_ran gcc 'KBUILD_MODFILE="core/core" .*KBUILD_BASENAME="core" .*KBUILD_MODNAME="core".*core/core\.o'
	assert_not_ran gcc '-DMODULE.* core/core\.o'
}

@test "objects: the name of a module with - and , in C" {
	cat >"$tree/two-words.c" <<-'END'
		#include <linux/module.h>
		#include <linux/stringify.h>
		const char module_name_is[] = "name=" KBUILD_MODNAME;
		MODULE_DESCRIPTION("two words");
		MODULE_LICENSE("GPL");
	END
	echo 'obj-m += two-words.o' >>"$tree/Kbuild"
	build -j2
	grep -aq 'name=two_words' "$tree/two-words.ko"
}

@test "objects: archives are thin and hold the members in order" {
	build -j2
	[ "$(head -c 7 "$tree/core/built-in.a")" = '!<thin>' ]
	[ "$(ar t "$tree/core/built-in.a" | xargs -n 1 basename | xargs)" = 'core.o shapes.o option.o' ]
	[ "$(head -c 7 "$tree/vmlinux.a")" = '!<thin>' ]
}

@test "objects: modules.order, modules.builtin and modules.builtin.modinfo" {
	cat >"$tree/core/builtin_mod.c" <<-'END'
		#include <linux/module.h>
		MODULE_DESCRIPTION("built in");
		MODULE_LICENSE("GPL");
	END
	echo 'obj-y += builtin_mod.o' >>"$tree/core/Kbuild"
	build -j2
	diff "$tree/modules.order" <(tr ' ' '\n' <<<"$tree_modules" | sed 's/$/.o/')
	[ "$(cat "$tree/modules.builtin")" = kernel/core/builtin_mod.ko ]
	tr '\0' '\n' <"$tree/modules.builtin.modinfo" | grep -qx 'builtin_mod.license=GPL'
	tr '\0' '\n' <"$tree/modules.builtin.modinfo" | grep -qx 'builtin_mod.file=core/builtin_mod'
}

@test "objects: headers that the root Kbuild makes for prepare come before all objects" {
	sed 's/^>/\t/' >>"$tree/Kbuild" <<-'END'
		define filechk_first
			sleep 0.2; echo '#define FIRST 1'
		endef
		$(obj)/include/generated/first.h: FORCE
		>$(call filechk,first)
		prepare: $(obj)/include/generated/first.h
	END
	sed -i '1i #include <generated/first.h>\nint first = FIRST;' "$tree/core/option.c" "$tree/drivers/delta.c"
	build -j8
	assert_line '  UPD     include/generated/first.h'
	build -j8
	assert_nothing_ran
	edit 's/FIRST 1/FIRST 2/' Kbuild
	build -j8
	assert_line '  CC      core/option.o'
	assert_line '  CC [M]  drivers/delta.o'
	assert_no_line '  CC [M]  alpha.o'
}

@test "objects: flags set before the include, by the architecture, on the command line" {
	mkdir -p "$tree/arch/x86"
	sed -i '1i KBUILD_CFLAGS += -DFROM_TREE' "$tree/Makefile"
	echo 'KBUILD_CFLAGS += -DFROM_ARCH=$(CONFIG_LIMIT)' >"$tree/arch/x86/Makefile"
	build ARCH=x86 KCFLAGS=-DFROM_USER
	assert_ran gcc '-O2 .*-DFROM_TREE .*-DFROM_ARCH=7 .*-DFROM_USER .*option\.c$' 1
	KCFLAGS=-DFROM_USER build ARCH=x86
	assert_nothing_ran
}

@test "objects: an object of two modules knows both names" {
	sed -i 's/^obj-m := alpha.o beta.o/obj-m := alpha.o beta.o left.o right.o/' "$tree/Kbuild"
	printf '%s\n' 'left-y := left_main.o both.o' 'right-y := right_main.o both.o' >>"$tree/Kbuild"
	for name in left right; do
		printf '%s\n' '#include <linux/module.h>' 'MODULE_LICENSE("GPL");' \
			'MODULE_DESCRIPTION("x");' >"$tree/${name}_main.c"
	done
	echo 'const char *both(void); const char *both(void) { return KBUILD_MODNAME; }' >"$tree/both.c"
	build W=1
	strings "$tree/both.o" | grep -qx left:right
	assert_output 'both.o is added to multiple modules: left right'
	assert_exists left.ko right.ko
}

@test "objects: libs-y: all of it with modules, without only what is needed" {
	mkdir "$tree/lib"
	echo 'lib-y := used.o unused.o' >"$tree/lib/Kbuild"
	echo 'int used(void); int used(void) { return 1; }' >"$tree/lib/used.c"
	echo 'int unused(void); int unused(void) { return 1; }' >"$tree/lib/unused.c"
	echo 'int used(void); int caller(void); int caller(void) { return used(); }' >>"$tree/core/option.c"
	sed -i '1i libs-y := lib/' "$tree/Makefile"
	build
	nm "$tree/vmlinux" | grep -q ' T unused'
	extmod_new "$BATS_TEST_TMPDIR/ext"
	build M="$BATS_TEST_TMPDIR/ext"
	printf '%s\n' CONFIG_KALLSYMS=y >"$tree/.config"
	build
	nm "$tree/vmlinux" | grep -q ' T used'
	! nm "$tree/vmlinux" | grep -q ' T unused' || fail "unused.o is in vmlinux"
	build
	assert_nothing_ran
}
