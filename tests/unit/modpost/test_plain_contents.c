// SPDX-License-Identifier: GPL-2.0-only
/* Which texts reach an object as they are, and which take a compiler to read. */
#include "test.h"

#include <string.h>

#include "mod_object/plain_contents.h"

static struct symbol_kind symbols[] = {
	{ .name_form = NAME_FIXED, .name = "__this_module" },
	{ .name_form = NAME_EXPORT, .name = "__ksymtab_", .suffix = "" },
	{ .name_form = NAME_EXPORT, .name = "", .suffix = "" },
};
static const struct mod_model model = { .is_64bit = true,
					.words = { .dash = '_' },
					.nr_symbols = ARRAY_SIZE(symbols),
					.symbols = symbols };

static void test_texts(void **state)
{
	static const struct {
		const char *name, *export, *namespace, *version, *extended, *depends, *alias,
			*srcversion;
		const char *reason;
	} cases[] = {
		{ .name = "a/b-c_D9" },
		{ .name = "a b/c" },
		{ .name = "a/b,c", .reason = "its name" },
		{ .name = "a/b.c", .reason = "its name" },
		{ .name = "a/b+", .reason = "its name" },
		{ .name = "a/b\"", .reason = "its name" },
		{ .export = "_f9" },
		{ .export = "9f", .reason = "an exported name is no" },
		{ .export = "f.x", .reason = "an exported name is no" },
		{ .export = "", .reason = "an exported name is no" },
		{ .export = "__this_module", .reason = "an exported name is taken" },
		{ .export = "__ksymtab_f", .reason = "an exported name is taken" },
		{ .export = "__this_module_" },
		{ .namespace = "module:a,b-*" },
		{ .namespace = "N\"", .reason = "a namespace" },
		{ .namespace = "N\\n", .reason = "a namespace" },
		{ .version = ".f.x$" },
		{ .version = "a\\", .reason = "an imported name" },
		{ .extended = "a\n", .reason = "an imported name" },
		{ .depends = "a,b" },
		{ .depends = "a\"", .reason = "a dependency" },
		{ .srcversion = "0123\\", .reason = "a dependency" },
		{ .alias = "a\"b\\c %s ???" },
		{ .alias = "mdio:????0???1*" },
		{ .alias = "a\?\?(", .reason = "an alias" },
		{ .alias = "a??\?/", .reason = "an alias" },
		{ .alias = "a\tb", .reason = "an alias" },
		{ .alias = "\303\244", .reason = "an alias" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct exported_symbol export = {
			.name = cases[i].export ? cases[i].export : "e",
			.namespace = cases[i].namespace ? cases[i].namespace : "",
		};
		const struct exported_symbol *exports[] = { &export };
		struct mod_version version = { .name = cases[i].version };
		struct mod_version extended = { .name = cases[i].extended };
		struct fact_alias alias = { .text = cases[i].alias };
		struct mod_contents contents = {
			.name = cases[i].name ? cases[i].name : "m",
			.is_64bit = true,
			.exports = exports,
			.nr_exports = 1,
			.versions = &version,
			.nr_versions = cases[i].version != NULL,
			.extended = &extended,
			.nr_extended = cases[i].extended != NULL,
			.depends = (char *)(cases[i].depends ? cases[i].depends : ""),
			.aliases = &alias,
			.nr_aliases = cases[i].alias != NULL,
			.srcversion = cases[i].srcversion,
		};
		const char *reason = plain_contents_trouble(&contents, &model);

		if (!reason != !cases[i].reason ||
		    (reason && strncmp(reason, cases[i].reason, strlen(cases[i].reason))))
			fail_msg("case %zu: %s", i, reason ? reason : "taken");
	}
}

static void test_class(void **state)
{
	const struct mod_contents contents = { .name = "m", .depends = (char *)"" };

	(void)state;
	assert_string_equal(plain_contents_trouble(&contents, &model),
			    "it is of another ELF class");
}

/* What the makefiles make of a dash was not seen. */
static void test_unknown_dash(void **state)
{
	struct mod_contents contents = { .name = "a-b/m", .depends = (char *)"" };
	const struct mod_model without = { 0 };

	(void)state;
	assert_null(plain_contents_trouble(&contents, &without));
	contents.name = "a/m-n";
	assert_non_null(plain_contents_trouble(&contents, &without));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_class),
		cmocka_unit_test(test_unknown_dash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
