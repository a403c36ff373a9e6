// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <stdio.h>

#include "lib/hash_table.h"

#define NR 5000

static void test_many_keys(void **state)
{
	static char keys[NR][16];
	struct hash_table table = { 0 };

	(void)state;
	assert_null(hash_table_find(&table, "key 0"));
	for (int i = 0; i < NR; i++) {
		snprintf(keys[i], sizeof(keys[i]), "key %d", i);
		assert_null(*hash_table_place(&table, keys[i]));
		*hash_table_place(&table, keys[i]) = keys[i];
	}
	assert_int_equal(table.nr, NR);
	for (int i = 0; i < NR; i++) {
		char same[16];

		snprintf(same, sizeof(same), "key %d", i);
		assert_ptr_equal(hash_table_find(&table, same), keys[i]);
	}
	assert_null(hash_table_find(&table, "key"));
	hash_table_free(&table);
	assert_null(hash_table_find(&table, "key 0"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_many_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
