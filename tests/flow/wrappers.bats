#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Makefiles of external modules that are wrapper and Kbuild file in one.

load lib/common

setup() {
	tree=$BATS_TEST_TMPDIR/tree
	tree_copy "$tree"
	record_start
	ext=$BATS_TEST_TMPDIR/ext
	mkdir -p "$ext"
	module "$ext/e.c"
	build -j2
}

# module FILE: a module without anything in it
module() {
	printf '%s\n' '#include <linux/module.h>' 'MODULE_LICENSE("GPL");' 'MODULE_DESCRIPTION("x");' >"$1"
}

# in_module ARG...: make in the module's folder, as its user calls it
in_module() {
	record_reset
	run env PATH="$bin:$KOLINK_TEMPLATE/bin:$PATH" make --no-print-directory -C "$ext" KDIR="$tree" "$@"
	[ "$status" -eq 0 ] || fail "make $* in the module gave $status:" "$output"
}

# wrapper: the Makefile of the module from stdin; > is a tab
wrapper() {
	sed 's/^>/\t/' >"$ext/Makefile"
}

@test "wrapper: goals of any name are not taken for ours" {
	mkdir "$ext/test" "$ext/src"
	printf '%s\n' 'obj-m := deep.o' >"$ext/test/Kbuild"
	printf '%s\n' 'obj-y := part.o' >"$ext/src/Kbuild"
	module "$ext/test/deep.c"
	echo 'static int part __attribute__((unused));' >"$ext/src/part.c"
	wrapper <<-'END'
		obj-m := e.o test/
		all: modules
		modules:
		>$(MAKE) -C $(KDIR) M=$(CURDIR) modules
		prepare __build descend FORCE_ME tool_files scripts modules_check single_objects vmlinux:
		>@echo $@ ran >> ran
		test: all
		>@echo tests ran >> ran
		clean install help:
		>@echo $@ ran >> ran
		.PHONY: all modules prepare test clean install help
	END
	in_module all
	[ ! -e "$ext/ran" ] || fail "$(cat "$ext/ran")"
	[ -e "$ext/e.ko" ] && [ -e "$ext/test/deep.ko" ]
	in_module test
	[ "$(cat "$ext/ran")" = 'tests ran' ]
	in_module all
	assert_nothing_ran
}

@test "wrapper: rules for objects of programs are not those of the module" {
	local rule

	for rule in '%.o: %.c' 'e.o: e.c' 'e.o : e.c e.h' '.c.o:'; do
		rm -rf "$ext"
		mkdir "$ext"
		module "$ext/e.c"
		touch "$ext/e.h"
		wrapper <<-END
			obj-m := e.o
			all:
			>\$(MAKE) -C \$(KDIR) M=\$(CURDIR) modules
			$rule
			>false \$<
		END
		in_module all
		assert_ran gcc '-DMODULE.* e\.c$'
		[ -e "$ext/e.ko" ] || fail "$rule"
	done
}

@test "wrapper: a rule of the Kbuild file for an object wins" {
	wrapper <<-'END'
		obj-m := e.o
		e-y := main.o gen.o
		%.o: %.c
		>false
		$(obj)/gen.o: $(src)/gen.txt FORCE
		>$(call if_changed,gen)
		cmd_gen = echo 'int gen;' | $(CC) $(c_flags) -c -o $@ -x c -
		targets += gen.o
		all:
		>$(MAKE) -C $(KDIR) M=$(CURDIR) modules
	END
	module "$ext/main.c"
	touch "$ext/gen.txt" "$ext/gen.c"
	in_module all
	nm "$ext/e.ko" | grep -q ' [BD] gen$'
}

@test "wrapper: one that says a default goal of its own" {
	wrapper <<-'END'
		.DEFAULT_GOAL := all
		obj-m := e.o
		all:
		>$(MAKE) -C $(KDIR) M=$(CURDIR) modules
	END
	in_module
	[ -e "$ext/e.ko" ]
}

# include_by WORDS: the Kbuild file finds a header by these words
include_by() {
	mkdir -p "$ext/include"
	echo '#define VALUE 7' >"$ext/include/val.h"
	module "$ext/e.c"
	sed -i '1i #include <val.h>\nint value = VALUE;' "$ext/e.c"
	printf '%s\n' 'obj-m := e.o' "$1" >"$ext/Kbuild"
}

