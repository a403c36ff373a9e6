// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "facts.h"

static void test_strings_are_copied(void **state)
{
	char name[] = "name";
	struct facts facts;

	(void)state;
	facts_init(&facts);
	assert_true(facts.is_gpl_compatible);
	facts_add_import(&facts, name, true);
	facts_add_namespace(&facts, name);
	name[0] = 'X';
	assert_string_equal(facts.imports[0].name, "name");
	assert_true(facts.imports[0].is_weak);
	assert_string_equal(facts.imported_namespaces[0], "name");
	facts_free(&facts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_strings_are_copied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
