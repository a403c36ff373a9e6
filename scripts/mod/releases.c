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
static const struct {
	enum feature feature;
	unsigned int since, until;
} feature_table[] = {
	{ FEATURE_EXPORTS_IN_KSYMTAB, 0, RELEASE(6, 5) },
	{ FEATURE_MODULE_BY_MODULE, 0, RELEASE(6, 5) },
	{ FEATURE_LIST_FROM_STDIN, 0, RELEASE(6, 2) },
	{ FEATURE_FATAL_PREFIX, 0, RELEASE(6, 5) },
	{ FEATURE_IDENTITY_IN_MOD_C, 0, RELEASE(6, 12) },
	{ FEATURE_S390_THUNKS_IGNORED, 0, RELEASE(6, 5) },
	{ FEATURE_MEMORY_INIT_SECTIONS, 0, RELEASE(6, 5) },
	{ FEATURE_CALL_GRAPH_UNCHECKED, RELEASE(6, 5), NEVER },
	{ FEATURE_FULL_ADDRESSES, RELEASE(6, 5), NEVER },
	{ FEATURE_MISMATCH_OFFSETS, RELEASE(6, 5), NEVER },
	{ FEATURE_SUFFIX_CHECKED_FIRST, RELEASE(6, 1), RELEASE(6, 2) },
	{ FEATURE_SUFFIX_CHECKED_FIRST, RELEASE(6, 12), RELEASE(6, 13) },
	{ FEATURE_SUFFIX_CHECKED_FIRST, RELEASE(7, 2), NEVER },
	{ FEATURE_DESCRIPTION_ON_REQUEST, RELEASE(6, 12), RELEASE(6, 15) },
	{ FEATURE_DUMP_FILE_IDENTITY, RELEASE(6, 13), NEVER },
	{ FEATURE_UNIQUE_ALIASES, RELEASE(6, 13), NEVER },
	{ FEATURE_DEVICE_TABLE_ERRORS, RELEASE(6, 13), NEVER },
	{ FEATURE_OLD_TABLE_NAMES, 0, RELEASE(6, 17) },
	{ FEATURE_PLAIN_TABLE_NAMES, RELEASE(6, 13), RELEASE(6, 18) },
	{ FEATURE_QUOTED_NAMESPACES, RELEASE(6, 13), NEVER },
	{ FEATURE_MODULES_OPTION, RELEASE(6, 5), NEVER },
	{ FEATURE_TRIM_OPTIONS, RELEASE(6, 5), NEVER },
	{ FEATURE_VERSION_OPTIONS, RELEASE(6, 14), NEVER },
	{ FEATURE_CRC_ZERO_PADDED, RELEASE(6, 14), NEVER },
	{ FEATURE_NO_TRIM_SECTION, RELEASE(6, 14), NEVER },
	{ FEATURE_DESCRIPTION_WANTED, RELEASE(6, 15), NEVER },
	{ FEATURE_MODULE_NAMESPACES, RELEASE(6, 16), NEVER },
	{ FEATURE_BUILTIN_ALIASES, RELEASE(6, 18), NEVER },
	{ FEATURE_START_STOP_IGNORED, RELEASE(6, 19), NEVER },
	{ FEATURE_SYMBOL_FLAGS, RELEASE(7, 1), NEVER },
	{ FEATURE_PROBE_DATA_EXEMPT, 0, RELEASE(7, 0) },
	{ FEATURE_LLVM_OPS_EXEMPT, RELEASE(7, 2), NEVER },
	{ FEATURE_THINLTO_OBJECTS, RELEASE(7, 2), NEVER },
	{ FEATURE_COVERAGE_UNCHECKED, RELEASE(7, 2), NEVER },
	{ FEATURE_MODULE_FIRST, RELEASE(7, 3), NEVER },
};

struct features features_of(unsigned int release)
{
	struct features features = { .release = release };

	for (size_t i = 0; i < ARRAY_SIZE(feature_table); i++) {
		if (release >= feature_table[i].since && release < feature_table[i].until)
			features.on[feature_table[i].feature] = true;
	}
	return features;
}

unsigned int feature_since(enum feature feature)
{
	size_t i = 0;

	while (feature_table[i].feature != feature)
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
