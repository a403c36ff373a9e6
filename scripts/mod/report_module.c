// SPDX-License-Identifier: GPL-2.0-only
/* The members of an object stand in lines of their own, and so do the items of long arrays: differences show well. */
#include "report_module.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/json.h"
#include "modinfo.h"
#include "report_object.h"
#include "trim.h"

static bool is_listed(const struct run *run, const struct exported_symbol *export)
{
	return export->module->facts ? !trim_drops(run, export) : export->is_used;
}

bool report_has_module(const struct module *module)
{
	const struct exported_symbol *export = module->exports;

	if (module->facts)
		return true;
	while (export && !export->is_used)
		export = export->next;
	return export != NULL;
}

static void add_name(struct strbuf *out, const char *name)
{
	strbuf_add(out, ",\n \"");
	strbuf_add(out, name);
	strbuf_add(out, "\": ");
}

static void add_string(struct strbuf *out, const char *name, const char *value)
{
	add_name(out, name);
	json_add_string(out, value);
}

static void add_bool(struct strbuf *out, const char *name, bool value)
{
	add_name(out, name);
	strbuf_add(out, value ? "true" : "false");
}

/* "" for an item that is the first one; @is_first is false from then on. */
static void add_separator(struct strbuf *out, bool *is_first, const char *separator)
{
	if (!*is_first)
		strbuf_add(out, separator);
	*is_first = false;
}

static void add_exports(struct strbuf *out, const struct run *run, const struct module *module)
{
	bool is_first = true;

	add_name(out, "exports");
	strbuf_add(out, "[");
	for (const struct exported_symbol *export = module->exports; export;
	     export = export->next) {
		if (!is_listed(run, export))
			continue;
		add_separator(out, &is_first, ",");
		strbuf_add(out, "\n  {\"name\": ");
		json_add_string(out, export->name);
		strbuf_add(out, ", \"crc\": ");
		if (export->has_crc) {
			strbuf_add(out, "\"");
			strbuf_add_hex(out, export->crc);
			strbuf_add(out, "\"");
		} else {
			strbuf_add(out, "null");
		}
		strbuf_add(out, ", \"gpl_only\": ");
		strbuf_add(out, export->gpl_only ? "true" : "false");
		strbuf_add(out, ", \"namespace\": ");
		json_add_string(out, *export->namespace ? export->namespace : NULL);
		strbuf_add(out, "}");
	}
	strbuf_add(out, "]");
}

struct report_import {
	const struct module *provider; /* NULL: nobody exports it */
	const char *name;
	bool is_weak;
};

/* By provider in the order of the run, those of nobody last. */
static int compare_groups(const struct report_import *a, const struct report_import *b)
{
	size_t number_a = a->provider ? a->provider->number : SIZE_MAX;
	size_t number_b = b->provider ? b->provider->number : SIZE_MAX;

	if (number_a != number_b)
		return number_a < number_b ? -1 : 1;
	return a->is_weak - b->is_weak;
}

static int compare_imports(const void *a, const void *b)
{
	const struct report_import *import_a = a, *import_b = b;
	int order = compare_groups(import_a, import_b);

	return order ? order : strcmp(import_a->name, import_b->name);
}

static struct report_import *sort_imports(const struct module *module)
{
	const struct facts *facts = module->facts;
	struct report_import *imports = xmalloc_array(facts->nr_imports, sizeof(*imports));

	for (size_t i = 0; i < facts->nr_imports; i++) {
		const struct exported_symbol *provider = module->providers[i];

		imports[i].provider = provider ? provider->module : NULL;
		imports[i].name = facts->imports[i].name;
		imports[i].is_weak = facts->imports[i].is_weak;
	}
	if (facts->nr_imports)
		qsort(imports, facts->nr_imports, sizeof(*imports), compare_imports);
	return imports;
}

static void begin_group(struct strbuf *out, const struct report_import *import)
{
	strbuf_add(out, "\n  {\"provider\": ");
	json_add_string(out, import->provider ? import->provider->name : NULL);
	strbuf_add(out, ", \"weak\": ");
	strbuf_add(out, import->is_weak ? "true" : "false");
	strbuf_add(out, ", \"symbols\": [");
}

static void add_imports(struct strbuf *out, const struct module *module)
{
	size_t nr = module->providers ? module->facts->nr_imports : 0;
	struct report_import *imports = nr ? sort_imports(module) : NULL;

	add_name(out, "imports");
	strbuf_add(out, "[");
	for (size_t i = 0; i < nr; i++) {
		if (i && !compare_imports(&imports[i], &imports[i - 1]))
			continue;
		if (i && !compare_groups(&imports[i], &imports[i - 1])) {
			strbuf_add(out, ", ");
		} else {
			strbuf_add(out, i ? "]}," : "");
			begin_group(out, &imports[i]);
		}
		json_add_string(out, imports[i].name);
	}
	strbuf_add(out, nr ? "]}]" : "]");
	free(imports);
}

