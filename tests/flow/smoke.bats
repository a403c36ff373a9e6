#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# What the Make library does beyond what the other files of this folder test.

load lib/common

@test "smoke: headers that the root Kbuild makes for prepare come before all objects" {
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

@test "smoke: dropped in, Makefile.local says what would stand before an include" {
	cp -a "$KOLINK_ROOT/Makefile" "$KOLINK_ROOT/scripts" "$KOLINK_ROOT/include" "$BATS_TEST_TMPDIR"
	rm "$tree/Makefile"
	build_root=$BATS_TEST_TMPDIR
	cp -a "$build_root/Makefile" "$tree"
	cp -a "$build_root/scripts/." "$tree/scripts"
	cp -a "$build_root/include/." "$tree/include"
	printf '%s\n' 'VERSION = 3' 'KBUILD_CFLAGS += -DLOCAL=7' >"$tree/Makefile.local"
	echo 'int local = LOCAL;' >>"$tree/core/option.c"
	build
	grep -q '"3.0.0"' "$tree/include/generated/utsrelease.h"
	build
	assert_nothing_ran
}

@test "smoke: flags set before the include, by the architecture, on the command line" {
	mkdir -p "$tree/arch/x86"
	sed -i '1i KBUILD_CFLAGS += -DFROM_TREE' "$tree/Makefile"
	echo 'KBUILD_CFLAGS += -DFROM_ARCH=$(CONFIG_LIMIT)' >"$tree/arch/x86/Makefile"
	build ARCH=x86 KCFLAGS=-DFROM_USER
	assert_ran gcc '-O2 .*-DFROM_TREE .*-DFROM_ARCH=7 .*-DFROM_USER .*option\.c$' 1
	KCFLAGS=-DFROM_USER build ARCH=x86
	assert_nothing_ran
}

@test "smoke: a recipe that runs make in a foreign tree builds that as if alone" {
	local other=$BATS_TEST_TMPDIR/other alone=$BATS_TEST_TMPDIR/alone

	tree_new "$other"
	tree_new "$alone"
	sed -i 's/VERSION = 1/VERSION = 5/' "$other/Makefile" "$alone/Makefile"
	sed 's/^>/\t/' >>"$tree/Kbuild" <<-END
		always-y += other.stamp
		quiet_cmd_other = OTHER   \$@
		      cmd_other = \$(MAKE) -C $other && echo done > \$@
		\$(obj)/other.stamp: FORCE
		>+\$(call if_changed,other)
		targets += other.stamp
	END
	sed -i '1i KBUILD_CFLAGS += -DNOT_FOR_OTHERS' "$tree/Makefile"
	build -j2 W=1 V=1
	assert_exists vmlinux alpha.ko
	assert_ran gcc 'NOT_FOR_OTHERS'
	tree=$alone build -j2
	diff <(results "$alone") <(results "$other")
	! grep -q NOT_FOR_OTHERS "$other"/.*.cmd || fail "flags leaked into the other tree"
}

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

@test "smoke: CONFIG_MODVERSIONS with GENKSYMS puts CRCs into records and Module.symvers" {
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

@test "smoke: CONFIG_MODVERSIONS without GENKSYMS: one line names it, before anything is compiled" {
	echo 'CONFIG_MODVERSIONS=y' >>"$tree/.config"
	build_fails -j2
	assert_lines 1 'CONFIG_MODVERSIONS is set, .*GENKSYMS=PROGRAM'
	assert_nothing_ran
	build clean
}

@test "smoke: a GENKSYMS that fails fails the object" {
	printf '%s\n' '#!/bin/sh' 'exit 3' >"$BATS_TEST_TMPDIR/genksyms"
	chmod +x "$BATS_TEST_TMPDIR/genksyms"
	echo 'CONFIG_MODVERSIONS=y' >>"$tree/.config"
	build_fails GENKSYMS="$BATS_TEST_TMPDIR/genksyms" core/core.o
	[ ! -s "$tree/core/.core.o.cmd" ]
}

@test "smoke: the release takes CONFIG_LOCALVERSION, localversion files and LOCALVERSION" {
	echo 'CONFIG_LOCALVERSION="-conf"' >>"$tree/.config"
	echo '-file' >"$tree/localversion-x"
	build -s kernelrelease LOCALVERSION=-user
	[ "$output" = 1.2.0-file-conf-user ] || fail "$output"
	build prepare LOCALVERSION=-user
	grep -q '"1.2.0-file-conf-user"' "$tree/include/generated/utsrelease.h"
	build -s kernelversion
	[ "$output" = 1.2.0 ] || fail "$output"
}

@test "smoke: missing tools are named, all at once, before anything is compiled" {
	build_fails CROSS_COMPILE=no-such-machine- ARCH=x86 PAHOLE=no-such-pahole
	assert_output '^CC: no-such-machine-gcc is not found: '
	assert_output '^LD: no-such-machine-ld is not found: '
	assert_output '^PAHOLE: no-such-pahole is not found: '
	assert_nothing_ran
}

@test "smoke: a tree without Kbuild is told so" {
	rm "$tree/Kbuild"
	build_fails
	assert_output '/Kbuild: no such file'
}

@test "smoke: a malformed .config is named with its line" {
	printf '%s\n' 'CONFIG_GOOD=y' 'CONFIG_BAD=what ever' >"$tree/.config"
	build_fails
	assert_output '^\.config:2: '
	printf '%s\n' 'no option' >"$tree/.config"
	build_fails
	assert_output '^\.config:1: not an option'
}

@test "smoke: strings with special characters reach make and C" {
	cat >>"$tree/.config" <<-'END'
		CONFIG_ODD="a#b $HOME 'q' \"d\" \\ %"
	END
	printf '%s\n' 'const char odd[] = CONFIG_ODD;' >>"$tree/core/option.c"
	# shellcheck disable=SC2016
	printf '%s\n' '$(info odd: $(CONFIG_ODD))' >>"$tree/core/Kbuild"
	build
	assert_line "odd: a#b \$HOME 'q' \"d\" \\ %"
	# shellcheck disable=SC2016
	strings "$tree/core/option.o" | grep -qF 'a#b $HOME '"'q'"' "d" \ %'
	build
	assert_nothing_ran
}

@test "smoke: clean and all in one call run one after the other, also with -j" {
	build -j4
	build -j4 clean all
	assert_line '  CC [M]  alpha.o'
	assert_exists vmlinux alpha.ko
	build
	assert_nothing_ran
}

@test "smoke: an object of two modules knows both names" {
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

@test "smoke: libs-y: all of it with modules, without only what is needed" {
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

@test "smoke: .lst, .mod and . as single targets" {
	build core/core.lst drivers/gamma.mod
	grep -q '<core_add>:' "$tree/core/core.lst"
	[ "$(cat "$tree/drivers/gamma.mod")" = "drivers/gamma_main.o
drivers/gamma_io.o" ]
	build drivers/
	assert_line '  CC [M]  drivers/delta.o'
	assert_no_output 'alpha|core|MODPOST'
}

@test "smoke: make -k finishes what can be finished of external modules and of single ones" {
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

@test "smoke: KBUILD_EXTRA_SYMBOLS of a module's makefile leaks nothing else, and is asked once" {
	local ext=$BATS_TEST_TMPDIR/ext

	build -j2
	mkdir "$ext" "$BATS_TEST_TMPDIR/dumps"
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

@test "smoke: modules_install takes unchanged modules over, and redoes others" {
	local root=$BATS_TEST_TMPDIR/root place inode

	place=$root/lib/modules/1.2.0
	build -j2
	build modules_install INSTALL_MOD_PATH="$root"
	assert_line "  INSTALL $place/kernel/alpha.ko"
	inode=$(stat -c %i "$place/kernel/alpha.ko")
	edit 's/return 0/return 1/' drivers/delta.c
	build -j2
	build modules_install INSTALL_MOD_PATH="$root"
	assert_line "  INSTALL $place/kernel/drivers/delta.ko"
	assert_no_line "  INSTALL $place/kernel/alpha.ko"
	[ "$(stat -c %i "$place/kernel/alpha.ko")" = "$inode" ]
	cmp "$tree/drivers/delta.ko" "$place/kernel/drivers/delta.ko"
	build modules_install INSTALL_MOD_PATH="$root" INSTALL_MOD_STRIP=1
	assert_line "  STRIP   $place/kernel/alpha.ko"
	[ -z "$(find "$root" -name '.tmp*')" ]
}

@test "smoke: a failing modules_install leaves the old installation" {
	local root=$BATS_TEST_TMPDIR/root

	build -j2
	build modules_install INSTALL_MOD_PATH="$root"
	snapshot installed "$root/lib/modules/1.2.0/kernel"
	build_fails modules_install INSTALL_MOD_PATH="$root" INSTALL_MOD_STRIP=--no-such-option
	assert_unchanged installed "$root/lib/modules/1.2.0/kernel"
	[ -z "$(find "$root" -name '.tmp*')" ]
}

@test "smoke: modules_install before a build says so, and without modules has lists only" {
	local root=$BATS_TEST_TMPDIR/root

	mkdir -p "$root/lib/modules/1.2.0/kernel"
	touch "$root/lib/modules/1.2.0/kernel/old.ko"
	build prepare
	build_fails modules_install INSTALL_MOD_PATH="$root"
	assert_output '^modules.order: not there'
	[ -e "$root/lib/modules/1.2.0/kernel/old.ko" ]
	[ ! -e "$tree/modules.order" ]
	echo CONFIG_KALLSYMS=y >"$tree/.config"
	build
	build modules_install INSTALL_MOD_PATH="$root"
	assert_line "  INSTALL $root/lib/modules/1.2.0/modules.builtin"
	assert_no_output 'modules.order|DEPMOD'
}

@test "smoke: a relative include works with O= and M= too" {
	local out=$BATS_TEST_TMPDIR/out ext=$BATS_TEST_TMPDIR/ext

	ln -s "$KOLINK_ROOT" "$BATS_TEST_TMPDIR/kolink"
	sed -i 's,^include.*,include ../kolink/Makefile,' "$tree/Makefile"
	build mrproper
	tree_new "$BATS_TEST_TMPDIR/again"
	cp "$BATS_TEST_TMPDIR/again/.config" "$BATS_TEST_TMPDIR"
	mkdir -p "$out"
	mv "$BATS_TEST_TMPDIR/.config" "$out"
	build O="$out"
	[ -e "$out/vmlinux" ] && [ -e "$out/alpha.ko" ]
	mkdir "$ext"
	echo 'obj-m := e.o' >"$ext/Kbuild"
	printf '%s\n' '#include <linux/module.h>' 'MODULE_LICENSE("GPL");' 'MODULE_DESCRIPTION("e");' >"$ext/e.c"
	tree=$out build M="$ext"
	[ -e "$ext/e.ko" ]
	tree=$out build M=../ext
	assert_nothing_ran
}

@test "smoke: a deleted autoconf.h comes back, and nothing is rebuilt" {
	build
	rm "$tree/include/generated/autoconf.h"
	build
	assert_exists include/generated/autoconf.h
	assert_nothing_ran
}

@test "smoke: cc-option and its kin" {
	# shellcheck disable=SC2016
	printf '%s\n' '$(info has: $(call cc-option,-O1,no) $(call cc-option,-no-such,other))' \
		'$(info yn: $(call cc-option-yn,-O1) $(call cc-option-yn,-no-such))' \
		'$(info warn: $(call cc-disable-warning,unused-variable) $(call cc-disable-warning,surely-unknown))' \
		'$(info ld: $(call ld-option,-z noexecstack,no))' \
		'$(info cmp: $(call test-lt,1,2) $(call test-ge,1,2) $(call test-le,2,2))' >>"$tree/core/Kbuild"
	build core/core.o
	assert_line 'has: -O1 other'
	assert_line 'yn: y n'
	assert_line 'warn: -Wno-unused-variable '
	assert_line 'ld: -z noexecstack'
	assert_line 'cmp: y  y'
}

@test "smoke: another compiler rebuilds every object, an unchanged one none" {
	build -j2
	own_tool gcc ''
	build -j2
	assert_line '  CC      core/core.o'
	assert_line '  CC [M]  drivers/gamma_io.o'
	build
	assert_nothing_ran
}

@test "smoke: fixdep names options and quoted files, and the file that it cannot read" {
	local fixdep=$tree/scripts/basic/fixdep

	cd "$BATS_TEST_TMPDIR"
	echo 'CONFIG_A CONFIG_B_MODULE xCONFIG_C CONFIG_A' >'s p.c'
	echo 'CONFIG_D$' >'a$b.h'
	cat >x.d <<-'END'
		x.o: s\ p.c a$$b.h \
		 include/generated/autoconf.h a$$b.h
	END
	run "$fixdep" x.d x.o 'cc x'
	[ "$status" -eq 0 ]
	diff - <(echo "$output") <<-'END'
		savedcmd_x.o := cc x

		source_x.o := s\ p.c

		deps_x.o := \
		    $(wildcard include/config/A) \
		    $(wildcard include/config/B) \
		  a$$b.h \
		    $(wildcard include/config/D) \

		x.o: $(deps_x.o)

		$(deps_x.o):
	END
	rm 's p.c'
	run "$fixdep" -o x.cmd x.d x.o 'cc x'
	[ "$status" -eq 2 ]
	[ "$output" = 'fixdep: s p.c: No such file or directory' ]
	[ ! -e x.cmd ] && [ ! -e x.cmd.tmp ]
	run "$fixdep" x.d
	[ "$status" -eq 1 ]
}
