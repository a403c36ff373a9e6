// SPDX-License-Identifier: GPL-2.0-only
/* Whatever is different has another digest, as far as such a test can tell. */
#include "test.h"

#include <string.h>

#include "lib/digest.h"

enum { LONGEST = 100 };

static void test_each_bit(void **state)
{
	unsigned char bytes[LONGEST];

	(void)state;
	for (size_t i = 0; i < LONGEST; i++)
		bytes[i] = i * 7;
	for (size_t len = 0; len <= LONGEST; len++) {
		uint64_t digest = digest_of(bytes, len);

		for (size_t bit = 0; bit < 8 * len; bit++) {
			bytes[bit / 8] ^= 1 << bit % 8;
			assert_true(digest_of(bytes, len) != digest);
			bytes[bit / 8] ^= 1 << bit % 8;
		}
		assert_true(digest_of(bytes, len) == digest);
	}
}

static void test_each_length(void **state)
{
	static const unsigned char zeros[LONGEST];

	(void)state;
	for (size_t a = 0; a <= LONGEST; a++) {
		for (size_t b = 0; b < a; b++)
			assert_true(digest_of(zeros, a) != digest_of(zeros, b));
	}
}

/* The same words elsewhere */
static void test_order(void **state)
{
	char bytes[LONGEST] = "abcdefgh12345678";
	uint64_t digest = digest_of(bytes, sizeof(bytes));

	(void)state;
	for (size_t at = 8; at + 8 <= LONGEST; at += 8) {
		char other[LONGEST] = { 0 };

		memcpy(other + at, "abcdefgh", 8);
		memcpy(other, "12345678", 8);
		assert_true(digest_of(other, sizeof(other)) != digest);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_bit),
		cmocka_unit_test(test_each_length),
		cmocka_unit_test(test_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
