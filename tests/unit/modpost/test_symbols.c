// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <stdio.h>

#include "symbols.h"

static void test_suffixes(void **state)
{
	static const struct {
		const char *name, *cut;
	} cases[] = {
		{ "foo", "foo" },
		{ "foo.123", "foo" },
		{ "foo.1.bar", "foo" },
		{ "foo.1.constprop.0", "foo" },
		{ "foo.isra.0", "foo.isra.0" },
		{ "foo.constprop.5", "foo.constprop.5" },
		{ "foo.llvm.99", "foo.llvm.99" },
		{ "foo.12a", "foo.12a" },
		{ ".foo.1", ".foo.1" },
		{ "foo.", "foo." },
		{ "", "" },
		{ ".1", ".1" },
		{ "a.0", "a" },
		{ "init_module.3", "init_module" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char name[64];

		snprintf(name, sizeof(name), "%s", cases[i].name);
		symbol_cut_suffix(name);
		assert_string_equal(name, cases[i].cut);
	}
}

static void test_ignored(void **state)
{
	struct features native = features_of(NATIVE_RELEASE);
	struct features older = features_of(RELEASE(6, 18));
	static const struct {
		const char *name;
		uint16_t machine;
		bool native, older;
	} cases[] = {
		{ "__this_module", EM_X86_64, true, true },
		{ "_GLOBAL_OFFSET_TABLE_", EM_X86_64, true, true },
		{ "__this_module_", EM_X86_64, false, false },
		{ "__start_x", EM_X86_64, true, false },
		{ "__stop_x", EM_S390, true, false },
		{ "__stopx", EM_S390, false, false },
		{ "_restgpr_14", EM_PPC, true, true },
		{ "_restgpr_14", EM_PPC64, false, false },
		{ "_restgpr0_14", EM_PPC64, true, true },
		{ "_restgpr1_14", EM_PPC64, true, true },
		{ "_savevr_20", EM_PPC, true, true },
		{ "_savevr_20", EM_PPC64, true, true },
		{ "_savevr_20", EM_ARM, false, false },
		{ ".TOC.", EM_PPC64, true, true },
		{ ".TOC.x", EM_PPC64, false, false },
		{ "__s390_indirect_jump_r1", EM_S390, false, false },
		{ "printk", EM_X86_64, false, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		assert_int_equal(symbol_is_ignored(cases[i].name, cases[i].machine, &native),
				 cases[i].native);
		assert_int_equal(symbol_is_ignored(cases[i].name, cases[i].machine, &older),
				 cases[i].older);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_suffixes),
		cmocka_unit_test(test_ignored),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
