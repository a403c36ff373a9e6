// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <string.h>

#include "lib/memory.h"
#include "tokens.h"

static void test_c_text(void **state)
{
	static const char *const texts[][2] = {
		{ "int f ( s#a * , t#u32 , ... )", "int f(struct a *, u32, ...)" },
		{ "int ( * f ) ( void )", "int (*f)(void)" },
		{ "char * * a [ E#N ]", "char **a[N]" },
		{ "e#a b : 3 ;", "enum a b : 3;" },
		{ "u#'a b' * c", "union 'a b' *c" },
		{ " \tint\ta  ", "int a" },
		{ "x\001y", "x?y" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		struct tokens tokens = { 0 };
		struct strbuf text = { 0 };

		tokens_add(&tokens, texts[i][0]);
		tokens_add_c_text(&text, tokens.list, 0, tokens.nr);
		assert_string_equal(text.text, texts[i][1]);
		strbuf_free(&text);
		tokens_free(&tokens);
	}
}

static void test_names(void **state)
{
	static const char *const names[][2] = {
		{ "s#a", "struct a" },	{ "u#a", "union a" },	   { "e#a", "enum a" },
		{ "t#a", "typedef a" }, { "E#A", "enumerator A" }, { "a", "a" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct strbuf text = { 0 };

		token_add_c_name(&text, names[i][0]);
		assert_string_equal(text.text, names[i][1]);
		strbuf_free(&text);
	}
}

static void test_groups(void **state)
{
	struct tokens tokens = { 0 };

	(void)state;
	tokens_add(&tokens, "( [ ) ) { } (");
	assert_int_equal(tokens_skip_group(tokens.list, 0, tokens.nr), 4);
	assert_int_equal(tokens_skip_group(tokens.list, 1, tokens.nr), 3);
	assert_int_equal(tokens_skip_group(tokens.list, 4, tokens.nr), 6);
	assert_int_equal(tokens_skip_group(tokens.list, 6, tokens.nr), 7);
	tokens_free(&tokens);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_c_text),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_groups),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
