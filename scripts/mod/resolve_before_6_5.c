// SPDX-License-Identifier: GPL-2.0-only
#include "resolve_before_6_5.h"

/* @module: who says so. */
static void set_namespace(struct run *run, struct module *module, const char *name,
			  const char *namespace)
{
	struct exported_symbol *export = modules_find_export(&run->modules, name);

	if (export)
		export->namespace = namespace;
	else
		report_for(run, module, MSG_NAMESPACE_OF_NOTHING, namespace, name);
}

static struct exported_symbol *add_dump_export(struct run *run, struct module *module,
					       const char *name, const char *namespace)
{
	struct exported_symbol *export = resolve_add_export(run, module, name, namespace);

	set_namespace(run, module, name, namespace);
	return export;
}

static void set_namespaces(struct run *run, struct module *module, size_t *next)
{
	const struct facts *facts = module->facts;

	if (!facts->nr_namespaces)
		return;
	resolve_report_until(run, facts, next, facts->nr_diagnostics_before_namespaces);
	for (size_t i = 0; i < facts->nr_namespaces; i++)
		set_namespace(run, module, facts->namespaces[i].name,
			      facts->namespaces[i].namespace);
}

static void hold_imports(struct run *run)
{
	for (struct module *module = run->modules.first; module; module = module->next) {
		module->held.arena = &run->modules.arena;
		run->reporter.held = &module->held;
		resolve_module(run, module);
		run->reporter.held = NULL;
	}
}

const struct resolve_form resolve_form_before_6_5 = {
	.add_dump_export = add_dump_export,
	.set_namespaces = set_namespaces,
	.resolve_imports = hold_imports,
};
