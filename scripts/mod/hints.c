// SPDX-License-Identifier: GPL-2.0-only
#include "hints.h"

#include <string.h>

#include "hint_search.h"
#include "lib/spelling.h"
#include "lib/text.h"
#include "namespaces.h"

/* In a short name every other letter makes another word. */
#define SHORTEST_MISSPELLED	  5
#define SHORTEST_TWICE_MISSPELLED 10

struct spelled_name {
	const struct exported_symbol *export;
	uint64_t letters;
	size_t len;
};

static const char *module_file(struct run *run, const struct module *module)
{
	return arena_printf(&run->modules.arena, "%s%s", module->name, module_suffix(module));
}

/* Before there was -M, exports were always read. */
static bool exports_were_read(const struct run *run)
{
	return has_feature(&run->options->features, FEATURE_EXPORTS_IN_KSYMTAB) ||
	       run->options->modules_enabled;
}

/* Those of vmlinux, from its object or from a dump, and of all objects. */
static bool all_exports_are_known(const struct run *run)
{
	bool has_vmlinux = false;

	for (const struct module *module = run->modules.first; module; module = module->next)
		has_vmlinux |= module->is_vmlinux;
	for (size_t i = 0; i < run->nr_facts; i++) {
		if (run->facts[i].result != FACTS_COMPLETE)
			return false;
	}
	return has_vmlinux;
}

static void prepare(struct run *run)
{
	struct hints *hints = &run->hints;

	if (hints->is_ready)
		return;
	hints->is_ready = true;
	hints->all_exports_known = all_exports_are_known(run);
	missing_collect(run, &hints->missing);
	for (const struct module *module = run->modules.first; module; module = module->next) {
		for (const struct exported_symbol *export = module->exports; export;
		     export = export->next)
			*array_push(hints->names, hints->nr_names, hints->names_capacity) =
				(struct spelled_name){ .export = export,
						       .letters = spelling_letters(export->name),
						       .len = strlen(export->name) };
	}
}

/* The one export whose name is nearest; NULL if none is near or several are. */
static const struct exported_symbol *find_misspelled(const struct hints *hints, const char *name)
{
	uint64_t letters = spelling_letters(name);
	const struct exported_symbol *nearest = NULL;
	size_t len = strlen(name);
	unsigned int least = SPELLING_MAX + 1;
	bool is_unique = false;

	if (len < SHORTEST_MISSPELLED)
		return NULL;
	if (len < SHORTEST_TWICE_MISSPELLED)
		least = 2;

	for (size_t i = 0; i < hints->nr_names; i++) {
		const struct spelled_name *other = &hints->names[i];
		unsigned int distance = spelling_bound(letters, other->letters);

		if (distance <= least)
			distance = spelling_distance(name, len, other->export->name, other->len);
		if (distance < least) {
			least = distance;
			nearest = other->export;
			is_unique = true;
		} else if (nearest && distance == least &&
			   strcmp(nearest->name, other->export->name)) {
			is_unique = false;
		}
	}
	return is_unique ? nearest : NULL;
}

/* Only generated code wants these from elsewhere: from the module itself. */
static bool is_want_of_mod_c(const struct module *module, const char *name)
{
	return name_is_of_mod_c(module->name) &&
	       (!strcmp(name, "init_module") || !strcmp(name, "cleanup_module"));
}

void hint_undefined(struct run *run, const struct module *module, const char *name)
{
	const struct missing_symbol *symbol;
	const struct exported_symbol *misspelled;

	if (run->options->no_hints)
		return;
	if (run->options->features.native && is_want_of_mod_c(module, name)) {
		report(&run->reporter, MSG_HINT_GENERATED, module->name);
		return;
	}
	if (!exports_were_read(run))
		return;
	prepare(run);

	symbol = hash_table_find(&run->hints.missing, name);
	if (symbol && symbol->has_record)
		return;
	if (symbol && symbol->definer)
		report(&run->reporter, MSG_HINT_NOT_EXPORTED, module_file(run, symbol->definer));
	else if (symbol && symbol->unlisted)
		report(&run->reporter, MSG_HINT_NOT_LISTED, symbol->unlisted);
	else if (symbol && symbol->old_exporter)
		report(&run->reporter, MSG_HINT_OLD_DUMP, symbol->old_exporter,
		       strcmp(symbol->old_exporter, "vmlinux") ? ".ko" : "",
		       run->options->dump_out);
	else if (run->hints.all_exports_known &&
		 (misspelled = find_misspelled(&run->hints, name)) != NULL)
		report(&run->reporter, MSG_HINT_SPELLING, misspelled->name,
		       module_file(run, misspelled->module));
}

void hint_namespace(struct run *run, const struct module *module,
		    const struct exported_symbol *export)
{
	const struct features *features = &run->options->features;
	const char *exporter, *literal = export->namespace;

	if (run->options->no_hints)
		return;
	exporter = module_file(run, export->module);
	if (has_feature(features, FEATURE_MODULE_NAMESPACES) &&
	    is_module_namespace(export->namespace)) {
		report(&run->reporter, MSG_HINT_MODULE_NAMESPACE, exporter, export->namespace);
		return;
	}
	if (has_feature(features, FEATURE_QUOTED_NAMESPACES))
		literal = arena_printf(&run->modules.arena, "\"%s\"", export->namespace);
	report(&run->reporter, MSG_HINT_NAMESPACE, exporter, literal, path_base(module->name));
}

void hint_gpl_only(struct run *run, const struct exported_symbol *export)
{
	if (!run->options->no_hints)
		report(&run->reporter, MSG_HINT_GPL_ONLY, module_file(run, export->module));
}
