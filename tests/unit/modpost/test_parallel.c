// SPDX-License-Identifier: GPL-2.0-only
/* That all work is done, how many threads there are, and which slots of make's they cost. */
#include "test.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "lib/parallel.h"

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
		parallel_run_on(cases[i].nr_threads, cases[i].nr_items, count_item, counts);
		for (size_t item = 0; item < NR; item++)
			assert_int_equal(counts[item], item < cases[i].nr_items);
	}
}

static void test_processors(void **state)
{
	(void)state;
	assert_true(parallel_processors() >= 1);
}

#define SLOTS "abcd"

/* What items of work find: the slots that nobody has, and how many items there are. */
struct findings {
	int pipe;
	atomic_int fewest, items;
};

static int free_slots(int fd)
{
	int nr = 0;

	ioctl(fd, FIONREAD, &nr);
	return nr;
}

static void look(void *context, size_t item)
{
	struct findings *findings = context;
	int nr = free_slots(findings->pipe), fewest = atomic_load(&findings->fewest);

	(void)item;
	while (nr < fewest && !atomic_compare_exchange_weak(&findings->fewest, &fewest, nr))
		;
	atomic_fetch_add(&findings->items, 1);
}

/* How many slots are taken for @nr_items. */
static int taken(unsigned int jobs, const char *format, size_t nr_items)
{
	struct findings findings = { .fewest = strlen(SLOTS) };
	char makeflags[128], slots[8] = "";
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], SLOTS, strlen(SLOTS)), strlen(SLOTS));
	snprintf(makeflags, sizeof(makeflags), format, ends[0], ends[1]);
	setenv("MAKEFLAGS", makeflags, true);
	findings.pipe = ends[0];

	/* As reading and writing do. */
	for (int i = 0; i < 2; i++) {
		parallel_run(jobs, nr_items, look, &findings);
		assert_int_equal(free_slots(ends[0]), strlen(SLOTS));
	}
	assert_int_equal(findings.items, 2 * nr_items);
	assert_int_equal(read(ends[0], slots, sizeof(slots) - 1), strlen(SLOTS));
	for (const char *slot = SLOTS; *slot; slot++)
		assert_non_null(strchr(slots, *slot));
	close(ends[0]);
	close(ends[1]);
	unsetenv("MAKEFLAGS");
	return strlen(SLOTS) - findings.fewest;
}

static void test_slots(void **state)
{
	static const char connected[] = " -j5 --jobserver-auth=%d,%d";
	int most = parallel_processors() - 1;

	(void)state;
	if (most > (int)strlen(SLOTS))
		most = strlen(SLOTS);
	assert_int_equal(taken(0, connected, 1000), most);
	/* Too few items to share. */
	assert_int_equal(taken(0, connected, 15), 0);
	assert_int_equal(taken(0, connected, 0), 0);
	/* --jobs=N asks nobody. */
	assert_int_equal(taken(2, connected, 1000), 0);
	assert_int_equal(taken(0, " -j1", 1000), 0);
	assert_int_equal(taken(0, " -j", 1000), 0);
}

static void add_one(void *context)
{
	atomic_fetch_add((atomic_int *)context, 1);
}

static void add_ten(void *context)
{
	atomic_fetch_add((atomic_int *)context, 10);
}

static void test_both(void **state)
{
	atomic_int sum = 0;

	(void)state;
	parallel_run_both(1, add_one, add_ten, &sum);
	assert_int_equal(sum, 11);
	parallel_run_both(2, add_one, add_ten, &sum);
	assert_int_equal(sum, 22);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_item_once),
		cmocka_unit_test(test_processors),
		cmocka_unit_test(test_slots),
		cmocka_unit_test(test_both),
	};

	/* A read that waits would do so for ever. */
	alarm(60);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
