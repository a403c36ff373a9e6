// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <string.h>

#include "lib/pool.h"
#include "lib/parallel.h"

static void test_pieces(void **state)
{
	struct pool pool;
	char *first, *second;

	(void)state;
	pool_init(&pool, 4096);
	first = pool_take(&pool, 3);
	second = pool_take(&pool, 100);
	assert_non_null(first);
	assert_non_null(second);
	assert_true(second >= first + 3);
	assert_int_equal((uintptr_t)second % _Alignof(max_align_t), 0);
	assert_int_equal(second[99], 0);
	pool_free(&pool);
}

static void test_nothing_left(void **state)
{
	struct pool pool;

	(void)state;
	pool_init(&pool, 4096);
	assert_null(pool_take(&pool, 4097));
	assert_null(pool_take(&pool, SIZE_MAX));
	assert_non_null(pool_take(&pool, 4096));
	assert_null(pool_take(&pool, 1));
	assert_null(pool_take(&pool, 1));
	pool_free(&pool);
	pool_init(&pool, 0);
	assert_null(pool_take(&pool, 1));
	pool_free(&pool);
}

static void take_and_fill(void *context, size_t item)
{
	unsigned char **pieces = context;
	struct pool *pool = (struct pool *)pieces[0];

	pieces[item + 1] = pool_take(pool, 16);
	memset(pieces[item + 1], item, 16);
}

static void test_threads(void **state)
{
	unsigned char *pieces[201];
	struct pool pool;

	(void)state;
	pool_init(&pool, 200 * 16);
	pieces[0] = (unsigned char *)&pool;
	parallel_run_on(4, 200, take_and_fill, pieces);
	for (size_t i = 0; i < 200; i++) {
		for (size_t j = 0; j < 16; j++)
			assert_int_equal(pieces[i + 1][j], i);
	}
	pool_free(&pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_nothing_left),
		cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
