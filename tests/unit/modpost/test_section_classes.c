// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "section_classes.h"

#define ALL SECTION_ALL_TEXT

static void test_names(void **state)
{
	static const struct {
		const char *name;
		unsigned int classes;
	} cases[] = {
		{ "", 0 },
		{ ".text", SECTION_TEXT | ALL },
		{ ".text.unlikely", SECTION_TEXT | ALL },
		{ ".textual", 0 },
		{ ".noinstr.text", SECTION_TEXT | ALL },
		{ ".ltext.x", SECTION_TEXT | ALL },
		{ ".head.text", ALL },
		{ ".fixup", ALL },
		{ ".data", SECTION_DATA },
		{ ".data.rel", SECTION_DATA },
		{ ".data.rel.ro", 0 },
		{ ".data..read_mostly", 0 },
		{ ".init.text", SECTION_INIT | SECTION_INIT_TEXT | ALL },
		{ ".init.data", SECTION_INIT | SECTION_INIT_DATA },
		{ ".init.setup", SECTION_INIT | SECTION_INIT_DATA },
		{ ".init.ramfs", SECTION_INIT },
		{ ".init", 0 },
		{ ".initcall6.init", 0 },
		{ ".exit.text", SECTION_EXIT | ALL },
		{ ".exit.data", SECTION_EXIT },
		{ ".exitcall.exit", 0 },
		{ ".meminit.text", 0 },
		{ ".pci_fixup_final", SECTION_PCI_FIXUP },
		{ ".pci_fixup", 0 },
		{ "__ex_table", SECTION_EX_TABLE },
		{ ".altinstr_replacement", SECTION_ALT_REPLACEMENT },
		{ ".altinstructions", 0 },
		{ ".debug_info", SECTION_UNCHECKED },
		{ ".comment", SECTION_UNCHECKED },
		{ ".note.GNU-stack", SECTION_UNCHECKED },
		{ ".discard.reachable", SECTION_UNCHECKED },
		{ ".discard", 0 },
		{ ".pdr", SECTION_UNCHECKED },
		{ ".pdr2", 0 },
		{ ".llvm.call-graph-profile", SECTION_UNCHECKED },
		{ ".rodata", 0 },
		{ ".bss", 0 },
	};

	struct features native = features_of(NATIVE_RELEASE);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		if (section_classes_of(cases[i].name, &native) != cases[i].classes)
			fail_msg("%s: %x", cases[i].name,
				 section_classes_of(cases[i].name, &native));
	}
}

static void test_names_of_older_releases(void **state)
{
	struct features older = features_of(RELEASE(6, 1));

	(void)state;
	assert_int_equal(section_classes_of(".meminit.text", &older), SECTION_MEMORY_INIT | ALL);
	assert_int_equal(section_classes_of(".meminit.data", &older),
			 SECTION_MEMORY_INIT | SECTION_INIT_DATA);
	assert_int_equal(section_classes_of("___ksymtab_gpl+f", &older), SECTION_KSYMTAB);
	assert_int_equal(section_classes_of(".llvm.call-graph-profile", &older), 0);
}

static void test_names_of_later_releases(void **state)
{
	static const char *const names[] = { "__llvm_covfun", "__llvm_covmap", ".klp.symid" };
	struct features earlier = features_of(RELEASE(7, 1));
	struct features later = features_of(RELEASE(7, 2));

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		assert_int_equal(section_classes_of(names[i], &earlier), 0);
		assert_int_equal(section_classes_of(names[i], &later), SECTION_UNCHECKED);
	}
	assert_int_equal(section_classes_of("__llvm_covnames", &later), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_names_of_older_releases),
		cmocka_unit_test(test_names_of_later_releases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
