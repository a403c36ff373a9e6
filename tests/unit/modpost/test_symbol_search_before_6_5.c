// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "object_text.h"
#include "symbol_search_before_6_5.h"

static void test_searches(void **state)
{
	struct arena arena = { 0 };
	struct diagnostics diagnostics = { .arena = &arena };
	struct elf_object object;
	struct symbol_search_before_6_5 search;

	(void)state;
	elf_version(EV_CURRENT);
	write_object("a.o", "func a;func b;func .L;alias c b;func $d;");
	assert_int_equal(elf_object_open(&object, "a.o", 0, &diagnostics), ELF_OPENED);
	symbol_search_before_6_5_init(&search, &object);
	/* The last one of equals; labels of compilers count, mapping symbols do not. */
	assert_int_equal(symbol_search_last_below(&search, 1, 9), 4);
	assert_int_equal(symbol_search_last_below(&search, 1, 1000), 3);
	/* The first one of equals, less than 20 away, also from a negative address. */
	assert_int_equal(symbol_search_around(&search, 1, -4, 20), 1);
	assert_int_equal(symbol_search_around(&search, 1, -20, 20), 0);
	assert_int_equal(symbol_search_around(&search, 1, 4, 20), 1);
	assert_int_equal(symbol_search_around(&search, 1, 9, 20), 2);
	assert_int_equal(symbol_search_around(&search, 1, 35, 20), 3);
	assert_int_equal(symbol_search_around(&search, 1, 36, 20), 0);
	assert_int_equal(symbol_search_around(&search, 1, INT64_MAX, 20), 0);
	symbol_search_before_6_5_free(&search);
	elf_object_close(&object);
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_searches),
	};

	return cmocka_run_group_tests(tests, enter_directory, leave_directory);
}
