// SPDX-License-Identifier: GPL-2.0-only
/* The digest of source versions, against values of the kernel's own tool. */
#include "test.h"

#include <string.h>

#include "lib/md4.h"

static void digest(const char *text, size_t repeat, char *digits)
{
	struct md4 md4;

	md4_init(&md4);
	while (repeat--)
		md4_add(&md4, text, strlen(text));
	md4_finish(&md4, digits, 23);
}

static void test_digests(void **state)
{
	static const struct {
		const char *text;
		size_t repeat;
		const char *digits;
	} cases[] = {
		{ "", 0, "533BB7E5866E52F63B9ACCB" },
		{ "a", 1, "1A1C2309CD43C3BC1F43982" },
		{ "a", 55, "A3A507B5D5E1CFEF2DF8D33" },
		{ "a", 56, "C16C8516C4D1B82DA6AD2F3" },
		{ "a", 63, "EDD0DB0D9AB261E961A0B10" },
		{ "a", 64, "4509708AE7D5BBB54159607" },
		{ "a", 65, "DFC7DA6C66F3A09DF838435" },
		{ "a", 120, "374037F44F37776D7CF9791" },
		{ "a", 128, "2C9E0462E7ACA639B83A2B3" },
		{ "intr;", 1, "98A6A0B25D9A0F29D04F5A0" },
		{ "intx;inty;", 1, "89BAC0E796C49EFE875302F" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char digits[24];

		digest(cases[i].text, cases[i].repeat, digits);
		assert_string_equal(digits, cases[i].digits);
	}
}

/* However the bytes come. */
static void test_pieces(void **state)
{
	char text[200], whole[33], pieces[33];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = 'a' + i % 23;
	for (size_t len = 0; len <= sizeof(text); len++) {
		for (size_t piece = 1; piece <= len; piece++) {
			struct md4 md4;

			md4_init(&md4);
			md4_add(&md4, text, len);
			md4_finish(&md4, whole, 32);
			md4_init(&md4);
			for (size_t at = 0; at < len; at += piece)
				md4_add(&md4, text + at, len - at < piece ? len - at : piece);
			md4_finish(&md4, pieces, 32);
			assert_string_equal(whole, pieces);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_digests),
		cmocka_unit_test(test_pieces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
