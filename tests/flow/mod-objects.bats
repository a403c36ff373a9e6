#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# .mod.o files that modpost writes: equal to compiled ones, and made again for the right reasons.

load lib/common

# with_everything: modules that export all there is, versions in both forms, debugging information; no BTF, so
# that no vmlinux is linked.
with_everything() {
	cat >"$BATS_TEST_TMPDIR/genksyms" <<-'END'
		#!/bin/sh
		sed -n 's/^__GENKSYMS_EXPORT_SYMBOL(\([a-z_]*\)).*/\1/p' |
			while read -r name; do echo "#SYMVER $name 0x$(echo "$name" | cksum | awk '{ printf "%08x", $1 }')"; done
	END
	chmod +x "$BATS_TEST_TMPDIR/genksyms"
	sed -i '/BTF/d' "$tree/.config"
	printf '%s\n' CONFIG_DEBUG_INFO=y CONFIG_MODVERSIONS=y CONFIG_BASIC_MODVERSIONS=y CONFIG_EXTENDED_MODVERSIONS=y >>"$tree/.config"
	printf '%s\n' 'void module_layout(void);' 'void module_layout(void) { }' 'EXPORT_SYMBOL(module_layout);' >>"$tree/core/core.c"
	cat >"$tree/each-kind.c" <<-'END'
		#include <linux/module.h>

		int core_add(int a, int b);
		int each_function(void);
		int each_function(void) { return core_add(1, 2); }
		EXPORT_SYMBOL(each_function);
		int each_datum;
		EXPORT_SYMBOL_GPL(each_datum);
		long each_other[3];
		EXPORT_SYMBOL_NS_GPL(each_other, "EACH");
		int each_initial(void);
		int each_initial(void) { return 0; }
		EXPORT_SYMBOL_NS(each_initial, "EACH");
		static int begin(void) { return 0; }
		static void end(void) { }
		module_init(begin);
		module_exit(end);
		MODULE_LICENSE("GPL");
		MODULE_DESCRIPTION("Each kind of export");
	END
	echo 'obj-m += each-kind.o' >>"$tree/Kbuild"
	tree_modules="$tree_modules each-kind"
	set_aside=$BATS_TEST_TMPDIR/written
}

# modules ARG...: build the modules, with a genksyms
modules() {
	build -j2 modules GENKSYMS="$BATS_TEST_TMPDIR/genksyms" "$@"
}

# put_aside: the .mod.o files of the tree
put_aside() {
	rm -rf "$set_aside"
	mkdir "$set_aside"
	(cd "$tree" && find . -name '*.mod.o' ! -path './scripts/*' | cpio -pdm --quiet "$set_aside")
}

# assert_samples COUNT: so many of the samples were compiled
assert_samples() {
	assert_lines "$1" '^  CC \[M\]  (scripts|\.tmp_samples)/mod-sample[^ ]*\.mod\.o$'
}

# same_as_compiled ARG...: what modpost writes in a build with these arguments is what the compiler makes in it, and it
# writes all of them.
same_as_compiled() {
	local module

	with_everything
	modules "$@"
	assert_no_output 'every .mod.o is compiled'
	assert_samples 4
	for module in $tree_modules; do
		assert_no_line "  CC [M]  $module.mod.o"
	done
	put_aside
	modules "$@" KBUILD_MODPOST_OBJECTS=0
	for module in $tree_modules; do
		assert_line "  CC [M]  $module.mod.o"
		"$KOLINK_TEMPLATE/same-mod-object" "$set_aside/$module.mod.o" "$tree/$module.mod.o"
	done
}

@test "mod-objects: x86-64, gcc" { same_as_compiled; }
@test "mod-objects: x86-64, clang" { same_as_compiled LLVM=1; }
@test "mod-objects: i386, gcc" { same_as_compiled CROSS_COMPILE=i686-linux-gnu-; }
@test "mod-objects: i386, clang" { same_as_compiled CROSS_COMPILE=i686-linux-gnu- CC=clang; }
@test "mod-objects: arm64, gcc" { same_as_compiled CROSS_COMPILE=aarch64-linux-gnu-; }
@test "mod-objects: arm64, clang" { same_as_compiled CROSS_COMPILE=aarch64-linux-gnu- LLVM=1; }
@test "mod-objects: arm, gcc" { same_as_compiled CROSS_COMPILE=arm-linux-gnueabihf-; }
@test "mod-objects: riscv64, gcc" { same_as_compiled CROSS_COMPILE=riscv64-linux-gnu-; }
@test "mod-objects: riscv64, clang" { same_as_compiled CROSS_COMPILE=riscv64-linux-gnu- CC=clang; }
@test "mod-objects: s390x, gcc" { same_as_compiled CROSS_COMPILE=s390x-linux-gnu-; }
@test "mod-objects: s390x, clang" { same_as_compiled CROSS_COMPILE=s390x-linux-gnu- CC=clang; }
@test "mod-objects: powerpc64, gcc" { same_as_compiled CROSS_COMPILE=powerpc64-linux-gnu-; }
@test "mod-objects: powerpc64, clang" { same_as_compiled CROSS_COMPILE=powerpc64-linux-gnu- CC=clang; }
@test "mod-objects: powerpc64le, gcc" { same_as_compiled CROSS_COMPILE=powerpc64le-linux-gnu-; }
@test "mod-objects: powerpc64le, clang" { same_as_compiled CROSS_COMPILE=powerpc64le-linux-gnu- CC=clang; }

