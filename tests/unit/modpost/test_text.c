// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "lib/text.h"

static void test_prefixes(void **state)
{
	static const struct {
		const char *text, *prefix, *rest; /* NULL: it begins otherwise */
	} cases[] = {
		{ "__mod_x", "__mod_", "x" },
		{ "__mod_", "__mod_", "" },
		{ "__mod", "__mod_", NULL },
		{ "a", "b", NULL },
		{ "ab", "ac", NULL },
		{ "", "a", NULL },
		{ "a", "", "a" },
		{ "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *rest = skip_prefix(cases[i].text, cases[i].prefix);

		assert_int_equal(starts_with(cases[i].text, cases[i].prefix),
				 cases[i].rest != NULL);
		if (cases[i].rest)
			assert_string_equal(rest, cases[i].rest);
		else
			assert_null(rest);
	}
}

static void test_suffixes(void **state)
{
	static const struct {
		const char *text, *suffix;
		bool ends;
	} cases[] = {
		{ "a.o", ".o", true },	{ ".o", ".o", true }, { "o", ".o", false },
		{ "a.c", ".o", false }, { "a", "", true },    { "", ".o", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(ends_with(cases[i].text, cases[i].suffix), cases[i].ends);
}

static void test_base_names(void **state)
{
	static const struct {
		const char *path, *base;
	} cases[] = { { "a", "a" }, { "d/a", "a" }, { "/x/y/a", "a" }, { "d/", "" }, { "", "" } };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_string_equal(path_base(cases[i].path), cases[i].base);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_suffixes),
		cmocka_unit_test(test_base_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
