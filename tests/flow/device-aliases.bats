#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# MODULE_DEVICE_TABLE(), from the header to the strings in the .ko.

load lib/common

# device_table FILE: give a C file of the tree a device table.
device_table() {
	cat >>"$tree/$1" <<-'END'
		#include <linux/mod_devicetable.h>

		static const struct i2c_device_id ids[] = {
			{ .name = "chip" },
			{ .name = "other" },
			{ },
		};
		MODULE_DEVICE_TABLE(i2c, ids);
	END
}

# modinfo FILE: the strings of its .modinfo section
modinfo() {
	objcopy -O binary --only-section=.modinfo --set-section-flags .modinfo=alloc "$1" \
		"$BATS_TEST_TMPDIR/modinfo"
	tr '\0' '\n' <"$BATS_TEST_TMPDIR/modinfo"
}

# own_header: a header of the tree's own, with another layout
own_header() {
	mkdir -p "$tree/include/linux"
	cat >"$tree/include/linux/mod_devicetable.h" <<-'END'
		#ifndef OWN_DEVICETABLE_H
		#define OWN_DEVICETABLE_H

		/* struct comment_device_id { int a; }; */
		struct i2c_device_id {
			unsigned int kind : 3, more : 2;
			int (*probe)(int a, int b);
			struct {
				char data[8];
			} inner[2];
			char name[20] __attribute__((aligned(16))), end;
		};

		#endif
	END
}

@test "device aliases: of a module" {
	device_table drivers/delta.c
	build modules
	run modinfo "$tree/drivers/delta.ko"
	assert_line alias=i2c:chip
	assert_line alias=i2c:other
}

@test "device aliases: of a module without MODULE_DEVICE_TABLE" {
	build modules
	run modinfo "$tree/drivers/delta.ko"
	assert_no_output ^alias=
}

@test "device aliases: of built-in code" {
	sed -i '1i#include <linux/module.h>' "$tree/core/shapes.c"
	device_table core/shapes.c
	build
	run tr '\0' '\n' <"$tree/modules.builtin.modinfo"
	run grep alias "$tree/.vmlinux.export.c"
	assert_line 'MODULE_INFO(shapes.alias, "i2c:chip");'
	assert_line 'MODULE_INFO(shapes.alias, "i2c:other");'
}

@test "device aliases: with a mod_devicetable.h of the tree's own" {
	own_header
	device_table drivers/delta.c
	build modules
	assert_line '  GEN     scripts/mod/devicetable-offsets.h'
	run modinfo "$tree/drivers/delta.ko"
	assert_line alias=i2c:chip
	assert_line alias=i2c:other
	run cat "$tree/scripts/mod/devicetable-offsets.h"
	assert_line '#define SIZE_i2c_device_id 64'
	assert_line '#define OFF_i2c_device_id_name 32'
	assert_line '#define OFF_i2c_device_id_inner 16'
	assert_no_output 'comment|kind|probe|data'

	snapshot built "$tree"
	build modules
	assert_nothing_ran
	assert_unchanged built "$tree"
}

@test "device aliases: a changed header changes the layout" {
	own_header
	device_table drivers/delta.c
	build modules
	edit 's/inner\[2\]/inner[6]/' include/linux/mod_devicetable.h
	build modules
	run modinfo "$tree/drivers/delta.ko"
	assert_line alias=i2c:chip
	run cat "$tree/scripts/mod/devicetable-offsets.h"
	assert_line '#define OFF_i2c_device_id_name 64'
}