@test "mod-objects: -j1, -j2 and -j8 write the same bytes; modules are the same but for debugging information" {
	local jobs module

	build -j1
	set_aside=$BATS_TEST_TMPDIR/written
	put_aside
	for jobs in 2 8; do
		find "$tree" -name '*.mod.o' ! -path '*/scripts/*' -delete
		build -j$jobs
		assert_lines 0 'CC .*mod\.o'
		for module in $tree_modules; do
			cmp "$set_aside/$module.mod.o" "$tree/$module.mod.o"
		done
	done
	for module in $tree_modules; do
		objcopy -g -R .BTF -R .note.gnu.build-id "$tree/$module.ko" "$set_aside/${module##*/}.ko"
	done
	build KBUILD_MODPOST_OBJECTS=0
	for module in $tree_modules; do
		objcopy -g -R .BTF -R .note.gnu.build-id "$tree/$module.ko" "$BATS_TEST_TMPDIR/compiled.ko"
		cmp "$set_aside/${module##*/}.ko" "$BATS_TEST_TMPDIR/compiled.ko"
	done
}

@test "mod-objects: another header, flag, option or compiler makes new samples, nothing else does" {
	build
	assert_samples 0
	touch_later "$tree/alpha.c"
	build
	assert_samples 0
	printf '#define EACH_FILE 1\n' >"$tree/all.h"
	build -j2 KCFLAGS="-include $tree/all.h"
	assert_samples 3
	touch_later "$tree/all.h"
	build -j2 KCFLAGS="-include $tree/all.h"
	assert_samples 3
	build -j2 KCFLAGS="-include $tree/all.h"
	assert_nothing_ran
	edit 's/^CONFIG_MODULE_UNLOAD=y/# &/' .config
	build -j2
	assert_samples 3
	build -j2 LLVM=1
	assert_samples 3
	build -j2 LLVM=1
	assert_nothing_ran
}

@test "mod-objects: KBUILD_MODPOST_OBJECTS=0 compiles, and without it they are written again" {
	local first

	build -j2
	first=$(results "$tree")
	build -j2 KBUILD_MODPOST_OBJECTS=0
	assert_lines 4 '^  CC \[M\] .*\.mod\.o$'
	assert_lines 4 '^  LD \[M\]'
	build KBUILD_MODPOST_OBJECTS=0
	assert_nothing_ran
	build -j2
	assert_lines 0 '^  CC '
	[ "$first" = "$(results "$tree")" ] || fail "not what the first build made"
	build -j2 KBUILD_MODPOST_OBJECTS=0
	assert_lines 4 '^  CC \[M\] .*\.mod\.o$'
}

@test "mod-objects: one that was deleted or changed is written again" {
	build -j2
	rm "$tree/alpha.mod.o"
	build
	assert_lines 1 '^  LD \[M\]'
	assert_line '  LD [M]  alpha.ko'
	rm "$tree/scripts/.mod-objects.model"
	build
	assert_samples 3
	assert_lines 0 '^  LD'
}

# refused ARG...: a build in which nothing can be learned; one line says why.
refused() {
	build -j2 "$@"
	assert_lines 4 '^  CC \[M\]  [a-z/]*(alpha|beta|gamma|delta)\.mod\.o$'
	assert_lines 1 'every \.mod\.o is compiled, since scripts/mod-sample'
	build "$@"
	assert_nothing_ran
}

@test "mod-objects: what depends on the name in a way that nobody knows: compiled, and one line says so" {
	echo 'static const int odd __attribute__((used)) = sizeof(KBUILD_MODNAME);' >"$tree/odd.h"
	refused CFLAGS_MODULE="-include $tree/odd.h"
}

