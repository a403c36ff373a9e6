// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <string.h>

#include "releases.h"

static void test_parse(void **state)
{
	static const struct {
		const char *text;
		bool exact;
		unsigned int release;
	} cases[] = {
		{ "6.12", true, RELEASE(6, 12) },
		{ "native", true, NATIVE_RELEASE },
		{ "10.0", true, RELEASE(10, 0) },
		{ "6.12.1", true, 0 },
		{ "6.12.113", false, RELEASE(6, 12) },
		{ "7.1.0-rc3", false, RELEASE(7, 1) },
		{ "6.5", false, RELEASE(6, 5) },
		{ "native", false, 0 },
		{ "", true, 0 },
		{ "6", true, 0 },
		{ "6.", true, 0 },
		{ ".1", true, 0 },
		{ "v6.12", true, 0 },
		{ "6.x", false, 0 },
		{ "99999999999999999999.1", true, 0 },
		{ "6.99999999999999999999", true, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(release_parse(cases[i].text, cases[i].exact), cases[i].release);
}

static void test_feature_ranges(void **state)
{
	struct features linux_6_1 = features_of(RELEASE(6, 1));
	struct features linux_6_5 = features_of(RELEASE(6, 5));
	struct features linux_6_12 = features_of(RELEASE(6, 12));
	struct features linux_6_13 = features_of(RELEASE(6, 13));
	struct features linux_6_18 = features_of(RELEASE(6, 18));
	struct features native = features_of(NATIVE_RELEASE);
	struct features linux_7_2 = features_of(RELEASE(7, 2));

	(void)state;
	assert_true(has_feature(&linux_6_1, FEATURE_EXPORTS_IN_KSYMTAB));
	assert_true(has_feature(&linux_6_1, FEATURE_LIST_FROM_STDIN));
	assert_true(has_feature(&linux_6_1, FEATURE_SUFFIX_CHECKED_FIRST));
	assert_false(has_feature(&linux_6_1, FEATURE_MISMATCH_OFFSETS));
	assert_true(has_feature(&linux_6_1, FEATURE_ALWAYS));
	assert_true(has_feature(&linux_6_1, FEATURE_FATAL_PREFIX));
	assert_false(has_feature(&linux_6_5, FEATURE_FATAL_PREFIX));
	assert_false(has_feature(&linux_6_5, FEATURE_EXPORTS_IN_KSYMTAB));
	assert_true(has_feature(&linux_6_5, FEATURE_IDENTITY_IN_MOD_C));
	assert_false(has_feature(&linux_6_12, FEATURE_IDENTITY_IN_MOD_C));
	assert_true(has_feature(&linux_6_12, FEATURE_SUFFIX_CHECKED_FIRST));
	assert_true(has_feature(&linux_6_12, FEATURE_DESCRIPTION_ON_REQUEST));
	assert_false(has_feature(&linux_6_12, FEATURE_DUMP_FILE_IDENTITY));
	assert_false(has_feature(&linux_6_12, FEATURE_VERSION_OPTIONS));
	assert_false(has_feature(&linux_6_13, FEATURE_SUFFIX_CHECKED_FIRST));
	assert_true(has_feature(&linux_6_13, FEATURE_DUMP_FILE_IDENTITY));
	assert_false(has_feature(&linux_6_13, FEATURE_VERSION_OPTIONS));
	assert_true(has_feature(&linux_6_18, FEATURE_MODULE_NAMESPACES));
	assert_true(has_feature(&linux_6_18, FEATURE_BUILTIN_ALIASES));
	assert_false(has_feature(&linux_6_18, FEATURE_START_STOP_IGNORED));
	assert_false(has_feature(&linux_6_18, FEATURE_SYMBOL_FLAGS));
	assert_true(has_feature(&native, FEATURE_START_STOP_IGNORED));
	assert_true(has_feature(&native, FEATURE_SYMBOL_FLAGS));
	assert_true(has_feature(&native, FEATURE_DESCRIPTION_WANTED));
	assert_false(has_feature(&native, FEATURE_DESCRIPTION_ON_REQUEST));
	assert_false(has_feature(&native, FEATURE_SUFFIX_CHECKED_FIRST));
	assert_true(has_feature(&linux_7_2, FEATURE_SUFFIX_CHECKED_FIRST));
	assert_true(has_feature(&linux_7_2, FEATURE_THINLTO_OBJECTS));
}

/* A row for each feature, a column for each release that came with or without something. */
static void test_all_features(void **state)
{
	static const unsigned int releases[] = {
		RELEASE(6, 1),	RELEASE(6, 5),	RELEASE(6, 12), RELEASE(6, 13), RELEASE(6, 14),
		RELEASE(6, 15), RELEASE(6, 16), RELEASE(6, 18), RELEASE(6, 19), RELEASE(7, 0),
		RELEASE(7, 1),	RELEASE(7, 2),	RELEASE(7, 3),
	};
	static const struct {
		enum feature feature;
		const char *column;
	} rows[] = {
		{ FEATURE_EXPORTS_IN_KSYMTAB, "+------------" },
		{ FEATURE_MODULE_BY_MODULE, "+------------" },
		{ FEATURE_LIST_FROM_STDIN, "+------------" },
		{ FEATURE_FATAL_PREFIX, "+------------" },
		{ FEATURE_IDENTITY_IN_MOD_C, "++-----------" },
		{ FEATURE_S390_THUNKS_IGNORED, "+------------" },
		{ FEATURE_MEMORY_INIT_SECTIONS, "+------------" },
		{ FEATURE_SUFFIX_CHECKED_FIRST, "+-+--------++" },
		{ FEATURE_CALL_GRAPH_UNCHECKED, "-++++++++++++" },
		{ FEATURE_FULL_ADDRESSES, "-++++++++++++" },
		{ FEATURE_MISMATCH_OFFSETS, "-++++++++++++" },
		{ FEATURE_MODULES_OPTION, "-++++++++++++" },
		{ FEATURE_TRIM_OPTIONS, "-++++++++++++" },
		{ FEATURE_DESCRIPTION_ON_REQUEST, "--+++--------" },
		{ FEATURE_DESCRIPTION_WANTED, "-----++++++++" },
		{ FEATURE_DUMP_FILE_IDENTITY, "---++++++++++" },
		{ FEATURE_QUOTED_NAMESPACES, "---++++++++++" },
		{ FEATURE_UNIQUE_ALIASES, "---++++++++++" },
		{ FEATURE_DEVICE_TABLE_ERRORS, "---++++++++++" },
		{ FEATURE_OLD_TABLE_NAMES, "+++++++------" },
		{ FEATURE_PLAIN_TABLE_NAMES, "---++++------" },
		{ FEATURE_VERSION_OPTIONS, "----+++++++++" },
		{ FEATURE_CRC_ZERO_PADDED, "----+++++++++" },
		{ FEATURE_NO_TRIM_SECTION, "----+++++++++" },
		{ FEATURE_MODULE_NAMESPACES, "------+++++++" },
		{ FEATURE_BUILTIN_ALIASES, "-------++++++" },
		{ FEATURE_START_STOP_IGNORED, "--------+++++" },
		{ FEATURE_PROBE_DATA_EXEMPT, "+++++++++----" },
		{ FEATURE_SYMBOL_FLAGS, "----------+++" },
		{ FEATURE_LLVM_OPS_EXEMPT, "-----------++" },
		{ FEATURE_THINLTO_OBJECTS, "-----------++" },
		{ FEATURE_COVERAGE_UNCHECKED, "-----------++" },
		{ FEATURE_MODULE_FIRST, "------------+" },
	};
	struct features seen = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		seen.on[rows[i].feature] = true;
		assert_int_equal(strlen(rows[i].column), ARRAY_SIZE(releases));
		for (size_t j = 0; j < ARRAY_SIZE(releases); j++) {
			struct features features = features_of(releases[j]);

			if (has_feature(&features, rows[i].feature) != (rows[i].column[j] == '+'))
				fail_msg("feature of row %zu in %u.%u", i,
					 RELEASE_MAJOR(releases[j]), RELEASE_MINOR(releases[j]));
		}
	}
	/* None is left out. */
	for (enum feature feature = FEATURE_ALWAYS + 1; feature < NR_FEATURES; feature++)
		assert_true(seen.on[feature]);
}

static void test_since(void **state)
{
	(void)state;
	assert_int_equal(feature_since(FEATURE_MODULES_OPTION), RELEASE(6, 5));
	assert_int_equal(feature_since(FEATURE_VERSION_OPTIONS), RELEASE(6, 14));
	assert_int_equal(feature_since(FEATURE_SYMBOL_FLAGS), RELEASE(7, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_feature_ranges),
		cmocka_unit_test(test_all_features),
		cmocka_unit_test(test_since),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
