// SPDX-License-Identifier: GPL-2.0-only
#include "export_records.h"

#include <string.h>

#include "lib/text.h"
#include "relocation.h"

#define LABEL_PREFIX "__export_symbol_"

static bool is_function(const struct elf_object *object, const GElf_Sym *symbol)
{
	int type = GELF_ST_TYPE(symbol->st_info);

	if (type == STT_FUNC)
		return true;
	/* Function descriptors (millicode) of 64-bit PA-RISC. */
	return object->is_64bit && object->machine == EM_PARISC && type == STT_LOPROC;
}

static void add_export(struct facts *facts, const char *name, const char *license,
		       const char *namespace, bool function)
{
	struct fact_export *export =
		array_push(facts->exports, facts->nr_exports, facts->exports_capacity);

	export->name = arena_strdup(&facts->arena, name);
	export->namespace = *namespace ? arena_strdup(&facts->arena, namespace) : "";
	export->gpl_only = *license;
	export->is_function = function;
	export->nr_diagnostics = facts->diagnostics.nr;
}

static void warn_of_discarded(const struct elf_object *object, size_t section, const char *name,
			      struct facts *facts)
{
	const char *section_name = elf_object_section_name(object, section);

	if (starts_with(section_name, ".init."))
		diagnose(&facts->diagnostics, MSG_EXPORT_INIT, facts->name, name);
	else if (starts_with(section_name, ".exit."))
		diagnose(&facts->diagnostics, MSG_EXPORT_EXIT, facts->name, name);
}

static bool read_record(struct elf_object *object, struct symbol_search *search,
			const struct elf_relocation *relocation, struct facts *facts)
{
	GElf_Sym symbol = elf_object_symbol(object, relocation->symbol);
	const char *name = elf_object_symbol_name(object, &symbol);
	size_t label = symbol_search_below(search, object->export_symbol, relocation->offset);
	GElf_Sym label_symbol = elf_object_symbol(object, label);
	const char *label_name = elf_object_symbol_name(object, &label_symbol);
	int binding = GELF_ST_BIND(symbol.st_info);
	const char *labelled = skip_prefix(label_name, LABEL_PREFIX);
	const char *license, *namespace;

	if (!labelled) {
		diagnose(&facts->diagnostics, MSG_STRANGE_EXPORT, facts->name, label_name);
		return true;
	}
	if (binding != STB_GLOBAL && binding != STB_WEAK) {
		diagnose(&facts->diagnostics, MSG_LOCAL_EXPORT, facts->name, labelled);
		return true;
	}
	if (strcmp(labelled, name)) {
		diagnose(&facts->diagnostics, MSG_EXPORT_MISMATCH, facts->name, name);
		return true;
	}

	license = elf_object_string(object, object->export_symbol, label_symbol.st_value);
	if (!license)
		return elf_object_bad(object, "an export record has no license");
	if (*license && strcmp(license, "GPL")) {
		diagnose(&facts->diagnostics, MSG_EXPORT_LICENSE, facts->name, license, name);
		return true;
	}
	namespace = elf_object_string(object, object->export_symbol,
				      label_symbol.st_value + strlen(license) + 1);
	if (!namespace)
		return elf_object_bad(object, "an export record has no namespace");

	add_export(facts, name, license, namespace, is_function(object, &symbol));
	warn_of_discarded(object, elf_object_symbol_section(object, relocation->symbol, &symbol),
			  name, facts);
	return true;
}

bool exports_read_section(struct elf_object *object, const struct features *features,
			  struct symbol_search *search, size_t section, struct facts *facts)
{
	size_t target = object->sections[section].info;
	struct elf_relocations relocations;
	struct elf_relocation relocation;

	if (!relocations_find(object, section, &relocations))
		return false;
	for (size_t i = 0; i < relocations.nr; i++) {
		if (!relocation_read(object, &relocations, i, &relocation))
			return false;
		if (relocations.has_hints &&
		    relocation_is_hint(object, features, relocation.type, target))
			continue;
		if (!read_record(object, search, &relocation, facts))
			return false;
	}
	return true;
}
