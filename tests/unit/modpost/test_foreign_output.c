// SPDX-License-Identifier: GPL-2.0-only
/* Which files modpost takes for its own. */
#include "test.h"

#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

#include "foreign_output.h"

static const struct file_case {
	const char *text;
	bool foreign_source, foreign_dump;
} cases[] = {
	{ "", false, false },
	{ "int x;\n", true, true },
	{ "x", true, true },
	/* of several releases */
	{ "#include <linux/module.h>\n\nstruct module __this_module\n", false, true },
	{ "#include <linux/build-salt.h>\n__visible struct module __this_module\n", false, true },
	{ "#include <linux/export-internal.h>\n\nKSYMTAB_FUNC(f, \"\");\n", false, true },
	{ "0x12345678\tf\tvmlinux\tEXPORT_SYMBOL\t\n", true, false },
	{ "0x0\tf\tvmlinux\tEXPORT_SYMBOL\n", true, false },
	{ "0x0", true, true },
	{ "0x", true, true },
	{ "0", true, true },
	{ "0x\tf\n", true, true },
	{ "0xg\tf\n", true, true },
	{ "0x12345678 f\n", true, true },
	{ "# comment\n0x12345678\tf\n", true, true },
	{ "\n0x12345678\tf\n", true, true },
	{ "0x0000000000000000000000000000000000000000000000000000000000000000000000000\t", true,
	  true },
};

static void test_contents(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		write_file("f", cases[i].text);
		assert_int_equal(output_is_foreign("f", OUTPUT_SOURCE), cases[i].foreign_source);
		assert_int_equal(output_is_foreign("f", OUTPUT_DUMP), cases[i].foreign_dump);
		assert_false(output_is_foreign("f", OUTPUT_LIST));
	}
}

static void test_reports(void **state)
{
	static const struct {
		const char *text;
		bool is_foreign;
	} reports[] = {
		{ "", false },
		{ "{\"format\": \"kolink modpost report\",\n\"version\": 1,\n", false },
		{ "{\"format\": \"kolink modpost report\",\n\"version\": 27,\n", false },
		{ "{\"format\": \"kolink modpost", true },
		{ "{}", true },
		{ "int x;\n", true },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(reports); i++) {
		write_file("f", reports[i].text);
		assert_int_equal(output_is_foreign("f", OUTPUT_REPORT), reports[i].is_foreign);
	}
}

static void test_other_kinds_of_files(void **state)
{
	static const enum output_kind kinds[] = { OUTPUT_SOURCE, OUTPUT_DUMP, OUTPUT_REPORT };

	(void)state;
	write_file("mine", "mine");
	assert_int_equal(symlink("mine", "link"), 0);
	assert_int_equal(symlink("nothing", "dangling"), 0);
	assert_int_equal(mkdir("folder", 0777), 0);
	assert_int_equal(mkfifo("pipe", 0666), 0);
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		assert_true(output_is_foreign("link", kinds[i]));
		assert_false(output_is_foreign("dangling", kinds[i]));
		assert_false(output_is_foreign("folder", kinds[i]));
		assert_false(output_is_foreign("pipe", kinds[i]));
		assert_false(output_is_foreign("/dev/zero", kinds[i]));
		assert_false(output_is_foreign("missing", kinds[i]));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_contents, enter_directory, leave_directory),
		cmocka_unit_test_setup_teardown(test_reports, enter_directory, leave_directory),
		cmocka_unit_test_setup_teardown(test_other_kinds_of_files, enter_directory,
						leave_directory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
