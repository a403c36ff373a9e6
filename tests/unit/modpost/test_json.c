// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "lib/json.h"

static const struct {
	const char *text, *json;
} cases[] = {
	{ NULL, "null" },
	{ "", "\"\"" },
	{ "printk", "\"printk\"" },
	{ "a\"b\\c", "\"a\\\"b\\\\c\"" },
	{ "\t\n\x01\x1f", "\"\\u0009\\u000a\\u0001\\u001f\"" },
	{ "\x7f", "\"\x7f\"" },
	/* in a page of HTML */
	{ "</script><!--", "\"\\u003c/script>\\u003c!--\"" },
	/* the first and the last of each length */
	{ "\xc2\x80\xdf\xbf", "\"\xc2\x80\xdf\xbf\"" },
	{ "\xe0\xa0\x80\xef\xbf\xbf", "\"\xe0\xa0\x80\xef\xbf\xbf\"" },
	{ "\xed\x9f\xbf\xee\x80\x80", "\"\xed\x9f\xbf\xee\x80\x80\"" },
	{ "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", "\"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\"" },
	/* no UTF-8: a byte of a sequence, longer than needed, surrogates, too large, cut off */
	{ "a\x80z", "\"a\\\\x80z\"" },
	{ "\xc0\xaf", "\"\\\\xc0\\\\xaf\"" },
	{ "\xc1\xbf", "\"\\\\xc1\\\\xbf\"" },
	{ "\xe0\x9f\xbf", "\"\\\\xe0\\\\x9f\\\\xbf\"" },
	{ "\xed\xa0\x80", "\"\\\\xed\\\\xa0\\\\x80\"" },
	{ "\xf0\x8f\xbf\xbf", "\"\\\\xf0\\\\x8f\\\\xbf\\\\xbf\"" },
	{ "\xf4\x90\x80\x80", "\"\\\\xf4\\\\x90\\\\x80\\\\x80\"" },
	{ "\xf5\xff", "\"\\\\xf5\\\\xff\"" },
	{ "\xc3", "\"\\\\xc3\"" },
	{ "\xe2\x82", "\"\\\\xe2\\\\x82\"" },
	{ "\xf0\x9f\x98", "\"\\\\xf0\\\\x9f\\\\x98\"" },
	{ "\xe2\x82g", "\"\\\\xe2\\\\x82g\"" },
};

static void test_strings(void **state)
{
	struct strbuf out = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		strbuf_reset(&out);
		json_add_string(&out, cases[i].text);
		assert_string_equal(out.text, cases[i].json);
	}
	strbuf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_strings) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
