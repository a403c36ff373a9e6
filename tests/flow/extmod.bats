#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# External modules: make -C <build dir> M=dir.

load lib/common

# A built tree, and the folder of an external module.
setup() {
	tree=$BATS_TEST_TMPDIR/tree
	ext=$BATS_TEST_TMPDIR/ext
	tree_copy "$tree"
	record_start
	build -j2
	extmod_new "$ext"
}

@test "external: the steps, the .ko and its symbols" {
	build M="$ext"
	assert_line '  CC [M]  ext.o'
	assert_line '  MODPOST Module.symvers'
	assert_line '  CC [M]  .module-common.o'
	assert_line '  LD [M]  ext.ko'
	assert_line '  BTF [M] ext.ko'
	assert_btf "$ext/ext.ko"
	[ "$(cat "$ext/Module.symvers")" = "0x00000000	ext_call	ext	EXPORT_SYMBOL	" ]
	[ "$(cat "$ext/modules.order")" = ext.o ]
	! grep -q intree "$ext/ext.mod.c" || fail "an external module says it is in the tree"
	grep -aq 'depends=alpha' "$ext/ext.ko"
}

@test "external: modules is the default, and one .ko may be named" {
	build M="$ext" modules
	assert_line '  LD [M]  ext.ko'
	rm "$ext/ext.ko"
	build M="$ext" ext.ko
	assert_line '  LD [M]  ext.ko'
	build M="$ext"
	assert_nothing_ran
}

@test "external: a composite in a subfolder" {
	mkdir "$ext/sub"
	echo 'obj-m += sub/' >>"$ext/Kbuild"
	printf '%s\n' 'obj-m := pair.o' 'pair-y := one.o two.o' >"$ext/sub/Kbuild"
	echo 'int two(void); int two(void) { return 2; }' >"$ext/sub/two.c"
	cat >"$ext/sub/one.c" <<-'END'
		#include <linux/module.h>
		int two(void);
		int ext_call(int a);
		static int pair_init(void) { return ext_call(two()); }
		module_init(pair_init);
		MODULE_DESCRIPTION("pair");
		MODULE_LICENSE("GPL");
	END
	build -j2 M="$ext"
	assert_line '  LD [M]  sub/pair.o'
	assert_line '  LD [M]  sub/pair.ko'
	grep -aq 'depends=ext' "$ext/sub/pair.ko"
	build M="$ext" sub/pair.ko
	build M="$ext"
	assert_nothing_ran
}

@test "external: one .ko leaves the folder's lists alone and finds its neighbours" {
	cat >"$ext/second.c" <<-'END'
		#include <linux/module.h>
		int ext_call(int a);
		static int second_init(void) { return ext_call(2); }
		module_init(second_init);
		MODULE_DESCRIPTION("second");
		MODULE_LICENSE("GPL");
	END
	echo 'obj-m += second.o' >>"$ext/Kbuild"
	build -j2 M="$ext"
	cp -p "$ext/Module.symvers" "$ext/modules.order" "$BATS_TEST_TMPDIR"
	touch_later "$ext/second.c"
	build M="$ext" second.ko
	assert_line '  LD [M]  second.ko'
	assert_no_output undefined
	cmp "$ext/Module.symvers" "$BATS_TEST_TMPDIR/Module.symvers"
	cmp "$ext/modules.order" "$BATS_TEST_TMPDIR/modules.order"
	grep -aq 'depends=ext' "$ext/second.ko"
}

@test "external: MO= puts the results elsewhere; read-only sources will do" {
	local out=$BATS_TEST_TMPDIR/out

	mkdir "$out"
	snapshot before "$ext"
	build M="$ext" MO="$out"
	assert_unchanged before "$ext"
	assert_btf "$out/ext.ko"
	[ -s "$out/Module.symvers" ]
	build M="$ext" MO="$out"
	assert_nothing_ran
	build M="$ext" MO="$out" clean
	[ ! -e "$out/ext.ko" ]
}

@test "external: MO= refuses a source folder that is not clean" {
	build M="$ext"
	build_fails M="$ext" MO="$BATS_TEST_TMPDIR/out"
	assert_output 'The external module source tree is not clean'
}

@test "external: KBUILD_EXTRA_SYMBOLS from command line, environment and Kbuild" {
	local other=$BATS_TEST_TMPDIR/other

	build M="$ext"
	extmod_new "$other" ext_call
	sed -i 's/int ext_call(int a)$/int other_call(int a)/; s/SYMBOL(ext_call)/SYMBOL(other_call)/' \
		"$other/ext.c"
	mv "$other/ext.c" "$other/other.c"
	sed -i 's/ext_call(int a)$/other_call(int a)/' "$other/other.c"
	cat >"$other/other.c" <<-'END'
		#include <linux/module.h>
		int ext_call(int a);
		static int other_init(void) { return ext_call(3); }
		module_init(other_init);
		MODULE_DESCRIPTION("other");
		MODULE_LICENSE("GPL");
	END
	echo 'obj-m := other.o' >"$other/Kbuild"

	build_fails M="$other"
	assert_line 'ERROR: modpost: "ext_call" [other.ko] undefined!'
	build M="$other" KBUILD_EXTRA_SYMBOLS="$ext/Module.symvers"
	grep -aq 'depends=ext' "$other/other.ko"
	build M="$other" clean
	KBUILD_EXTRA_SYMBOLS=$ext/Module.symvers build M="$other"
	grep -aq 'depends=ext' "$other/other.ko"
	build M="$other" clean
	echo "KBUILD_EXTRA_SYMBOLS := $ext/Module.symvers" >>"$other/Kbuild"
	build M="$other"
	grep -aq 'depends=ext' "$other/other.ko"
}

