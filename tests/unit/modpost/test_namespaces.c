// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "namespaces.h"

static void test_module_patterns(void **state)
{
	static const struct {
		const char *namespace, *base;
		bool named;
	} cases[] = {
		{ "module:kvm", "kvm", true },
		{ "module:kvm", "kvm-intel", false },
		{ "module:kvm*", "kvm-intel", true },
		{ "module:kvm-*", "kvm_intel", false },
		{ "module:a,kvm", "kvm", true },
		{ "module:a,b*,c", "bcd", true },
		{ "module:a,b*,c", "cd", false },
		{ "module:a, kvm", "kvm", false },
		{ "module:*", "anything", true },
		{ "module:", "kvm", false },
		{ "module:kvm,", "kvm", true },
		{ "module:kv", "kvm", false },
		{ "kvm", "kvm", false },
		{ "modul:kvm", "kvm", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(namespace_names_module(cases[i].namespace, cases[i].base),
				 cases[i].named);
}

static void test_allowed(void **state)
{
	struct features native = features_of(NATIVE_RELEASE);
	struct features older = features_of(RELEASE(6, 15));
	struct facts facts;

	(void)state;
	facts_init(&facts);
	facts.name = "drivers/a";
	facts_add_namespace(&facts, "NS");
	facts_add_namespace(&facts, "NS");
	assert_int_equal(facts.nr_imported_namespaces, 1);
	assert_true(namespace_is_allowed(&facts, "", &native));
	assert_true(namespace_is_allowed(&facts, "NS", &native));
	assert_false(namespace_is_allowed(&facts, "N", &native));
	assert_true(namespace_is_allowed(&facts, "module:a", &native));
	assert_false(namespace_is_allowed(&facts, "module:a", &older));
	facts_free(&facts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_module_patterns),
		cmocka_unit_test(test_allowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
