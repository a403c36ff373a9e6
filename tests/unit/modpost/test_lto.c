// SPDX-License-Identifier: GPL-2.0-only
/* What holds code for link-time optimization, and nothing else. */
#include "test.h"

#include <string.h>

#include "elf_object.h"
#include "object_text.h"
#include "read.h"

static void test_bitcode(void **state)
{
	static const char bitcode[] = "BC\xc0\xde\x35", wrapper[] = "\xde\xc0\x17\x0b";
	static const char swapped[] = "\x0b\x17\xc0\xde", text[] = "BC";

	(void)state;
	assert_true(lto_is_bitcode(bitcode, 5));
	assert_true(lto_is_bitcode(bitcode, 4));
	assert_false(lto_is_bitcode(bitcode, 3));
	assert_true(lto_is_bitcode(wrapper, 4));
	assert_false(lto_is_bitcode(swapped, 4));
	assert_false(lto_is_bitcode(text, 2));
	assert_false(lto_is_bitcode(NULL, 0));
}

static void test_slim(void **state)
{
	static const struct {
		const char *text;
		bool is_slim;
	} cases[] = {
		{ "data d;common __gnu_lto_slim;", true },
		{ "class 32;big;common __gnu_lto_slim;", true },
		{ "data d;common __gnu_lto_v1;", false }, /* with -ffat-lto-objects */
		{ "data d;common __gnu_lto_slimmer;common c;", false },
		{ "use __gnu_lto_slim;", false },
	};

	(void)state;
	elf_version(EV_CURRENT);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct diagnostics diagnostics = { 0 };
		struct elf_object object;

		write_object("a.o", cases[i].text);
		assert_int_equal(elf_object_open(&object, "a.o", 0, &diagnostics), ELF_OPENED);
		assert_int_equal(lto_is_slim(&object), cases[i].is_slim);
		elf_object_close(&object);
	}
}

/* One line, and nothing about what the object does not have because of it. */
static void test_read(void **state)
{
	struct options options = { .features = features_of(NATIVE_RELEASE) };
	struct facts facts;

	(void)state;
	elf_version(EV_CURRENT);
	write_object("a.o", "common __gnu_lto_slim;");
	read_object(&facts, "a.o", &options);
	assert_int_equal(facts.result, FACTS_COMPLETE);
	facts_free(&facts);

	options.features.native = true;
	read_object(&facts, "a.o", &options);
	assert_int_equal(facts.result, FACTS_FAILED);
	assert_int_equal(facts.diagnostics.nr, 1);
	assert_string_equal(
		facts.diagnostics.items[0].text,
		"a.o: intermediate code of GCC's -flto, no machine code: link it first, "
		"or build with -ffat-lto-objects\n");
	facts_free(&facts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bitcode),
		cmocka_unit_test_setup_teardown(test_slim, enter_directory, leave_directory),
		cmocka_unit_test_setup_teardown(test_read, enter_directory, leave_directory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
