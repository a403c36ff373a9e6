// SPDX-License-Identifier: GPL-2.0-only
#include "mod_contents.h"

#include <stdlib.h>
#include <string.h>

#include "lib/strbuf.h"
#include "lib/text.h"
#include "trim.h"

static const struct {
	const char *name;
	bool is_mark;
	const char *prefix; /* of the paths of modules that have the mark */
} tags[NR_INFO_TAGS] = {
	[INFO_VERMAGIC] = { "vermagic", false, NULL },
	[INFO_NAME] = { "name", false, NULL },
	[INFO_INTREE] = { "intree", true, NULL },
	[INFO_RETPOLINE] = { "retpoline", true, NULL },
	[INFO_STAGING] = { "staging", true, "drivers/staging" },
	[INFO_TEST] = { "test", true, "tools/testing" },
	[INFO_DEPENDS] = { "depends", false, NULL },
	[INFO_ALIAS] = { "alias", false, NULL },
	[INFO_SRCVERSION] = { "srcversion", false, NULL },
};

const char *info_tag_name(enum info_tag tag)
{
	return tags[tag].name;
}

bool info_tag_is_mark(enum info_tag tag)
{
	return tags[tag].is_mark;
}

void mod_contents_set_statements(struct mod_contents *contents, const struct run *run)
{
	contents->says[INFO_VERMAGIC] =
		has_feature(&run->options->features, FEATURE_IDENTITY_IN_MOD_C);
	contents->says[INFO_NAME] = true;
	contents->says[INFO_INTREE] = !run->options->external;
	contents->says[INFO_RETPOLINE] =
		has_feature(&run->options->features, FEATURE_IDENTITY_IN_MOD_C);
	for (size_t i = 0; i < NR_INFO_TAGS; i++) {
		if (tags[i].prefix)
			contents->says[i] = starts_with(contents->name, tags[i].prefix);
	}
}

/* The CRC that import @i has to match; warns if nobody knows it. */
static bool import_crc(const struct module *module, size_t i, uint32_t *crc,
		       struct diagnostics *diagnostics)
{
	const struct exported_symbol *provider = module->providers[i];

	if (!provider)
		return false;
	if (!provider->has_crc)
		diagnose(diagnostics, MSG_NO_CRC, module->facts->imports[i].name, module->name);
	*crc = provider->crc;
	return provider->has_crc;
}

static void collect_versions(struct mod_contents *contents, const struct run *run,
			     const struct module *module, struct diagnostics *diagnostics)
{
	const struct facts *facts = module->facts;
	/* struct modversion_info has 64 bytes, a long among them. */
	size_t limit = facts->is_64bit ? 64 - 8 : 64 - 4;
	uint32_t crc;

	for (size_t i = 0; i < facts->nr_imports; i++) {
		const char *name = facts->imports[i].name;

		if (!import_crc(module, i, &crc, diagnostics))
			continue;
		if (strlen(name) >= limit && run->options->extended_versions)
			continue;
		if (strlen(name) >= limit) {
			diagnose(diagnostics, MSG_LONG_SYMBOL, name, module->name);
			break;
		}
		*array_push(contents->versions, contents->nr_versions,
			    contents->versions_capacity) = (struct mod_version){ name, crc };
	}
}

static void collect_extended(struct mod_contents *contents, const struct module *module,
			     struct diagnostics *diagnostics)
{
	const struct facts *facts = module->facts;
	uint32_t crc;

	for (size_t i = 0; i < facts->nr_imports; i++) {
		if (import_crc(module, i, &crc, diagnostics))
			*array_push(contents->extended, contents->nr_extended,
				    contents->extended_capacity) =
				(struct mod_version){ facts->imports[i].name, crc };
	}
}

static void collect_depends(struct mod_contents *contents, const struct module *module)
{
	const char *separator = "";
	struct strbuf names = { 0 };

	strbuf_add(&names, "");
	for (const struct dependency *dependency = module->depends; dependency;
	     dependency = dependency->next) {
		strbuf_add(&names, separator);
		strbuf_add(&names, path_base(dependency->module->name));
		separator = ",";
	}
	contents->depends = names.text;
}

void mod_contents_collect_exports(struct mod_contents *contents, const struct run *run,
				  const struct module *module, struct diagnostics *diagnostics)
{
	memset(contents, 0, sizeof(*contents));
	contents->name = module->name;
	for (const struct exported_symbol *export = module->exports; export;
	     export = export->next) {
		if (trim_drops(run, export))
			continue;
		*array_push(contents->exports, contents->nr_exports, contents->exports_capacity) =
			export;
		if (run->options->modversions && !export->has_crc)
			diagnose(diagnostics, MSG_NO_VERSION, export->name, module->name,
				 module_suffix(module));
	}
}

void mod_contents_collect(struct mod_contents *contents, const struct run *run,
			  const struct module *module, struct diagnostics *diagnostics)
{
	const struct facts *facts = module->facts;

	mod_contents_collect_exports(contents, run, module, diagnostics);
	contents->is_64bit = facts->is_64bit;
	contents->has_init = facts->has_init;
	contents->has_exit = facts->has_exit;
	contents->srcversion = facts->srcversion;
	contents->aliases = facts->aliases;
	contents->nr_aliases = facts->nr_aliases;
	mod_contents_set_statements(contents, run);
	if (run->options->basic_versions)
		collect_versions(contents, run, module, diagnostics);
	if (run->options->extended_versions)
		collect_extended(contents, module, diagnostics);
	collect_depends(contents, module);
}

void mod_contents_free(struct mod_contents *contents)
{
	free(contents->exports);
	free(contents->versions);
	free(contents->extended);
	free(contents->depends);
	memset(contents, 0, sizeof(*contents));
}
