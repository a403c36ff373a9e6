// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "symversions.h"

static void test_lines(void **state)
{
	static const struct {
		const char *text;
		const char *name; /* NULL: no version found */
		uint32_t crc;
	} cases[] = {
		{ "\n#SYMVER d 0xdeadbeef\n", "d", 0xdeadbeef },
		{ "\n#SYMVER d 0755\n", "d", 0755 },
		{ "\n#SYMVER d 123\n", "d", 123 },
		{ "\n#SYMVER d 0x123456789\n", "d", 0x23456789 },
		{ "\n#SYMVER d 0\n", "d", 0 },
		{ "\n#SYMVER .d 0x1\n", ".d", 1 },
		{ "\n#SYMVER d 0x1", NULL, 0 },
		{ "\n#SYMVER d 0x1 \n", NULL, 0 },
		{ "\n#SYMVER d -1\n", NULL, 0 },
		{ "\n#SYMVER d  1\n", NULL, 0 },
		{ "\n#SYMVER d\n", NULL, 0 },
		{ "\n#SYMVER d x\n", NULL, 0 },
		{ "#SYMVER d 0x1\n", NULL, 0 },
		{ " #SYMVER d 0x1\n", NULL, 0 },
		{ "", NULL, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct facts facts;

		facts_init(&facts);
		symversions_scan(cases[i].text, &facts);
		assert_int_equal(facts.nr_crcs, cases[i].name ? 1 : 0);
		if (cases[i].name) {
			assert_string_equal(facts.crcs[0].name, cases[i].name);
			assert_int_equal(facts.crcs[0].crc, cases[i].crc);
		}
		facts_free(&facts);
	}
}

static void test_all_lines_in_order(void **state)
{
	struct facts facts;

	(void)state;
	facts_init(&facts);
	symversions_scan("cmd\n#SYMVER a 0x1\n#SYMVER b 2\nx\n#SYMVER a 0x3\n", &facts);
	assert_int_equal(facts.nr_crcs, 3);
	assert_string_equal(facts.crcs[1].name, "b");
	assert_int_equal(facts.crcs[2].crc, 3);
	facts_free(&facts);
}

static void test_cmd_paths(void **state)
{
	static const struct {
		const char *object;
		unsigned int release;
		const char *path;
	} cases[] = {
		{ "a.o", NATIVE_RELEASE, ".a.o.cmd" },
		{ "d/e/a.o", NATIVE_RELEASE, "d/e/.a.o.cmd" },
		{ "lib/lib.a", NATIVE_RELEASE, "lib/.lib.a.cmd" },
		{ "d/a.o", RELEASE(7, 2), "d/.a.o.cmd" },
		{ "d/a.thinlto-native.o", RELEASE(7, 2), "d/.a.o.cmd" },
		{ "lib/lib.a", RELEASE(7, 2), "lib/.lib.o.cmd" },
		{ "x", RELEASE(7, 2), "..o.cmd" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct features features = features_of(cases[i].release);
		struct strbuf path = { 0 };

		symversions_cmd_path(&path, cases[i].object, &features);
		assert_string_equal(path.text, cases[i].path);
		strbuf_free(&path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_all_lines_in_order),
		cmocka_unit_test(test_cmd_paths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
