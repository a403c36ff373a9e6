// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <string.h>

#include "modinfo.h"

/* An object whose only section has these bytes; @after is what follows in the file. */
static struct elf_object object_of(struct elf_section *sections, char *bytes, size_t len,
				   size_t after)
{
	struct elf_object object = { .path = "a.o",
				     .image = bytes,
				     .image_size = len + after,
				     .sections = sections,
				     .nr_sections = 2,
				     .modinfo = 1 };

	memset(sections, 0, 2 * sizeof(*sections));
	sections[1] = (struct elf_section){ .name = ".modinfo", .type = SHT_PROGBITS, .size = len };
	return object;
}

static void test_values(void **state)
{
	static char bytes[] = "\0\0license=GPL\0licensex=A\0xlicense=B\0license\0\0\0"
			      "import_ns=\0license=\0import_ns=N";
	static const struct {
		const char *tag;
		const char *values[3];
	} cases[] = {
		{ "license", { "GPL", "" } },
		{ "import_ns", { "", "N" } },
		{ "version", { NULL } },
		{ "licens", { NULL } },
	};
	struct elf_section sections[2];
	struct elf_object object = object_of(sections, bytes, sizeof(bytes), 0);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *value = NULL;

		for (size_t j = 0; cases[i].values[j]; j++) {
			value = modinfo_next(&object, cases[i].tag, value);
			assert_non_null(value);
			assert_string_equal(value, cases[i].values[j]);
		}
		assert_null(modinfo_next(&object, cases[i].tag, value));
	}
	object.modinfo = 0;
	assert_null(modinfo_next(&object, "license", NULL));
}

static void test_termination(void **state)
{
	struct arena arena = { 0 };
	struct diagnostics diagnostics = { .arena = &arena };
	struct elf_section sections[2];
	struct elf_object object;
	static char padded[] = "a=b\0";
	static char followed[] = "a=bcd";

	(void)state;
	object = object_of(sections, padded, 4, 0);
	assert_true(elf_object_strings_end(&object, 1));
	/* Unterminated, but the padding is as good as a terminator. */
	object = object_of(sections, padded, 3, 1);
	assert_true(elf_object_strings_end(&object, 1));

	object = object_of(sections, followed, 3, 2);
	object.diagnostics = &diagnostics;
	assert_false(elf_object_strings_end(&object, 1));
	object = object_of(sections, followed, 5, 0);
	object.diagnostics = &diagnostics;
	assert_false(elf_object_strings_end(&object, 1));
	assert_string_equal(diagnostics.items[0].text,
			    "a.o: the last string in section .modinfo is not terminated\n");
	diagnostics_free(&diagnostics);
	arena_free(&arena);
}

static void test_license_compatibility(void **state)
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
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_termination),
		cmocka_unit_test(test_license_compatibility),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
