// SPDX-License-Identifier: GPL-2.0-only
/* The file with a tree's own layout of the id structures. */
#include "test.h"

#include <errno.h>
#include <gelf.h>
#include <stdlib.h>
#include <string.h>

#include "device/offsets.h"
#include "object_text.h"
#include "read.h"

static void test_lines(void **state)
{
	struct device_abi abi = device_abi_of(EM_X86_64, true);
	struct device_offsets offsets = { 0 };
	struct device_layout layout;

	(void)state;
	write_file("o.h", "#ifndef X\n#define X\n"
			  "#define SIZE_i2c_device_id 48 /* sizeof(struct i2c_device_id) */\n"
			  "#define\tOFF_i2c_device_id_name\t8\n"
			  "#define OFF_i2c_device_id_driver_data x\n"
			  "#define OFF_i2c_device_id\n"
			  "define OFF_i2c_device_id_driver_data 3\n"
			  "#endif");
	assert_true(device_offsets_read(&offsets, "o.h"));
	assert_true(device_layout_build(&layout, "i2c_device_id", RELEASE(6, 12), &abi));
	device_offsets_apply(&offsets, "i2c_device_id", &layout);
	assert_int_equal(layout.size, 48);
	assert_int_equal(device_layout_member(&layout, "name", 4)->offset, 8);
	assert_int_equal(device_layout_member(&layout, "driver_data", 11)->offset, 24);

	assert_true(device_layout_build(&layout, "spi_device_id", RELEASE(6, 12), &abi));
	device_offsets_apply(&offsets, "spi_device_id", &layout);
	assert_int_equal(layout.size, 40);
	device_offsets_free(&offsets);
}

static void test_missing_file(void **state)
{
	struct device_offsets offsets = { 0 };

	(void)state;
	errno = 0;
	assert_false(device_offsets_read(&offsets, "missing.h"));
	assert_int_equal(errno, ENOENT);
	device_offsets_free(&offsets);
}

static void read_cpu_table(const char *offsets, struct facts *facts)
{
	struct device_offsets device_offsets = { 0 };
	struct options options = { .features = features_of(RELEASE(6, 12)),
				   .device_offsets = &device_offsets };

	elf_version(EV_CURRENT);
	write_file("o.h", offsets);
	write_object("m.o", "info license=GPL;table __mod_cpu__x_device_table 00000100 00000000;");
	assert_true(device_offsets_read(&device_offsets, "o.h"));
	read_object(facts, "m.o", &options);
	device_offsets_free(&device_offsets);
}

static void test_aliases(void **state)
{
	struct facts facts;

	(void)state;
	read_cpu_table("#define SIZE_cpu_feature 4\n#define OFF_cpu_feature_feature 2\n", &facts);
	assert_int_equal(facts.result, FACTS_COMPLETE);
	assert_int_equal(facts.nr_aliases, 1);
	assert_string_equal(facts.aliases[0].text, "cpu:type:*:feature:*0001*");
	facts_free(&facts);
}

/* A file that belongs to something else must not lead out of the object. */
static void test_impossible(void **state)
{
	static const char *const files[] = {
		"#define SIZE_cpu_feature 0\n",
		"#define SIZE_cpu_feature 1\n",
		"#define OFF_cpu_feature_feature 1\n",
		"#define OFF_cpu_feature_feature 18446744073709551615\n",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		struct facts facts;

		read_cpu_table(files[i], &facts);
		assert_int_equal(facts.result, FACTS_FAILED);
		assert_int_equal(facts.nr_aliases, 0);
		assert_string_equal(facts.diagnostics.items[facts.diagnostics.nr - 1].text,
				    "m.o: struct cpu_feature has no room for its member feature\n");
		facts_free(&facts);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_missing_file),
		cmocka_unit_test(test_aliases),
		cmocka_unit_test(test_impossible),
	};

	return cmocka_run_group_tests(tests, enter_directory, leave_directory);
}
