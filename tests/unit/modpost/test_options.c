// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"

/* Options from a line of words, in memory that lives until the next call. */
static enum options_result parse(struct options *options, const char *line,
				 const char *kernelversion)
{
	static char copy[512];
	static char *argv[32];
	int argc = 1;

	snprintf(copy, sizeof(copy), "%s", line);
	argv[0] = "modpost";
	for (char *word = strtok(copy, " "); word; word = strtok(NULL, " "))
		argv[argc++] = word;
	argv[argc] = NULL;
	return options_parse(options, argc, argv, kernelversion);
}

static void test_switches(void **state)
{
	static const struct {
		const char *line;
		size_t field;
	} cases[] = {
#define SWITCH(line, name) { line, offsetof(struct options, name) }
		SWITCH("-e", external),
		SWITCH("-M", modules_enabled),
		SWITCH("-m", modversions),
		SWITCH("-b", basic_versions),
		SWITCH("-x", extended_versions),
		SWITCH("-n", ignore_missing),
		SWITCH("-a", all_srcversions),
		SWITCH("-t", trim_unused),
		SWITCH("-W", extra_warnings),
		SWITCH("-w", warn_unresolved),
		SWITCH("-E", mismatch_fatal),
		SWITCH("-N", allow_missing_namespaces),
		SWITCH("--keep-going", keep_going),
		SWITCH("--all-undefined", all_undefined),
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct options options;
		int set = 0;

		assert_int_equal(parse(&options, cases[i].line, NULL), OPTIONS_RUN);
		for (size_t j = 0; j < ARRAY_SIZE(cases); j++)
			set += *(bool *)((char *)&options + cases[j].field);
		assert_int_equal(set, 1);
		assert_true(*(bool *)((char *)&options + cases[i].field));
		options_free(&options);
	}
}

static void test_bundled_and_permuted(void **state)
{
	struct options options;

	(void)state;
	assert_int_equal(parse(&options, "x.o -mMT list y.o -ofirst -o second -- -z.o", NULL),
			 OPTIONS_RUN);
	assert_true(options.modversions && options.modules_enabled);
	assert_string_equal(options.object_list, "list");
	assert_string_equal(options.dump_out, "second");
	assert_null(options.report);
	assert_int_equal(options.nr_objects, 3);
	assert_string_equal(options.objects[0], "x.o");
	assert_string_equal(options.objects[1], "y.o");
	assert_string_equal(options.objects[2], "-z.o");
	options_free(&options);
}

static void test_all_dumps_count(void **state)
{
	struct options options;

	(void)state;
	assert_int_equal(parse(&options, "-i a -ib -mi c", NULL), OPTIONS_RUN);
	assert_int_equal(options.nr_dumps_in, 3);
	assert_string_equal(options.dumps_in[0], "a");
	assert_string_equal(options.dumps_in[1], "b");
	assert_string_equal(options.dumps_in[2], "c");
	options_free(&options);
}

static void test_release(void **state)
{
	static const struct {
		const char *line, *kernelversion;
		unsigned int release; /* 0: refused */
		bool native;
	} cases[] = {
		{ "", NULL, NATIVE_RELEASE, true },
		{ "", "", NATIVE_RELEASE, true },
		{ "", "6.12.113", RELEASE(6, 12), false },
		{ "--abi=native", "6.12.113", NATIVE_RELEASE, true },
		{ "--abi=7.1", NULL, RELEASE(7, 1), false },
		{ "", "7.1.4", RELEASE(7, 1), false },
		{ "--abi=native --abi=7.1", NULL, RELEASE(7, 1), false },
		{ "--abi 6.18", "6.12.113", RELEASE(6, 18), false },
		{ "--abi=6.14 --abi=6.12", NULL, RELEASE(6, 12), false },
		{ "-o --abi=6.18 --abi=6.12", NULL, RELEASE(6, 12), false },
		{ "--abi=6.1", NULL, RELEASE(6, 1), false },
		{ "--abi=5.10", NULL, 0, false },
		{ "--abi=six", NULL, 0, false },
		{ "", "6.1.90", RELEASE(6, 1), false },
		{ "", "none", 0, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct options options;
		enum options_result result = parse(&options, cases[i].line, cases[i].kernelversion);

		assert_int_equal(result, cases[i].release ? OPTIONS_RUN : OPTIONS_BAD);
		if (cases[i].release) {
			assert_int_equal(options.features.release, cases[i].release);
			assert_int_equal(options.features.native, cases[i].native);
		}
		options_free(&options);
	}
}

static void test_versions_follow_the_release(void **state)
{
	struct options options;

	(void)state;
	assert_int_equal(parse(&options, "-m --abi=6.12", NULL), OPTIONS_RUN);
	assert_true(options.basic_versions);
	options_free(&options);
	assert_int_equal(parse(&options, "-m --abi=6.14", NULL), OPTIONS_RUN);
	assert_false(options.basic_versions);
	options_free(&options);
	assert_int_equal(parse(&options, "-x --abi=6.12", NULL), OPTIONS_BAD);
	options_free(&options);
}

static void test_jobs(void **state)
{
	static const struct {
		const char *line;
		unsigned int jobs; /* 0: refused */
	} cases[] = {
		{ "--jobs=1", 1 },
		{ "--jobs 12", 12 },
		{ "--jobs=0", 0 },
		{ "--jobs=-1", 0 },
		{ "--jobs=x", 0 },
		{ "--jobs=2x", 0 },
		{ "--jobs=99999999999999999999", 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct options options;

		assert_int_equal(parse(&options, cases[i].line, NULL),
				 cases[i].jobs ? OPTIONS_RUN : OPTIONS_BAD);
		if (cases[i].jobs)
			assert_int_equal(options.jobs, cases[i].jobs);
		options_free(&options);
	}
}

static void test_questions(void **state)
{
	struct options options;

	(void)state;
	assert_int_equal(parse(&options, "--help", "nonsense"), OPTIONS_DONE);
	options_free(&options);
	assert_int_equal(parse(&options, "-m --version -q", NULL), OPTIONS_DONE);
	options_free(&options);
	assert_int_equal(parse(&options, "--unknown", NULL), OPTIONS_BAD);
	options_free(&options);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_switches),
		cmocka_unit_test(test_bundled_and_permuted),
		cmocka_unit_test(test_all_dumps_count),
		cmocka_unit_test(test_release),
		cmocka_unit_test(test_versions_follow_the_release),
		cmocka_unit_test(test_jobs),
		cmocka_unit_test(test_questions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
