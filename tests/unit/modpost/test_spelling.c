// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <string.h>

#include "lib/spelling.h"

static unsigned int distance(const char *a, const char *b)
{
	unsigned int there = spelling_distance(a, strlen(a), b, strlen(b));

	assert_int_equal(spelling_distance(b, strlen(b), a, strlen(a)), there);
	/* The bound may never rule out what is near. */
	assert_true(spelling_bound(spelling_letters(a), spelling_letters(b)) <= there ||
		    there > SPELLING_MAX);
	return there;
}

static void test_near(void **state)
{
	(void)state;
	assert_int_equal(distance("", ""), 0);
	assert_int_equal(distance("", "a"), 1);
	assert_int_equal(distance("", "ab"), 2);
	assert_int_equal(distance("kfree", "kfree"), 0);
	assert_int_equal(distance("kfree", "kfre"), 1);
	assert_int_equal(distance("kfree", "kfrees"), 1);
	assert_int_equal(distance("kfree", "lfree"), 1);
	assert_int_equal(distance("kfree", "kfere"), 1);
	assert_int_equal(distance("kfree", "fkree"), 1);
	assert_int_equal(distance("kfree", "fkere"), 2);
	assert_int_equal(distance("kfree", "free_"), 2);
	assert_int_equal(distance("kfree", "__kfree"), 2);
	assert_int_equal(distance("kfree__", "kfree"), 2);
	assert_int_equal(distance("register_device", "regsiter_devices"), 2);
}

static void test_far(void **state)
{
	char longest[600];

	(void)state;
	assert_true(distance("", "abc") > SPELLING_MAX);
	assert_true(distance("kfree", "vmap") > SPELLING_MAX);
	assert_true(distance("kfree", "kf") > SPELLING_MAX);
	assert_true(distance("kfree", "abckfree") > SPELLING_MAX);
	assert_true(distance("abcdefgh", "hgfedcba") > SPELLING_MAX);
	assert_true(distance("register_device", "unregister_device") <= SPELLING_MAX);
	assert_true(distance("register_device", "deregister_devices") > SPELLING_MAX);

	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	assert_true(distance(longest, longest) > SPELLING_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_near),
		cmocka_unit_test(test_far),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
