// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <stdatomic.h>
#include <string.h>

#include "lib/workers.h"

#define NR 1000

static void count_item(void *context, size_t item)
{
	atomic_int *counts = context;

	atomic_fetch_add(&counts[item], 1);
}

static void test_each_item_once(void **state)
{
	static const struct {
		size_t nr_items;
		unsigned int nr_threads;
	} cases[] = { { NR, 1 }, { NR, 2 }, { NR, 8 }, { 3, 8 }, { 1, 1 }, { 0, 1 }, { 0, 4 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		static atomic_int counts[NR];

		memset(counts, 0, sizeof(counts));
		workers_run(cases[i].nr_items, cases[i].nr_threads, count_item, counts);
		for (size_t item = 0; item < NR; item++)
			assert_int_equal(counts[item], item < cases[i].nr_items);
	}
}

static void test_processors(void **state)
{
	(void)state;
	assert_true(workers_processors() >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_item_once),
		cmocka_unit_test(test_processors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
