// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <errno.h>

#include "diagnostics.h"

static void test_texts_and_order(void **state)
{
	struct arena arena = { 0 };
	struct diagnostics list = { .arena = &arena };

	(void)state;
	diagnose(&list, MSG_COMMON, "sym", "mod");
	assert_int_equal(list.worst, SEVERITY_WARNING);
	diagnose(&list, MSG_BYTE_ORDER);
	diagnose(&list, MSG_NO_VERSION, "100%1", "m", ".ko");
	diagnose_system(&list, "dir/f", ENOENT);
	diagnose_system(&list, "", ENOENT);

	assert_int_equal(list.nr, 5);
	assert_string_equal(list.items[0].text, "\"sym\" [mod] is COMMON symbol\n");
	assert_int_equal(list.items[0].severity, SEVERITY_WARNING);
	assert_string_equal(list.items[1].text, "target endian is unknown\n");
	assert_int_equal(list.items[1].severity, SEVERITY_FATAL);
	assert_string_equal(list.items[2].text,
			    "EXPORT symbol \"100%1\" [m.ko] version generation failed, symbol will "
			    "not be versioned.\n"
			    "Is \"100%1\" prototyped in <asm/asm-prototypes.h>?\n");
	assert_string_equal(list.items[3].text, "dir/f: No such file or directory\n");
	assert_string_equal(list.items[4].text, "No such file or directory\n");
	assert_int_equal(list.worst, SEVERITY_SYSTEM);
	diagnostics_free(&list);
	arena_free(&arena);
}

static void test_module_first(void **state)
{
	struct arena arena = { 0 };
	struct diagnostics list = { .arena = &arena, .module = "dir/mod" };

	(void)state;
	diagnose(&list, MSG_COMMON, "sym", "dir/mod");
	diagnose(&list, MSG_LONG_PATH, "path");
	list.module = "vmlinux";
	diagnose(&list, MSG_COMMON, "sym", "vmlinux");

	assert_string_equal(list.items[0].text, "dir/mod.ko: 'sym' is COMMON symbol\n");
	assert_string_equal(list.items[1].text, "path: too long path was truncated\n");
	assert_string_equal(list.items[2].text, "vmlinux: 'sym' is COMMON symbol\n");
	diagnostics_free(&list);
	arena_free(&arena);
}

/* The highest argument of a text, -1 if a percent sign stands for none. */
static int highest_argument(const char *text)
{
	int highest = 0;

	for (; *text; text++) {
		if (*text != '%')
			continue;
		if (*++text < '1' || *text > '9')
			return -1;
		if (*text - '0' > highest)
			highest = *text - '0';
	}
	return highest;
}

/* diagnose() and the like take as many arguments as messages.h says, so its texts may want no other. */
static void test_numbers_of_arguments(void **state)
{
	static const struct {
		int nr_arguments;
		const char *text, *module_text;
	} rows[] = {
#define MESSAGE(name, severity, nr_arguments, text) { (nr_arguments), (text), "" },
#define MODULE_MESSAGE(name, severity, nr_arguments, text, module_text) \
	{ (nr_arguments), (text), (module_text) },
#include "messages.h"
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		int of_module = highest_argument(rows[i].module_text);

		assert_int_equal(highest_argument(rows[i].text), rows[i].nr_arguments);
		assert_in_range(of_module, 0, rows[i].nr_arguments);
	}
}

static void test_numbers(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	assert_string_equal(number_text(&arena, 0), "0");
	assert_string_equal(number_text(&arena, UINT64_MAX), "18446744073709551615");
	arena_free(&arena);
}

static void test_errors_are_remembered(void **state)
{
	struct diagnostic warning = { SEVERITY_WARNING, "w\n" };
	struct diagnostic error = { SEVERITY_ERROR, "e\n" };
	struct reporter reporter = { 0 };

	(void)state;
	report_diagnostic(&reporter, &warning);
	assert_false(reporter.errors);
	report_diagnostic(&reporter, &error);
	assert_true(reporter.errors);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts_and_order),	      cmocka_unit_test(test_module_first),
		cmocka_unit_test(test_numbers_of_arguments),  cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_errors_are_remembered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
