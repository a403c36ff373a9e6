#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# make modules_install.

load lib/common

setup() {
	tree=$BATS_TEST_TMPDIR/tree
	root=$BATS_TEST_TMPDIR/root
	tree_copy "$tree"
	record_start
}

# install_modules ARG...: into $root; sets $installed.
install_modules() {
	build modules_install INSTALL_MOD_PATH="$root" "$@"
	installed=$root/lib/modules/$(kmake -s kernelrelease)
}

@test "install: every module, the lists, depmod" {
	local module

	build -j2
	install_modules
	for module in $tree_modules; do
		cmp "$tree/$module.ko" "$installed/kernel/$module.ko"
		assert_line "  INSTALL $installed/kernel/$module.ko"
	done
	assert_line "  DEPMOD  $installed"
	[ "$(cat "$installed/modules.order")" = "$(sed 's,^,kernel/,; s/o$/ko/' "$tree/modules.order")" ]
	cmp "$tree/modules.builtin" "$installed/modules.builtin"
	cmp "$tree/modules.builtin.modinfo" "$installed/modules.builtin.modinfo"
	grep -q '^kernel/beta.ko: kernel/alpha.ko' "$installed/modules.dep"
}

@test "install: again, after a module was dropped: it is gone" {
	build -j2
	install_modules
	edit 's/^obj-m := gamma.o delta.o/obj-m := gamma.o/' drivers/Kbuild
	build -j2
	install_modules
	[ ! -e "$installed/kernel/drivers/delta.ko" ]
	[ -e "$installed/kernel/drivers/gamma.ko" ]
}

@test "install: INSTALL_MOD_STRIP=1 and with options" {
	build -j2
	readelf -SW "$tree/alpha.ko" | grep -q '\.debug_info'
	install_modules INSTALL_MOD_STRIP=1
	assert_line "  STRIP   $installed/kernel/alpha.ko"
	! readelf -SW "$installed/kernel/alpha.ko" | grep -q '\.debug_info' || fail "not stripped"
	assert_btf "$installed/kernel/alpha.ko"
	install_modules INSTALL_MOD_STRIP='--remove-section=.comment'
	! readelf -SW "$installed/kernel/alpha.ko" | grep -q '\.comment' || fail "options unused"
	readelf -SW "$tree/alpha.ko" | grep -q '\.comment'
}

# compressed OPTION SUFFIX LINE PROGRAM: modules are installed compressed.
compressed() {
	config_set CONFIG_MODULE_COMPRESS=y
	config_set CONFIG_MODULE_COMPRESS_ALL=y
	config_set "$1=y"
	build -j2
	install_modules
	assert_output "^  $3 +$installed/kernel/alpha.ko.$2$"
	[ ! -e "$installed/kernel/alpha.ko" ]
	"$4" -dc "$installed/kernel/alpha.ko.$2" | cmp - "$tree/alpha.ko"
	# Not every depmod was built for every format.
	[ "$2" = gz ] || grep -q "^kernel/beta.ko.$2: kernel/alpha.ko.$2" "$installed/modules.dep"
}

@test "install: compressed with gzip" {
	compressed CONFIG_MODULE_COMPRESS_GZIP gz GZIP gzip
}

@test "install: compressed with xz" {
	compressed CONFIG_MODULE_COMPRESS_XZ xz XZ xz
}

@test "install: compressed with zstd" {
	compressed CONFIG_MODULE_COMPRESS_ZSTD zst ZSTD zstd
}

@test "install: without System.map depmod is skipped, and a line says so" {
	build -j2
	rm "$tree/System.map"
	install_modules
	assert_line "Warning: modules_install: missing 'System.map' file. Skipping depmod."
	[ ! -e "$installed/modules.dep" ]
}

@test "install: another DEPMOD, and none" {
	build -j2
	printf '#!/bin/sh\necho "depmod: $*" >%s\n' "$BATS_TEST_TMPDIR/called" >"$bin/my-depmod"
	chmod +x "$bin/my-depmod"
	install_modules DEPMOD="$bin/my-depmod"
	grep -q "^depmod: .*$root" "$BATS_TEST_TMPDIR/called"
}

@test "install: a path with % or : is refused" {
	build -j2
	build_fails modules_install INSTALL_MOD_PATH="$root%"
	assert_output "module installation path cannot contain '%'"
	build_fails modules_install INSTALL_MOD_PATH="$root:"
	assert_output "module installation path cannot contain ':'"
}

@test "install: a full or unwritable destination fails" {
	build -j2
	: >"$BATS_TEST_TMPDIR/file"
	build_fails modules_install INSTALL_MOD_PATH="$BATS_TEST_TMPDIR/file"
}

@test "install: modules_install takes unchanged modules over, and redoes others" {
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

@test "install: a failing modules_install leaves the old installation" {
	local root=$BATS_TEST_TMPDIR/root

	build -j2
	build modules_install INSTALL_MOD_PATH="$root"
	snapshot installed "$root/lib/modules/1.2.0/kernel"
	build_fails modules_install INSTALL_MOD_PATH="$root" INSTALL_MOD_STRIP=--no-such-option
	assert_unchanged installed "$root/lib/modules/1.2.0/kernel"
	[ -z "$(find "$root" -name '.tmp*')" ]
}

@test "install: modules_install before a build says so, and without modules has lists only" {
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
