// SPDX-License-Identifier: GPL-2.0-only
#include "releases.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"

#define NEVER RELEASE(1000, 0)

/*
 * Releases from @since on and before @until have the feature. Long-term releases took some back. What is only known
 * to be so in 6.1 and otherwise in 6.12 is taken for a part of the rewrite for .export_symbol.
 */
static const struct feature {
	size_t flag;
	unsigned int since, until;
} feature_table[] = {
	{ FEATURE(exports_in_ksymtab), 0, RELEASE(6, 5) },
	{ FEATURE(module_by_module), 0, RELEASE(6, 5) },
	{ FEATURE(list_from_stdin), 0, RELEASE(6, 2) },
	{ FEATURE(fatal_prefix), 0, RELEASE(6, 5) },
	{ FEATURE(identity_in_mod_c), 0, RELEASE(6, 12) },
	{ FEATURE(s390_thunks_ignored), 0, RELEASE(6, 5) },
	{ FEATURE(memory_init_sections), 0, RELEASE(6, 5) },
	{ FEATURE(call_graph_unchecked), RELEASE(6, 5), NEVER },
	{ FEATURE(full_addresses), RELEASE(6, 5), NEVER },
	{ FEATURE(mismatch_offsets), RELEASE(6, 5), NEVER },
	{ FEATURE(driver_data_exempt), 0, RELEASE(6, 5) },
	{ FEATURE(suffix_checked_first), RELEASE(6, 1), RELEASE(6, 2) },
	{ FEATURE(suffix_checked_first), RELEASE(6, 12), RELEASE(6, 13) },
	{ FEATURE(suffix_checked_first), RELEASE(7, 2), NEVER },
	{ FEATURE(description_on_request), RELEASE(6, 12), RELEASE(6, 15) },
	{ FEATURE(dump_file_identity), RELEASE(6, 13), NEVER },
	{ FEATURE(unique_aliases), RELEASE(6, 13), NEVER },
	{ FEATURE(device_table_errors), RELEASE(6, 13), NEVER },
	{ FEATURE(plain_table_names), RELEASE(6, 13), RELEASE(6, 18) },
	{ FEATURE(quoted_namespaces), RELEASE(6, 13), NEVER },
	{ FEATURE(modules_option), RELEASE(6, 5), NEVER },
	{ FEATURE(trim_options), RELEASE(6, 5), NEVER },
	{ FEATURE(version_options), RELEASE(6, 14), NEVER },
	{ FEATURE(crc_zero_padded), RELEASE(6, 14), NEVER },
	{ FEATURE(no_trim_section), RELEASE(6, 14), NEVER },
	{ FEATURE(description_wanted), RELEASE(6, 15), NEVER },
	{ FEATURE(module_namespaces), RELEASE(6, 16), NEVER },
	{ FEATURE(builtin_aliases), RELEASE(6, 18), NEVER },
	{ FEATURE(start_stop_ignored), RELEASE(6, 19), NEVER },
	{ FEATURE(symbol_flags), RELEASE(7, 1), NEVER },
	{ FEATURE(probe_data_exempt), 0, RELEASE(7, 0) },
	{ FEATURE(llvm_ops_exempt), RELEASE(7, 2), NEVER },
	{ FEATURE(thinlto_objects), RELEASE(7, 2), NEVER },
	{ FEATURE(coverage_unchecked), RELEASE(7, 2), NEVER },
	{ FEATURE(module_first), RELEASE(7, 3), NEVER },
};

struct features features_of(unsigned int release)
{
	struct features features = { .release = release };

	for (size_t i = 0; i < ARRAY_SIZE(feature_table); i++) {
		const struct feature *feature = &feature_table[i];

		if (release >= feature->since && release < feature->until)
			*(bool *)((char *)&features + feature->flag) = true;
	}
	return features;
}

unsigned int feature_since(size_t feature)
{
	size_t i = 0;

	while (feature_table[i].flag != feature)
		i++;
	return feature_table[i].since;
}

static bool read_number(const char **text, unsigned int *number)
{
	const char *start = *text;

	*number = 0;
	while (**text >= '0' && **text <= '9' && *number < 1000)
		*number = *number * 10 + (*(*text)++ - '0');
	return *text != start && *number < 1000;
}

unsigned int release_parse(const char *text, bool exact)
{
	unsigned int major, minor;

	if (exact && !strcmp(text, "native"))
		return NATIVE_RELEASE;
	if (!read_number(&text, &major) || *text++ != '.' || !read_number(&text, &minor))
		return 0;
	return exact && *text ? 0 : RELEASE(major, minor);
}