static void add_depends(struct strbuf *out, const struct module *module)
{
	bool is_first = true;

	add_name(out, "depends");
	strbuf_add(out, "[");
	for (const struct dependency *dependency = module->depends; dependency;
	     dependency = dependency->next) {
		add_separator(out, &is_first, ", ");
		json_add_string(out, dependency->module->name);
	}
	strbuf_add(out, "]");
}

static void add_namespaces(struct strbuf *out, const struct facts *facts)
{
	bool is_first = true;

	add_name(out, "namespaces");
	strbuf_add(out, "[");
	for (size_t i = 0; facts && i < facts->nr_imported_namespaces; i++) {
		add_separator(out, &is_first, ", ");
		json_add_string(out, facts->imported_namespaces[i]);
	}
	strbuf_add(out, "]");
}

static bool add_modinfo_values(struct strbuf *out, const struct elf_object *object, const char *tag,
			       const char *separator)
{
	const char *value = NULL;
	bool is_first = true;

	while (object && (value = modinfo_next(object, tag, value)) != NULL) {
		add_separator(out, &is_first, separator);
		json_add_string(out, value);
	}
	return is_first;
}

/* MODULE_ALIAS() of its sources, then what device tables say. Those of vmlinux belong to modules that are built in. */
static void add_aliases(struct strbuf *out, const struct elf_object *object,
			const struct facts *facts)
{
	bool is_first;

	add_name(out, "aliases");
	strbuf_add(out, "[");
	is_first = add_modinfo_values(out, object, "alias", ", ");
	for (size_t i = 0; facts && i < facts->nr_aliases; i++) {
		if (facts->aliases[i].owner)
			continue;
		add_separator(out, &is_first, ", ");
		json_add_string(out, facts->aliases[i].text);
	}
	strbuf_add(out, "]");
}

static void add_sections(struct strbuf *out, const struct report_object *object)
{
	static const char *const kinds[NR_SECTION_KINDS] = {
		[SECTION_CODE] = "code",
		[SECTION_READ_ONLY] = "read_only",
		[SECTION_DATA] = "data",
		[SECTION_BSS] = "bss",
		[SECTION_NOT_LOADED] = "not_loaded",
	};

	add_name(out, "sections");
	strbuf_add(out, "{");
	for (size_t kind = 0; kind < NR_SECTION_KINDS; kind++) {
		strbuf_printf(out, "%s\n  \"%s\": {", kind ? "," : "", kinds[kind]);
		for (size_t i = 0; object && i < object->sections[kind].nr; i++) {
			const struct report_section *section = &object->sections[kind].items[i];

			strbuf_add(out, i ? ", " : "");
			json_add_string(out, section->name);
			strbuf_printf(out, ": %" PRIu64, section->size);
		}
		strbuf_add(out, "}");
	}
	strbuf_add(out, "}");
}

/* A module of a dump has none of this. */
static void add_modinfo(struct strbuf *out, const struct elf_object *object)
{
	add_name(out, "license");
	strbuf_add(out, "[");
	add_modinfo_values(out, object, "license", ", ");
	strbuf_add(out, "]");
	add_string(out, "description", object ? modinfo_next(object, "description", NULL) : NULL);
	add_string(out, "version", object ? modinfo_next(object, "version", NULL) : NULL);
}

static void add_module(const struct run *run, const struct module *module, struct strbuf *out,
		       const struct report_object *object)
{
	const struct facts *facts = module->facts;
	const struct elf_object *elf = object ? &object->elf : NULL;

	strbuf_add(out, "{\"name\": ");
	json_add_string(out, module->name);
	add_string(out, "object", facts ? facts->inputs[0].path : NULL);
	add_bool(out, "failed", module->failed);
	add_modinfo(out, elf);
	add_string(out, "srcversion", facts ? facts->srcversion : NULL);
	add_exports(out, run, module);
	add_imports(out, module);
	add_depends(out, module);
	add_namespaces(out, facts);
	add_aliases(out, elf, facts);
	add_sections(out, object);
	strbuf_add(out, "}");
}

bool report_module_write(const struct run *run, const struct module *module, struct strbuf *out,
			 struct diagnostics *diagnostics)
{
	struct report_object object;

	if (!module->facts) {
		add_module(run, module, out, NULL);
		return true;
	}
	if (!report_object_open(&object, module->facts, diagnostics))
		return false;
	add_module(run, module, out, &object);
	report_object_close(&object);
	return true;
}
