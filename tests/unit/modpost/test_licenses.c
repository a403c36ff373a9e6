// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "licenses.h"

static void test_compatibility(void **state)
{
	static const struct {
		const char *license;
		bool compatible;
	} cases[] = {
		{ "GPL", true },
		{ "GPL v2", true },
		{ "GPL and additional rights", true },
		{ "Dual BSD/GPL", true },
		{ "Dual MIT/GPL", true },
		{ "Dual MPL/GPL", true },
		{ "gpl", false },
		{ "GPL ", false },
		{ "", false },
		{ "GPLv2", false },
		{ "BSD", false },
		{ "MIT", false },
		{ "Proprietary", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(license_is_gpl_compatible(cases[i].license), cases[i].compatible);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compatibility),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