@test "external: a missing KBUILD_EXTRA_SYMBOLS file is named" {
	build_fails M="$ext" KBUILD_EXTRA_SYMBOLS=/no/such/dump
	assert_output '^/no/such/dump: No such file or directory'
	build M="$ext" KBUILD_EXTRA_SYMBOLS=/no/such/dump KBUILD_MODPOST_WARN=1
	assert_exists ../ext/ext.ko
}

@test "external: the kernel's Module.symvers is a prerequisite" {
	build M="$ext"
	edit 's/EXPORT_SYMBOL(alpha_twice)/EXPORT_SYMBOL_NS(alpha_twice, "NEW")/' alpha.c
	sed -i '/MODULE_LICENSE/a MODULE_IMPORT_NS("NEW");' "$tree/beta.c"
	build -j2
	build_fails M="$ext"
	assert_line 'ERROR: modpost: module ext uses symbol alpha_twice from namespace NEW, but does not import it.'
}

@test "external: without the kernel's Module.symvers there is a warning" {
	rm "$tree/Module.symvers"
	build_fails M="$ext"
	assert_output '^WARNING: .*Module.symvers is missing\.'
	assert_line '         Modules may not have dependencies or modversions.'
	assert_line '         You may get many unresolved symbol errors.'
	assert_line '         You can set KBUILD_MODPOST_WARN=1 to turn errors into warning'
	assert_line '         if you want to proceed at your own risk.'
	build M="$ext" KBUILD_MODPOST_WARN=1
	assert_line 'WARNING: modpost: "alpha_twice" [ext.ko] undefined!'
}

@test "external: KBUILD_MODPOST_NOFINAL=1 stops after modpost" {
	build M="$ext" KBUILD_MODPOST_NOFINAL=1
	[ -e "$ext/ext.mod.c" ]
	[ ! -e "$ext/ext.ko" ]
	build M="$ext"
	[ -e "$ext/ext.ko" ]
}

@test "external: KBUILD_NSDEPS lists missing namespaces" {
	sed -i 's/alpha_twice/core_ns/' "$ext/ext.c"
	build_fails M="$ext"
	assert_line 'ERROR: modpost: module ext uses symbol core_ns from namespace KT, but does not import it.'
	build M="$ext" KBUILD_NSDEPS=1
	assert_line 'WARNING: modpost: module ext uses symbol core_ns from namespace KT, but does not import it.'
	[ "$(cat "$ext/modules.nsdeps")" = 'ext.ko: KT' ]
}

@test "external: a change of the kernel's configuration rebuilds what names the option" {
	sed -i '/^int ext_call(int a)$/i #ifdef CONFIG_OPTION\nint option_is_on;\n#endif' "$ext/ext.c"
	build M="$ext"
	nm "$ext/ext.ko" | grep -q option_is_on
	config_unset CONFIG_OPTION
	build -j2
	build M="$ext"
	assert_line '  CC [M]  ext.o'
	! nm "$ext/ext.ko" | grep -q option_is_on || fail "ext.o was not compiled again"
}

@test "external: clean" {
	snapshot before "$ext"
	build M="$ext"
	build M="$ext" clean
	assert_output '^  CLEAN   .*Module\.symvers'
	assert_unchanged before "$ext"
}

@test "external: modules_install goes to updates, or to INSTALL_MOD_DIR" {
	local root=$BATS_TEST_TMPDIR/root release

	release=$(kmake -s kernelrelease)
	build M="$ext"
	build M="$ext" modules_install INSTALL_MOD_PATH="$root"
	cmp "$ext/ext.ko" "$root/lib/modules/$release/updates/ext.ko"
	build M="$ext" modules_install INSTALL_MOD_PATH="$root" INSTALL_MOD_DIR=extra
	cmp "$ext/ext.ko" "$root/lib/modules/$release/extra/ext.ko"
	build M="$ext" modules_install INSTALL_MOD_PATH="$root" INSTALL_MOD_DIR=extra
	assert_no_output INSTALL
	cmp "$ext/ext.ko" "$root/lib/modules/$release/extra/ext.ko"
	[ -z "$(find "$root" -name '.tmp*')" ]
}

@test "external: one folder, without % and :" {
	build_fails M="$ext $tree"
	assert_output 'building multiple external modules is not supported'
	build_fails M="$ext%"
	assert_output "module directory path cannot contain '%'"
	build_fails M="$ext:"
	assert_output "module directory path cannot contain ':'"
	build M="$ext/"
}

@test "external: a kernel that is not configured is refused" {
	rm -r "$tree/include/config" "$tree/include/generated"
	build_fails M="$ext"
	assert_output 'ERROR: Kernel configuration is invalid\.'
	assert_output 'Run "make modules_prepare" in '
}

@test "external: a kernel without modules is refused" {
	config_unset CONFIG_MODULES
	build -j2
	build_fails M="$ext"
	assert_output '\*\*\* The present kernel disabled CONFIG_MODULES\.'
	assert_output '\*\*\* You cannot build or install external modules\.'
}

@test "external: from a tree built with O=" {
	local source=$BATS_TEST_TMPDIR/source out=$BATS_TEST_TMPDIR/out

	tree_new_defconfig "$source"
	tree=$source
	build -j2 O="$out"
	tree=$out
	build M="$ext"
	assert_btf "$ext/ext.ko" "$out/vmlinux.btf"
}
