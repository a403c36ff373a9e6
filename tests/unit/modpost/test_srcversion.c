// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "srcversion.h"

/* Two texts have the same digest iff they are the same after normalisation. */
static void digest(const char *text, bool normalise, char *digits)
{
	char *copy = strdup(text);
	struct md4 md4;

	md4_init(&md4);
	if (normalise)
		srcversion_add_source(&md4, copy);
	else
		md4_add(&md4, text, strlen(text));
	md4_finish(&md4, digits, 32);
	free(copy);
}

static void test_normalisation(void **state)
{
	static const struct {
		const char *source, *normalised;
	} cases[] = {
		{ "int r;\n", "intr;" },
		{ " \t\v\f\r\na", "a" },
		{ "a\\\nb", "ab" },
		{ "a\\b", "a\\b" },
		{ "a/* x */b", "ab" },
		{ "a/*/b", "ab" },
		{ "a/* / */b", "ab" },
		{ "a/***/b", "ab" },
		{ "a/* x/", "a" },
		{ "a/**/b", "ab" },
		{ "a/* x", "a" },
		{ "a // b", "a//b" },
		{ "a / b", "a/b" },
		{ "\"a b\" c", "\"a b\"c" },
		{ "\"a \\\" b\" c d", "\"a \\\" b\"cd" },
		{ "\"a \\\n b\"", "\"a \\\n b\"" },
		{ "\"\\\\\" a b \" c d", "\"\\\\\" a b \"cd" },
		{ "'\"' a b \"c", "'\"' a b \"c" },
		{ "\"\" a b", "\"\"ab" },
		{ "\"/* a */\"", "\"/* a */\"" },
		{ "\"a b", "\"a b" },
		{ "\"", "\"" },
		{ "#define A  1", "#defineA1" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char actual[33], expected[33];

		digest(cases[i].source, true, actual);
		digest(cases[i].normalised, false, expected);
		if (strcmp(actual, expected))
			fail_msg("'%s' did not become '%s'", cases[i].source, cases[i].normalised);
	}
}

static void test_directories(void **state)
{
	static const struct {
		const char *path, *directory;
		bool covered;
	} cases[] = {
		{ "drv/m.h", "drv/", true },
		{ "/abs/drv/m.h", "drv/", true },
		{ "drv/sub/p.h", "drv/", false },
		{ "g.h", "drv/", false },
		{ "drv/drv/m.h", "drv/", false },
		{ "r.h", "", false },
		{ "./r.h", "", false },
		{ "xdrv/m.h", "drv/", true },
		{ "m.h", "drv/m.h/", false },
		{ "rv/m.h", "drv/", false },
		{ "", "drv/", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(srcversion_covers(cases[i].path, cases[i].directory),
				 cases[i].covered);
}

static void assert_srcversion(const char *expected)
{
	struct facts facts;

	facts_init(&facts);
	facts.name = "m";
	assert_true(srcversion_read(&facts, NULL));
	if (expected)
		assert_string_equal(facts.srcversion, expected);
	else
		assert_null(facts.srcversion);
	facts_free(&facts);
}

static void test_object_lists(void **state)
{
	static const struct {
		const char *list, *record, *srcversion;
	} cases[] = {
		{ "", "", "533BB7E5866E52F63B9ACCB" },
		{ "lib.a\n\n", "", "533BB7E5866E52F63B9ACCB" },
		{ "d/a.o\n", "source_d/a.o := r.c\n", "98A6A0B25D9A0F29D04F5A0" },
		{ "\nlib.a\nd/a.o", "  source_d/a.o := r.c\ndeps_d/a.o := \\\n g.h \\\n",
		  "98A6A0B25D9A0F29D04F5A0" },
		{ "d/a.o\n",
		  "source_d/a.o := x.c\ndeps_d/a.o := \\\n  d/y.h \\\n  d/e/z.h \\\n\n  d/y.h \\\n",
		  "89BAC0E796C49EFE875302F" },
		{ "d/a.o\n", "source_d/a.o\n", NULL },
	};

	(void)state;
	write_file("r.c", "int r;");
	write_file("x.c", "int x;\n");
	write_file("d/y.h", "int y;\n");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		write_file("m.mod", cases[i].list);
		write_file("d/.a.o.cmd", cases[i].record);
		assert_srcversion(cases[i].srcversion);
	}
}

/* A line without a backslash ends the record and is not looked at. */
static void test_end_of_dependencies(void **state)
{
	char expected[33];

	(void)state;
	digest("intx;", false, expected);
	expected[23] = '\0';
	write_file("m.mod", "d/a.o");
	write_file("x.c", "int x;");
	write_file("d/y.h", "int y;");
	write_file("d/.a.o.cmd", "source_d/a.o := x.c\ndeps_d/a.o := \\\n  d/y.h\n  d/y.h \\\n");
	assert_srcversion(expected);
}

/* A header counts for each object, however often it is read. */
static void test_shared_header(void **state)
{
	char expected[33];

	(void)state;
	digest("intx;inty;intx;inty;", false, expected);
	expected[23] = '\0';
	write_file("m.mod", "d/a.o\nd/b.o\n");
	write_file("x.c", "int x;");
	write_file("d/y.h", "int y;\n");
	write_file("d/.a.o.cmd", "source_d/a.o := x.c\ndeps_d/a.o := \\\n  d/y.h \\\n");
	write_file("d/.b.o.cmd", "source_d/b.o := x.c\ndeps_d/b.o := \\\n  d/y.h \\\n");
	assert_srcversion(expected);
}

static void test_missing_files(void **state)
{
	struct facts facts;

	(void)state;
	facts_init(&facts);
	facts.name = "missing";
	assert_false(srcversion_read(&facts, NULL));
	assert_string_equal(facts.diagnostics.items[0].text,
			    "missing.mod: No such file or directory\n");
	facts_free(&facts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_normalisation),
		cmocka_unit_test(test_directories),
		cmocka_unit_test_setup_teardown(test_object_lists, enter_directory,
						leave_directory),
		cmocka_unit_test_setup_teardown(test_end_of_dependencies, enter_directory,
						leave_directory),
		cmocka_unit_test_setup_teardown(test_shared_header, enter_directory,
						leave_directory),
		cmocka_unit_test(test_missing_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
