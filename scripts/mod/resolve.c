// SPDX-License-Identifier: GPL-2.0-only
#include "resolve.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "hints.h"
#include "lib/text.h"
#include "namespaces.h"

/* Of the whole run; the others are only counted. */
#define UNDEFINED_PRINTED 10

struct exported_symbol *resolve_add_export(struct run *run, struct module *module, const char *name,
					   const char *namespace)
{
	const struct exported_symbol *older = modules_find_export(&run->modules, name);

	if (older &&
	    (!run->options->external || older->module->is_vmlinux || older->module == module))
		report_for(run, module, MSG_EXPORTED_TWICE, module->name, name, older->module->name,
			   module_suffix(older->module));
	return modules_add_export(&run->modules, module, name, namespace);
}

void resolve_report_until(struct run *run, const struct facts *facts, size_t *next, size_t end)
{
	while (*next < end)
		report_diagnostic(&run->reporter, &facts->diagnostics.items[(*next)++]);
}

static void set_crcs(struct run *run, const struct module *module)
{
	const struct facts *facts = module->facts;

	for (size_t i = 0; i < facts->nr_crcs; i++) {
		struct exported_symbol *export =
			modules_find_export(&run->modules, facts->crcs[i].name);

		while (export && export->module != module)
			export = export->older;
		if (export) {
			export->crc = facts->crcs[i].crc;
			export->has_crc = true;
		}
	}
}

bool resolve_add_object(struct run *run, const struct facts *facts)
{
	struct module *module = NULL;
	size_t next = 0;

	if (facts->result == FACTS_COMPLETE) {
		module = modules_add(&run->modules, facts->name, facts);
		module->failed = facts->diagnostics.worst >= SEVERITY_ERROR ||
				 (facts->nr_mismatches && run->options->mismatch_fatal);
	}

	/* An export that was taken is reported between the messages of the object. */
	for (size_t i = 0; i < facts->nr_exports; i++) {
		const struct fact_export *fact = &facts->exports[i];
		struct exported_symbol *export;

		resolve_report_until(run, facts, &next, fact->nr_diagnostics);
		if (!module)
			continue;
		export = resolve_add_export(run, module, fact->name, fact->namespace);
		export->gpl_only = fact->gpl_only;
		export->is_function = fact->is_function;
	}
	if (module && run->resolve_form->set_namespaces)
		run->resolve_form->set_namespaces(run, module, &next);
	resolve_report_until(run, facts, &next, facts->diagnostics.nr);

	if (module)
		set_crcs(run, module);
	run->nr_mismatches += facts->nr_mismatches;
	return facts->result != FACTS_FAILED;
}

bool resolve_add_objects(struct run *run)
{
	const char *list = run->options->object_list;

	for (size_t i = 0; i < run->nr_facts; i++) {
		if (!resolve_add_object(run, &run->facts[i]) && !run->options->keep_going)
			return false;
	}
	if (!run->object_list_error)
		return true;

	/* The kernel's tool takes a directory for an empty list; that is worth a whole line. */
	if (run->object_list_error == EISDIR)
		report_system(&run->reporter, list, EISDIR);
	else
		report(&run->reporter, MSG_OBJECT_LIST, list, strerror(run->object_list_error));
	return false;
}

static void report_undefined(struct run *run, struct module *module, const char *name)
{
	const struct options *options = run->options;
	enum severity severity = options->warn_unresolved ? SEVERITY_WARNING : SEVERITY_ERROR;

	if (run->nr_undefined++ < UNDEFINED_PRINTED || options->all_undefined) {
		report_for_as(run, module, severity, MSG_UNDEFINED, name, module->name);
		hint_undefined(run, module, name);
	} else if (severity == SEVERITY_ERROR) {
		module->failed = true;
	}
}

