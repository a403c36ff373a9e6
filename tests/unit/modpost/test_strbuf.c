// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <string.h>

#include "lib/strbuf.h"

static void test_growth(void **state)
{
	struct strbuf buf = { 0 };
	char line[600];

	(void)state;
	memset(line, 'x', sizeof(line) - 1);
	line[sizeof(line) - 1] = '\0';
	strbuf_add(&buf, "a");
	strbuf_printf(&buf, "%d-%s", 7, line);
	strbuf_add_bytes(&buf, "bcd", 2);
	assert_int_equal(buf.len, 1 + 2 + 599 + 2);
	assert_int_equal(strlen(buf.text), buf.len);
	assert_memory_equal(buf.text, "a7-xx", 5);
	assert_string_equal(buf.text + buf.len - 3, "xbc");
	strbuf_free(&buf);
	assert_null(buf.text);
}

static void test_reset(void **state)
{
	struct strbuf buf = { 0 };

	(void)state;
	strbuf_reset(&buf);
	strbuf_add(&buf, "old");
	strbuf_reset(&buf);
	assert_string_equal(buf.text, "");
	strbuf_add(&buf, "n");
	assert_string_equal(buf.text, "n");
	strbuf_free(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_growth),
		cmocka_unit_test(test_reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
