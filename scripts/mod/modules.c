// SPDX-License-Identifier: GPL-2.0-only
#include "modules.h"

#include <string.h>

void modules_init(struct modules *modules)
{
	memset(modules, 0, sizeof(*modules));
	modules->end = &modules->first;
}

void modules_free(struct modules *modules)
{
	for (struct module *module = modules->first; module; module = module->next)
		diagnostics_free(&module->held);
	for (size_t i = 0; i < modules->dumps.size; i++) {
		if (modules->dumps.slots[i].value)
			hash_table_free(modules->dumps.slots[i].value);
	}
	hash_table_free(&modules->dumps);
	hash_table_free(&modules->exports);
	arena_free(&modules->arena);
}

struct module *modules_add(struct modules *modules, const char *name, const struct facts *facts)
{
	struct module *module = arena_zeroed(&modules->arena, 1, sizeof(*module));

	module->name = name;
	module->facts = facts;
	module->number = modules->nr++;
	module->is_vmlinux = !strcmp(name, "vmlinux");
	module->exports_end = &module->exports;
	module->depends_end = &module->depends;
	module->missing_namespaces_end = &module->missing_namespaces;
	*modules->end = module;
	modules->end = &module->next;
	return module;
}

struct module *modules_of_dump(struct modules *modules, const char *dump, const char *name)
{
	void **names = hash_table_place(&modules->dumps, dump);
	void **module;

	if (!*names)
		*names = arena_zeroed(&modules->arena, 1, sizeof(struct hash_table));
	module = hash_table_place(*names, name);
	if (!*module)
		*module = modules_add(modules, name, NULL);
	return *module;
}

const char *module_suffix(const struct module *module)
{
	return module->is_vmlinux ? "" : ".ko";
}

static const char *without_dot(const char *name)
{
	return *name == '.' ? name + 1 : name;
}

struct exported_symbol *modules_find_export(const struct modules *modules, const char *name)
{
	return hash_table_find(&modules->exports, without_dot(name));
}

uint32_t export_hash(const char *name)
{
	return hash_table_hash(without_dot(name));
}

struct exported_symbol *modules_find_export_hashed(const struct modules *modules, const char *name,
						   uint32_t hash)
{
	return hash_table_find_hashed(&modules->exports, without_dot(name), hash);
}

struct exported_symbol *modules_add_export(struct modules *modules, struct module *module,
					   const char *name, const char *namespace)
{
	struct exported_symbol *export = arena_zeroed(&modules->arena, 1, sizeof(*export));
	void **newest = hash_table_place(&modules->exports, name);

	export->name = name;
	export->namespace = namespace;
	export->module = module;
	export->older = *newest;
	*newest = export;
	*module->exports_end = export;
	module->exports_end = &export->next;
	return export;
}