@test "PWD: in a Kbuild file it is where make was called" {
	local from words

	for words in 'subdir-ccflags-y := -I$(PWD)/include' 'ccflags-y := -I$(PWD)/include' 'CFLAGS_e.o := -I$(PWD)/include' \
		'EXTRA_CFLAGS := -I$(PWD)/include'; do
		for from in -C --directory=; do
			rm -f "$ext"/*.o "$ext"/.*.cmd
			include_by "$words"
			run env PATH="$bin:$KOLINK_TEMPLATE/bin:$PATH" sh -c "cd '$ext' && make $from$tree M=\$PWD"
			[ "$status" -eq 0 ] || fail "$words, $from:" "$output"
		done
	done
	# From below, from a wrapper, through a symbolic link, with MO= and by the build folder's own Makefile
	include_by 'ccflags-y := -I$(PWD)/include'
	rm -f "$ext"/*.o
	ln -s ext "$BATS_TEST_TMPDIR/link"
	run env PATH="$bin:$KOLINK_TEMPLATE/bin:$PATH" sh -c "cd '$BATS_TEST_TMPDIR/link' && make -C $tree M=\$PWD"
	[ "$status" -eq 0 ] || fail "link:" "$output"
	rm -f "$ext"/*.o
	run env PATH="$bin:$KOLINK_TEMPLATE/bin:$PATH" sh -c "cd '$ext' && make -C $tree M=\$PWD clean && make -C $tree M=\$PWD MO=$BATS_TEST_TMPDIR/out"
	[ "$status" -eq 0 ] || fail "MO=:" "$output"
}

@test "PWD: in the tree, with O= and in folders below it is the same" {
	local source=$BATS_TEST_TMPDIR/source

	tree_new_defconfig "$source"
	# shellcheck disable=SC2016
	echo '$(info core: $(PWD))' >>"$source/core/Kbuild"
	run env PATH="$bin:$KOLINK_TEMPLATE/bin:$PATH" sh -c "cd '$source' && make core/core.o O=../out"
	[ "$status" -eq 0 ] || fail "$output"
	assert_line "core: $source"
	# shellcheck disable=SC2016
	echo '$(info core: $(PWD))' >>"$tree/core/Kbuild"
	run env PATH="$bin:$KOLINK_TEMPLATE/bin:$PATH" sh -c "cd '$tree' && make core/core.o"
	[ "$status" -eq 0 ] || fail "$output"
	assert_line "core: $tree"
}

@test "wrapper: KBUILD_EXTRA_SYMBOLS in the half for kbuild, or in a file that is included" {
	mkdir "$BATS_TEST_TMPDIR/dumps"
	printf '0x00000000\tfrom_dump\tother\tEXPORT_SYMBOL\t\n' >"$BATS_TEST_TMPDIR/dumps/Module.symvers"
	printf '%s\n' 'int from_dump(void);' 'int use(void);' 'int use(void) { return from_dump(); }' >>"$ext/e.c"
	wrapper <<-'END'
		ifneq ($(KERNELRELEASE),)
		obj-m := e.o
		KBUILD_EXTRA_SYMBOLS := $(src)/../dumps/Module.symvers
		else
		all:
		>$(MAKE) -C $(KDIR) M=$(CURDIR) modules
		endif
	END
	in_module all
	grep -aq 'depends=other' "$ext/e.ko"
	rm "$ext/e.ko"
	sed -n '/^KBUILD_EXTRA/p' "$ext/Makefile" >"$ext/more.mk"
	# shellcheck disable=SC2016
	sed -i 's,^KBUILD_EXTRA.*,include $(src)/more.mk,' "$ext/Makefile"
	in_module all
	grep -aq 'depends=other' "$ext/e.ko"
}

@test "wrapper: KBUILD_EXTRA_SYMBOLS of a module's makefile leaks nothing else, and is asked once" {
	mkdir "$BATS_TEST_TMPDIR/dumps"
	printf '0x00000000\tfrom_dump\tother\tEXPORT_SYMBOL\t\n' >"$BATS_TEST_TMPDIR/dumps/Module.symvers"
	printf '%s\n' '#include <linux/module.h>' 'int from_dump(void);' \
		'static int ext_init(void) { return from_dump(); }' 'module_init(ext_init);' \
		'MODULE_LICENSE("GPL");' 'MODULE_DESCRIPTION("ext");' >"$ext/ext.c"
	sed 's/^>/\t/' >"$ext/Makefile" <<-'END'
		obj-m := ext.o
		modules := nonsense
		cmd_modpost := false
		order := /dev/null
		KBUILD_EXTRA_SYMBOLS := ../dumps/Module.symvers
		asked := $(shell echo asked >> ../asked)
		all:
		>exit 1
		Module.symvers:
		>exit 1
	END
	build M="$ext"
	grep -aq 'depends=other' "$ext/ext.ko"
	# Once for the variable, once for the objects
	[ "$(wc -l <"$BATS_TEST_TMPDIR/asked")" -le 2 ]
	build M="$ext" -n
	build M="$ext"
	assert_nothing_ran
	build M="$ext" MO="$BATS_TEST_TMPDIR/out" clean
	build M="$ext" clean
	sed -i /KBUILD_EXTRA/d "$ext/Makefile"
	build M="$ext" MO="$BATS_TEST_TMPDIR/out" KBUILD_EXTRA_SYMBOLS=../dumps/Module.symvers
	grep -aq 'depends=other' "$BATS_TEST_TMPDIR/out/ext.ko"
}
