#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Device trees: dtb-y, dtbs, dtbs_install.

load lib/common

setup() {
	tree=$BATS_TEST_TMPDIR/tree
	tree_copy "$tree"
	dts_new
	record_start
}

# dts_new: two boards, one in a folder below, and an overlay
dts_new() {
	dts=arch/x86/boot/dts
	mkdir -p "$tree/$dts/vendor" "$tree/include/dt-bindings"
	printf '%s\n' 'dtb-y := board.dtb' 'dtb-$(CONFIG_ABSENT) += absent.dtb' 'DTC_FLAGS_board := -@' 'subdir-y := vendor' \
		>"$tree/$dts/Kbuild"
	echo 'dtb-y := other.dtb extra.dtbo' >"$tree/$dts/vendor/Kbuild"
	echo '#define SPEED 115200' >"$tree/include/dt-bindings/speed.h"
	echo '/ { model = "common"; };' >"$tree/$dts/common.dtsi"
	cat >"$tree/$dts/board.dts" <<-'END'
		/dts-v1/;
		#include <dt-bindings/speed.h>
		/include/ "common.dtsi"
		/ {
			compatible = "small,board";
			uart: uart { speed = <SPEED>; };
		};
	END
	printf '%s\n' '/dts-v1/;' '#include "../common.dtsi"' >"$tree/$dts/vendor/other.dts"
	printf '%s\n' '/dts-v1/;' '/plugin/;' '&uart { status = "okay"; };' >"$tree/$dts/vendor/extra.dtso"
	cp "$tree/$dts/board.dts" "$tree/$dts/absent.dts"
}

# decoded FILE: the device tree as text
decoded() {
	dtc -q -I dtb -O dts "$tree/$dts/$1"
}

@test "dtbs: preprocessed, with includes of both kinds, and nothing the second time" {
	build ARCH=x86 -j2 dtbs
	assert_line "  DTC     $dts/board.dtb"
	assert_line "  DTC     $dts/vendor/other.dtb"
	assert_line "  DTC     $dts/vendor/extra.dtbo"
	assert_missing "$dts/absent.dtb" vmlinux
	decoded board.dtb | grep 'speed = <0x1c200>'
	decoded board.dtb | grep 'model = "common"'
	decoded board.dtb | grep __symbols__
	decoded vendor/extra.dtbo | grep __fixups__
	[ -z "$(find "$tree/arch" -name '.tmp_*' -o -name '*.cpp' -o -name '*.dtc')" ]

	snapshot before
	build ARCH=x86 dtbs
	assert_unchanged before
	edit 's/common/changed/' "$dts/common.dtsi"
	build ARCH=x86 dtbs
	assert_lines 2 '^  DTC '
	decoded board.dtb | grep 'model = "changed"'
	decoded vendor/other.dtb | grep 'model = "changed"'
	edit 's/115200/9600/' include/dt-bindings/speed.h
	build ARCH=x86 dtbs
	assert_lines 1 '^  DTC '
	decoded board.dtb | grep 'speed = <0x2580>'
	build ARCH=x86 DTC_FLAGS=-Wno-unit_address_vs_reg dtbs
	assert_lines 3 '^  DTC '
}

@test "dtbs: part of all with CONFIG_OF_EARLY_FLATTREE; clean removes them" {
	build ARCH=x86 -j2
	assert_missing "$dts/board.dtb"
	config_set CONFIG_OF_EARLY_FLATTREE=y
	config_set CONFIG_ABSENT=y
	build ARCH=x86 -j2
	assert_exists "$dts/board.dtb" "$dts/absent.dtb" "$dts/vendor/extra.dtbo" vmlinux
	config_unset CONFIG_ABSENT
	echo prebuilt >"$tree/$dts/vendor/prebuilt.dtb"
	build ARCH=x86 clean
	[ "$(cd "$tree/$dts" && find . -type f | sort | tr '\n' ' ')" = \
		"./Kbuild ./absent.dts ./board.dts ./common.dtsi ./vendor/Kbuild ./vendor/extra.dtso ./vendor/other.dts ./vendor/prebuilt.dtb " ] ||
		fail "$(find "$tree/$dts" -type f)"
}

