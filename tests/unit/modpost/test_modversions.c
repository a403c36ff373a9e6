// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "modversions.h"

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
		modversions_scan(cases[i].text, &facts);
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
	modversions_scan("cmd\n#SYMVER a 0x1\n#SYMVER b 2\nx\n#SYMVER a 0x3\n", &facts);
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

		modversions_cmd_path(&path, cases[i].object, &features);
		assert_string_equal(path.text, cases[i].path);
		strbuf_free(&path);
	}
}

/* What was kept is not read: there is no such file. */
static void test_kept_lines(void **state)
{
	struct features features = features_of(NATIVE_RELEASE);
	struct hash_table crc_lines = { 0 };
	struct facts facts;

	(void)state;
	write_file("m.mod", "d/a.o\nd/b.o\nd/c.o\n");
	write_file("d/.b.o.cmd", "cmd\n#SYMVER b 0x2\n");
	facts_init(&facts);
	facts.name = "m";
	modversions_keep_lines(&crc_lines, "d/.a.o.cmd", "cmd\n#SYMVER a 0x1\n\nmore\n", &facts);
	modversions_keep_lines(&crc_lines, "d/.c.o.cmd", "cmd\n", &facts);
	assert_true(modversions_read(&features, &facts, &crc_lines));
	assert_int_equal(facts.nr_crcs, 2);
	assert_string_equal(facts.crcs[0].name, "a");
	assert_string_equal(facts.crcs[1].name, "b");
	facts_free(&facts);
	hash_table_free(&crc_lines);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_all_lines_in_order),
		cmocka_unit_test(test_cmd_paths),
		cmocka_unit_test_setup_teardown(test_kept_lines, enter_directory, leave_directory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
