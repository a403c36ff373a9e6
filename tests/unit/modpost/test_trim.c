// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <string.h>

#include "run_fixture.h"
#include "trim.h"

static void test_white_list(void **state)
{
	static const struct {
		const char *list;
		bool keeps;
	} cases[] = {
		{ "sym", true },     { "sym\n", true },	    { "a\n\nsym\nb\n", true },
		{ ".sym\n", true },  { "", false },	    { "sym \n", false },
		{ " sym\n", false }, { "symbol\n", false }, { "sym\r\n", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct run_fixture fixture;
		const struct exported_symbol *export;
		char list[64];

		run_fixture_init(&fixture);
		fixture.options.trim_unused = true;
		run_fixture_export(run_fixture_facts(&fixture, "vmlinux"), "sym", "", false);
		run_fixture_resolve(&fixture);
		export = fixture.run.modules.first->exports;
		assert_true(trim_drops(&fixture.run, export));

		strcpy(list, cases[i].list);
		trim_keep_listed(&fixture.run, list);
		assert_int_equal(trim_drops(&fixture.run, export), !cases[i].keeps);
		run_fixture_free(&fixture);
	}
}

static void test_nothing_without_the_option(void **state)
{
	struct run_fixture fixture;

	(void)state;
	run_fixture_init(&fixture);
	run_fixture_export(run_fixture_facts(&fixture, "vmlinux"), "sym", "", false);
	run_fixture_resolve(&fixture);
	assert_false(trim_drops(&fixture.run, fixture.run.modules.first->exports));
	run_fixture_free(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_white_list),
		cmocka_unit_test(test_nothing_without_the_option),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