static void note_missing_namespace(struct run *run, struct module *module, const char *name)
{
	struct namespace_name *missing;

	for (missing = module->missing_namespaces; missing; missing = missing->next) {
		if (!strcmp(missing->name, name))
			return;
	}
	missing = arena_alloc(&run->modules.arena, sizeof(*missing));
	missing->name = name;
	missing->next = NULL;
	*module->missing_namespaces_end = missing;
	module->missing_namespaces_end = &missing->next;
}

static void check_use(struct run *run, struct module *module, const struct exported_symbol *export)
{
	const struct options *options = run->options;
	const char *base = path_base(module->name);

	if (!namespace_is_allowed(module->facts, export->namespace, &options->features)) {
		report_for_as(run, module,
			      options->allow_missing_namespaces ? SEVERITY_WARNING : SEVERITY_ERROR,
			      MSG_MISSING_NAMESPACE, base, export->name, export->namespace);
		hint_namespace(run, module, export);
		note_missing_namespace(run, module, export->namespace);
	}
	if (export->gpl_only && !module->facts->is_gpl_compatible) {
		report_for(run, module, MSG_GPL_ONLY, base, export->name);
		hint_gpl_only(run, export);
	}
}

static void note_dependency(struct run *run, struct module *module, struct module *provider)
{
	struct dependency *dependency;

	if (provider->is_vmlinux || provider->counted_by == module)
		return;
	provider->counted_by = module;
	dependency = arena_alloc(&run->modules.arena, sizeof(*dependency));
	dependency->module = provider;
	dependency->next = NULL;
	*module->depends_end = dependency;
	module->depends_end = &dependency->next;
}

static struct exported_symbol *resolve_import(struct run *run, struct module *module,
					      const struct fact_import *import)
{
	uint32_t hash = import->hash ? import->hash : export_hash(import->name);
	struct exported_symbol *export =
		modules_find_export_hashed(&run->modules, import->name, hash);

	if (!export) {
		if (!import->is_weak)
			report_undefined(run, module, import->name);
		return NULL;
	}
	if (export->module == module) {
		report_for(run, module, MSG_NOT_DEFINED_HERE, import->name, module->name);
		return NULL;
	}
	export->is_used = true;
	check_use(run, module, export);
	note_dependency(run, module, export->module);
	return export;
}

/* The name has to fit into struct module beside an address. */
static void check_name_length(struct run *run, struct module *module)
{
	size_t limit = module->facts->is_64bit ? 64 - 8 : 64 - 4;

	if (strlen(path_base(module->name)) >= limit)
		report_for(run, module, MSG_LONG_MODULE_NAME, module->name);
}

static void mark_untrimmable(struct run *run, const struct facts *facts)
{
	for (size_t i = 0; i < facts->nr_no_trim; i++) {
		struct exported_symbol *export =
			modules_find_export(&run->modules, facts->no_trim[i]);

		if (export)
			export->is_used = true;
	}
}

void resolve_module(struct run *run, struct module *module)
{
	const struct facts *facts = module->facts;

	if (!facts)
		return;
	mark_untrimmable(run, facts);
	if (module->is_vmlinux)
		return;

	check_name_length(run, module);
	module->providers =
		arena_array(&run->modules.arena, facts->nr_imports, sizeof(*module->providers));
	for (size_t i = 0; i < facts->nr_imports; i++)
		module->providers[i] = resolve_import(run, module, &facts->imports[i]);
}

void resolve_imports(struct run *run)
{
	for (struct module *module = run->modules.first; module; module = module->next)
		resolve_module(run, module);
}

const struct resolve_form resolve_form = {
	.add_dump_export = resolve_add_export,
	.resolve_imports = resolve_imports,
};

void resolve_report_totals(struct run *run)
{
	char suppressed[24];

	if (run->nr_mismatches && run->options->mismatch_fatal)
		report(&run->reporter, MSG_MISMATCHES);

	if (run->nr_undefined <= UNDEFINED_PRINTED || run->options->all_undefined)
		return;
	snprintf(suppressed, sizeof(suppressed), "%zu", run->nr_undefined - UNDEFINED_PRINTED);
	report(&run->reporter, MSG_SUPPRESSED, suppressed);
}
