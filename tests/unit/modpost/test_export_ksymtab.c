// SPDX-License-Identifier: GPL-2.0-only
/* Exports and namespaces in the form that they had before 6.5. */
#include "test.h"

#include "export_ksymtab.h"

static void test_symbols(void **state)
{
	struct facts facts;

	(void)state;
	facts_init(&facts);
	ksymtab_read_symbol("__ksymtab_f", "___ksymtab+f", &facts);
	ksymtab_read_symbol("__ksymtab_g", "___ksymtab_gpl+g", &facts);
	ksymtab_read_symbol("__ksymtab_h", "__ksymtab", &facts);
	ksymtab_read_symbol("__ksymtab_h", ".data", &facts);
	ksymtab_read_symbol("ksymtab_h", "___ksymtab+h", &facts);
	assert_int_equal(facts.nr_exports, 2);
	assert_string_equal(facts.exports[0].name, "f");
	assert_false(facts.exports[0].gpl_only);
	assert_string_equal(facts.exports[1].name, "g");
	assert_true(facts.exports[1].gpl_only);
	assert_string_equal(facts.exports[1].namespace, "");
	facts_free(&facts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_symbols),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