@test "dtbs_install: below INSTALL_DTBS_PATH, with the folders" {
	local root=$BATS_TEST_TMPDIR/root

	build_fails ARCH=x86 dtbs_install INSTALL_DTBS_PATH="$root"
	assert_line "$dts/board.dtb: not built: run make dtbs first"
	build ARCH=x86 dtbs
	build ARCH=x86 dtbs_install INSTALL_DTBS_PATH="$root"
	assert_line "  INSTALL $root/board.dtb"
	cmp "$tree/$dts/board.dtb" "$root/board.dtb"
	cmp "$tree/$dts/vendor/extra.dtbo" "$root/vendor/extra.dtbo"
	[ "$(find "$root" -type f | wc -l)" -eq 3 ]
	build ARCH=x86 dtbs_install INSTALL_PATH="$BATS_TEST_TMPDIR/boot"
	[ -e "$BATS_TEST_TMPDIR/boot/dtbs/$(kmake -s kernelrelease)/vendor/other.dtb" ]
}

@test "dtbs: with O=, and a folder of another name" {
	local out=$BATS_TEST_TMPDIR/out

	rm -rf "$tree"/{include/config,include/generated,scripts,.config}
	build ARCH=x86 O="$out" dtbs
	[ -e "$out/$dts/vendor/other.dtb" ]
	assert_missing "$dts/board.dtb"
	build ARCH=x86 O="$out" dtbs_install INSTALL_DTBS_PATH="$BATS_TEST_TMPDIR/root"
	[ -e "$BATS_TEST_TMPDIR/root/vendor/other.dtb" ]
	build ARCH=x86 O="$out" clean
	[ ! -e "$out/$dts/board.dtb" ]

	mv "$tree/$dts" "$tree/boards"
	sed -i '1i dtstree := boards' "$tree/Makefile"
	build ARCH=x86 O="$out" dtbs
	[ -e "$out/boards/vendor/other.dtb" ]
}

@test "dtbs: what cannot be made is one line" {
	build_fails ARCH=x86 dtbs DTC=no-such-dtc
	assert_line "$dts/vendor/extra.dtbo: no-such-dtc is not installed: the package device-tree-compiler has it"
	assert_missing "$dts/board.dtb" "$dts/vendor/extra.dtbo"
	echo 'dtb-y += wrong.o' >>"$tree/$dts/Kbuild"
	build_fails ARCH=x86 dtbs
	assert_output "Kbuild: dtb-y: 'wrong.o' is no device tree"
	rm -r "${tree:?}/$dts"
	build_fails ARCH=x86 dtbs
	assert_line "$dts: there is neither Kbuild nor Makefile in this folder: dtb-y there names device trees"
	echo 'dtbs: ; @echo by the tree' >>"$tree/Makefile"
	build ARCH=x86 dtbs
	[ "$output" = 'by the tree' ]
}

@test "dtbs: a Kbuild file's own rules go before, also in a folder of the build" {
	cp "$tree/$dts/board.dts" "$tree/$dts/common.dtsi" "$tree/core"
	echo 'dtb-y := board.dtb' >>"$tree/core/Kbuild"
	build -j2
	assert_line '  DTC     core/board.dtb'
	cat >>"$tree/core/Kbuild" <<-'END'
		quiet_cmd_own_dtc = OWN     $@
		      cmd_own_dtc = cat $< > $@
		$(obj)/%.dtb: $(src)/%.dts FORCE ; $(call if_changed,own_dtc)
	END
	build -j2
	assert_line '  OWN     core/board.dtb'
	build -j2
	assert_nothing_ran
	assert_no_output OWN
}
