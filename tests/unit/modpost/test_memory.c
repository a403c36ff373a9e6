// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/memory.h"

static void test_array_push(void **state)
{
	size_t nr = 0, capacity = 0;
	int *numbers = NULL;

	(void)state;
	for (int i = 0; i < 1000; i++)
		*array_push(numbers, nr, capacity) = i;
	assert_int_equal(nr, 1000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(numbers[i], i);
	free(numbers);
}

static void test_arena_keeps_everything(void **state)
{
	struct arena arena = { 0 };
	char *strings[2000];
	char text[32];

	(void)state;
	for (int i = 0; i < 2000; i++) {
		snprintf(text, sizeof(text), "string %d", i);
		strings[i] = arena_strdup(&arena, text);
		assert_int_equal((uintptr_t)arena_alloc(&arena, 8) % 8, 0);
	}
	for (int i = 0; i < 2000; i++) {
		snprintf(text, sizeof(text), "string %d", i);
		assert_string_equal(strings[i], text);
	}
	arena_free(&arena);
	assert_null(arena.newest);
}

static void test_arena_large_pieces(void **state)
{
	struct arena arena = { 0 };
	char *first = arena_alloc(&arena, 3000000);
	char *small = arena_strndup(&arena, "abc", 2);
	char *second = arena_alloc(&arena, 3000000);

	(void)state;
	memset(first, 1, 3000000);
	memset(second, 2, 3000000);
	assert_string_equal(small, "ab");
	arena_free(&arena);
}

static void test_arrays_of_zeros(void **state)
{
	struct arena arena = { 0 };
	int *items = xcalloc(1000, sizeof(*items));
	int *others = arena_zeroed(&arena, 1000, sizeof(*others));

	(void)state;
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(items[i] | others[i], 0);
	free(items);
	arena_free(&arena);
	items = xcalloc(0, sizeof(*items));
	assert_non_null(items);
	free(items);
}

/* More than there is: the program ends, and does not get less. */
static void test_too_many_items(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	for (int i = 0; i < 4; i++) {
		const size_t too_many = SIZE_MAX / 8 + 2;
		int status = 0;
		pid_t child;

		fflush(NULL);
		child = fork();
		if (!child) {
			fclose(stderr);
			if (i == 0)
				xmalloc_array(too_many, 8);
			else if (i == 1)
				xcalloc(too_many, 8);
			else if (i == 2)
				arena_array(&arena, too_many, 8);
			else
				arena_zeroed(&arena, too_many, 8);
			_exit(0);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == EXIT_FAILURE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_array_push),
		cmocka_unit_test(test_arena_keeps_everything),
		cmocka_unit_test(test_arena_large_pieces),
		cmocka_unit_test(test_arrays_of_zeros),
		cmocka_unit_test(test_too_many_items),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