@test "mod-objects: clang for arm, whose attributes depend on functions that a source names: compiled" {
	sed -i '/BTF/d' "$tree/.config"
	echo CONFIG_DEBUG_INFO=y >>"$tree/.config"
	refused CROSS_COMPILE=arm-linux-gnueabihf- CC=clang
}

@test "mod-objects: samples of bitcode are refused" {
	local modpost=$tree/scripts/mod/modpost sample

	cd "$BATS_TEST_TMPDIR"
	"$modpost" --abi=native -M --write-samples=./mod-sample
	for sample in mod-sample*.mod.c; do
		clang -flto -nostdinc -I"$tree/include" -I"$KOLINK_ROOT/include" -D__KERNEL__ -DMODULE \
			-DKBUILD_MODNAME="\"${sample%.mod.c}\"" -include "$KOLINK_ROOT/include/linux/kconfig.h" \
			-c -o "${sample%c}o" "$sample"
	done
	"$modpost" --abi=native -M --learn=./mod-sample --model=model
	run "$modpost" --abi=native -M --mod-objects=model --compiled-list=list
	[ "$status" -eq 0 ]
	assert_output 'every \.mod\.o is compiled, since .*mod-sample[^ ]*\.mod\.o: '
}

@test "mod-objects: LTO of a tree's own leaves .mod.o files machine code, written by modpost" {
	build -j2 LLVM=1 KCFLAGS=-flto=thin
	assert_lines 0 '^  CC \[M\]  [a-z/]*(alpha|beta|gamma|delta)\.mod\.o$'
	readelf -h "$tree/alpha.mod.o" >"$BATS_TEST_TMPDIR/header"
}

@test "mod-objects: modules_prepare learns, clean keeps it, mrproper removes it" {
	rm "$tree"/scripts/.mod-objects.*
	build modules_prepare
	assert_samples 3
	assert_exists scripts/.mod-objects.model scripts/.mod-objects.deps
	build modules_prepare
	assert_nothing_ran
	build clean
	assert_exists scripts/.mod-objects.model scripts/.mod-objects.deps
	assert_missing scripts/mod-sample1.mod.c scripts/mod-sample1.mod.o scripts/.mod-sample1.mod.o.cmd
	build mrproper
	assert_missing scripts/.mod-objects.model scripts/.mod-objects.deps
}

# many_of_them DIR: eight more modules in an external folder
many_of_them() {
	local number

	for number in 1 2 3 4 5 6 7 8; do
		sed "s/ext/more$number/g" "$1/ext.c" >"$1/more$number.c"
		echo "obj-m += more$number.o" >>"$1/Kbuild"
	done
}

@test "mod-objects: an external build uses the kernel's, or compiles a few, or learns for many" {
	local ext=$BATS_TEST_TMPDIR/ext

	build -j2
	extmod_new "$ext"
	build M="$ext"
	assert_samples 0
	assert_no_line '  CC [M]  ext.mod.o'
	"$KOLINK_TEMPLATE/same-mod-object" "$ext/ext.mod.o" "$ext/ext.mod.o"
	cp "$ext/ext.mod.o" "$BATS_TEST_TMPDIR/written.o"
	build M="$ext" KBUILD_MODPOST_OBJECTS=0
	assert_line '  CC [M]  ext.mod.o'
	"$KOLINK_TEMPLATE/same-mod-object" "$BATS_TEST_TMPDIR/written.o" "$ext/ext.mod.o"
	# Other flags than the kernel's
	build M="$ext" KCFLAGS=-DOTHER
	assert_samples 0
	assert_line '  CC [M]  ext.mod.o'
	many_of_them "$ext"
	build -j2 M="$ext" KCFLAGS=-DOTHER
	assert_samples 3
	assert_no_output 'CC \[M\]  more1\.mod\.o'
	build M="$ext" KCFLAGS=-DOTHER
	assert_nothing_ran
	# A header of the kernel's that is newer than what was learned
	build -j2 M="$ext"
	assert_samples 0
	touch_later "$tree/include/config/MODULE_UNLOAD"
	build -j2 M="$ext"
	assert_samples 3
	build M="$ext" clean
	[ ! -e "$ext/.tmp_samples" ]
}

@test "mod-objects: a file of somebody else's is not overwritten" {
	echo mine >"$tree/alpha.mod.o"
	build_fails -j2
	assert_output 'alpha\.mod\.o'
	[ "$(cat "$tree/alpha.mod.o")" = mine ]
}
