// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "object_text.h"
#include "symbol_search.h"

static void check_searches(const char *text, const uint64_t (*expected)[2], size_t nr)
{
	struct arena arena = { 0 };
	struct diagnostics diagnostics = { .arena = &arena };
	struct elf_object object;
	struct symbol_search search;

	elf_version(EV_CURRENT);
	write_object("a.o", text);
	assert_int_equal(elf_object_open(&object, "a.o", 0, &diagnostics), ELF_OPENED);
	symbol_search_init(&search, &object);
	for (size_t i = 0; i < nr; i++)
		assert_int_equal(symbol_search_below(&search, 1, expected[i][0]), expected[i][1]);
	assert_int_equal(symbol_search_below(&search, 0, 100), 0);
	symbol_search_free(&search);
	elf_object_close(&object);
	arena_free(&arena);
}

static void test_nearest(void **state)
{
	/* Address, index of the symbol. */
	static const uint64_t expected[][2] = {
		{ 0, 1 }, { 7, 1 }, { 8, 2 }, { 15, 2 }, { 16, 3 }, { 1000, 3 }, { UINT64_MAX, 3 },
	};

	(void)state;
	check_searches("func a;func b;func c;func other .init.text;", expected,
		       ARRAY_SIZE(expected));
}

static void test_names_that_do_not_count(void **state)
{
	static const uint64_t expected[][2] = { { 0, 0 }, { 24, 0 }, { 32, 5 }, { 40, 5 } };

	(void)state;
	check_searches("func $x;func .Lx;func L0x;func $;func L1x;func .L;", expected,
		       ARRAY_SIZE(expected));
}

static void test_first_of_equals(void **state)
{
	static const uint64_t expected[][2] = { { 0, 1 }, { 5, 1 }, { 8, 2 }, { 9, 2 } };

	(void)state;
	check_searches("func a;func b;alias c b;alias d a;alias e b;", expected,
		       ARRAY_SIZE(expected));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_names_that_do_not_count),
		cmocka_unit_test(test_first_of_equals),
	};

	return cmocka_run_group_tests(tests, enter_directory, leave_directory);
}
