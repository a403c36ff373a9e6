// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "resolve.h"
#include "symvers.h"

struct fixture {
	struct options options;
	struct run run;
	char *text;
};

static void fixture_init(struct fixture *fixture, const char *text)
{
	memset(fixture, 0, sizeof(*fixture));
	fixture->options.features = features_of(NATIVE_RELEASE);
	fixture->run.options = &fixture->options;
	fixture->run.resolve_form = &resolve_form;
	modules_init(&fixture->run.modules);
	fixture->text = strdup(text);
}

static void fixture_free(struct fixture *fixture)
{
	modules_free(&fixture->run.modules);
	free(fixture->text);
}

static void test_good_lines(void **state)
{
	static const struct {
		const char *line;
		uint32_t crc;
		bool gpl_only;
		const char *module, *namespace;
	} cases[] = {
		{ "0x1234abcd\tsym\tdir/mod\tEXPORT_SYMBOL\t\n", 0x1234abcd, false, "dir/mod", "" },
		{ "0x00000000\tsym\tvmlinux\tEXPORT_SYMBOL_GPL\tNS", 0, true, "vmlinux", "NS" },
		{ "\tsym\tm\tEXPORT_SYMBOL\tN S\tx\n", 0, false, "m", "N S\tx" },
		{ "ff\tsym\tm\tEXPORT_SYMBOL\t\r\n", 0xff, false, "m", "\r" },
		{ " -1\tsym\tm\tEXPORT_SYMBOL\t\n", 0xffffffff, false, "m", "" },
		{ "0x123456789\tsym\tm\tEXPORT_SYMBOL\t\n", 0x23456789, false, "m", "" },
		{ "fffffffffffffffffff\tsym\tm\tEXPORT_SYMBOL\t\n", 0xffffffff, false, "m", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct fixture fixture;
		const struct exported_symbol *export;

		fixture_init(&fixture, cases[i].line);
		assert_true(symvers_parse(&fixture.run, "dump", fixture.text));
		export = modules_find_export(&fixture.run.modules, "sym");
		assert_non_null(export);
		assert_int_equal(export->crc, cases[i].crc);
		assert_true(export->has_crc);
		assert_int_equal(export->gpl_only, cases[i].gpl_only);
		assert_string_equal(export->module->name, cases[i].module);
		assert_string_equal(export->namespace, cases[i].namespace);
		assert_false(fixture.run.reporter.errors);
		fixture_free(&fixture);
	}
}

static void test_bad_lines(void **state)
{
	static const char *const lines[] = {
		"\n",
		"nonsense\n",
		"0x1\tsym\tm\tEXPORT_SYMBOL\n",
		"0x1\t\tm\tEXPORT_SYMBOL\t\n",
		"0x1\tsym\t\tEXPORT_SYMBOL\t\n",
		"0x1z\tsym\tm\tEXPORT_SYMBOL\t\n",
		"0x1 \tsym\tm\tEXPORT_SYMBOL\t\n",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		struct fixture fixture;

		fixture_init(&fixture, lines[i]);
		assert_false(symvers_parse(&fixture.run, "dump", fixture.text));
		assert_true(fixture.run.reporter.errors);
		fixture_free(&fixture);
	}
}

static void test_modules_keep_their_order(void **state)
{
	const struct module *module;
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture, "1\ta\tm\tEXPORT_SYMBOL\t\n"
			       "2\tb\tn\tEXPORT_SYMBOL\t\n"
			       "3\tc\tm\tEXPORT_SYMBOL\t\n");
	assert_true(symvers_parse(&fixture.run, "dump", fixture.text));
	module = fixture.run.modules.first;
	assert_string_equal(module->name, "m");
	assert_string_equal(module->exports->name, "a");
	assert_string_equal(module->exports->next->name, "c");
	assert_null(module->exports->next->next);
	assert_string_equal(module->next->name, "n");
	assert_null(module->next->next);
	fixture_free(&fixture);
}

static void test_writing(void **state)
{
	struct strbuf out = { 0 };
	struct fixture fixture;
	struct exported_symbol *export;
	struct module *module;
	struct facts facts;

	(void)state;
	fixture_init(&fixture, "1\ta\told\tEXPORT_SYMBOL\t\n");
	facts_init(&facts);
	assert_true(symvers_parse(&fixture.run, "dump", fixture.text));
	module = modules_add(&fixture.run.modules, "d/m", &facts);
	export = modules_add_export(&fixture.run.modules, module, "x", "NS");
	export->crc = 0xbeef;
	export->gpl_only = true;
	modules_add_export(&fixture.run.modules, module, "y", "")->is_used = true;

	symvers_write(&fixture.run, &out);
	assert_string_equal(out.text, "0x0000beef\tx\td/m\tEXPORT_SYMBOL_GPL\tNS\n"
				      "0x00000000\ty\td/m\tEXPORT_SYMBOL\t\n");
	strbuf_reset(&out);
	fixture.options.trim_unused = true;
	symvers_write(&fixture.run, &out);
	assert_string_equal(out.text, "0x00000000\ty\td/m\tEXPORT_SYMBOL\t\n");
	strbuf_free(&out);
	facts_free(&facts);
	fixture_free(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good_lines),
		cmocka_unit_test(test_bad_lines),
		cmocka_unit_test(test_modules_keep_their_order),
		cmocka_unit_test(test_writing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
