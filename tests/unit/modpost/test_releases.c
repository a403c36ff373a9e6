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
	assert_true(linux_6_1.exports_in_ksymtab);
	assert_true(linux_6_1.list_from_stdin);
	assert_true(linux_6_1.suffix_checked_first);
	assert_false(linux_6_1.mismatch_offsets);
	assert_true(feature_is_on(&linux_6_1, 0));
	assert_true(feature_is_on(&linux_6_1, FEATURE(fatal_prefix)));
	assert_false(feature_is_on(&linux_6_5, FEATURE(fatal_prefix)));
	assert_false(linux_6_5.exports_in_ksymtab);
	assert_true(linux_6_5.identity_in_mod_c);
	assert_false(linux_6_12.identity_in_mod_c);
	assert_true(linux_6_12.suffix_checked_first);
	assert_true(linux_6_12.description_on_request);
	assert_false(linux_6_12.dump_file_identity);
	assert_false(linux_6_12.version_options);
	assert_false(linux_6_13.suffix_checked_first);
	assert_true(linux_6_13.dump_file_identity);
	assert_false(linux_6_13.version_options);
	assert_true(linux_6_18.module_namespaces);
	assert_true(linux_6_18.builtin_aliases);
	assert_false(linux_6_18.start_stop_ignored);
	assert_false(linux_6_18.symbol_flags);
	assert_true(native.start_stop_ignored);
	assert_true(native.symbol_flags);
	assert_true(native.description_wanted);
	assert_false(native.description_on_request);
	assert_false(native.suffix_checked_first);
	assert_true(linux_7_2.suffix_checked_first);
	assert_true(linux_7_2.thinlto_objects);
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
		size_t feature;
		const char *column;
	} rows[] = {
#define ROW(name, columns) { FEATURE(name), columns }
		ROW(exports_in_ksymtab, "+------------"),
		ROW(module_by_module, "+------------"),
		ROW(list_from_stdin, "+------------"),
		ROW(fatal_prefix, "+------------"),
		ROW(identity_in_mod_c, "++-----------"),
		ROW(s390_thunks_ignored, "+------------"),
		ROW(memory_init_sections, "+------------"),
		ROW(driver_data_exempt, "+------------"),
		ROW(suffix_checked_first, "+-+--------++"),
		ROW(call_graph_unchecked, "-++++++++++++"),
		ROW(full_addresses, "-++++++++++++"),
		ROW(mismatch_offsets, "-++++++++++++"),
		ROW(modules_option, "-++++++++++++"),
		ROW(trim_options, "-++++++++++++"),
		ROW(description_on_request, "--+++--------"),
		ROW(description_wanted, "-----++++++++"),
		ROW(dump_file_identity, "---++++++++++"),
		ROW(quoted_namespaces, "---++++++++++"),
		ROW(unique_aliases, "---++++++++++"),
		ROW(device_table_errors, "---++++++++++"),
		ROW(plain_table_names, "---++++------"),
		ROW(version_options, "----+++++++++"),
		ROW(crc_zero_padded, "----+++++++++"),
		ROW(no_trim_section, "----+++++++++"),
		ROW(module_namespaces, "------+++++++"),
		ROW(builtin_aliases, "-------++++++"),
		ROW(start_stop_ignored, "--------+++++"),
		ROW(probe_data_exempt, "+++++++++----"),
		ROW(symbol_flags, "----------+++"),
		ROW(llvm_ops_exempt, "-----------++"),
		ROW(thinlto_objects, "-----------++"),
		ROW(coverage_unchecked, "-----------++"),
		ROW(module_first, "------------+"),
#undef ROW
	};
	struct features seen = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		*(bool *)((char *)&seen + rows[i].feature) = true;
		assert_int_equal(strlen(rows[i].column), ARRAY_SIZE(releases));
		for (size_t j = 0; j < ARRAY_SIZE(releases); j++) {
			struct features features = features_of(releases[j]);

			if (feature_is_on(&features, rows[i].feature) != (rows[i].column[j] == '+'))
				fail_msg("feature of row %zu in %u.%u", i,
					 RELEASE_MAJOR(releases[j]), RELEASE_MINOR(releases[j]));
		}
	}
	/* None is left out. */
	for (const bool *flag = &seen.exports_in_ksymtab; flag <= &seen.module_first; flag++)
		assert_true(*flag);
}

static void test_since(void **state)
{
	(void)state;
	assert_int_equal(feature_since(FEATURE(modules_option)), RELEASE(6, 5));
	assert_int_equal(feature_since(FEATURE(version_options)), RELEASE(6, 14));
	assert_int_equal(feature_since(FEATURE(symbol_flags)), RELEASE(7, 1));
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
