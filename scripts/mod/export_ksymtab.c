// SPDX-License-Identifier: GPL-2.0-only
#include "export_ksymtab.h"

#include <string.h>

#include "lib/text.h"
#include "symbols.h"

#define ENTRY	    "__ksymtab_"
#define NAMESPACE   "__kstrtabns_"
#define SECTION	    "___ksymtab+"
#define GPL_SECTION "___ksymtab_gpl+"

void ksymtab_read_symbol(const char *name, const char *section_name, struct facts *facts)
{
	const char *symbol = skip_prefix(name, ENTRY);
	bool gpl_only = skip_prefix(section_name, GPL_SECTION);
	struct fact_export *export;

	if (!symbol || (!gpl_only && !skip_prefix(section_name, SECTION)))
		return;
	export = array_push(facts->exports, facts->nr_exports, facts->exports_capacity);
	export->name = arena_strdup(&facts->arena, symbol);
	export->namespace = "";
	export->gpl_only = gpl_only;
	export->is_function = false;
	export->nr_diagnostics = facts->diagnostics.nr;
}

static void read_symbol(const struct elf_object *object, size_t index, struct facts *facts)
{
	GElf_Sym symbol = elf_object_symbol(object, index);
	const char *name = elf_object_symbol_name(object, &symbol);

	if (*name == '_' && symbol.st_shndx != SHN_UNDEF && symbol.st_shndx != SHN_COMMON)
		ksymtab_read_symbol(
			name,
			elf_object_section_name(object,
						elf_object_symbol_section(object, index, &symbol)),
			facts);
}

/* All symbols have their final names by now. */
static bool read_namespaces(struct elf_object *object, struct facts *facts)
{
	facts->nr_diagnostics_before_namespaces = facts->diagnostics.nr;
	for (size_t i = 1; i < object->nr_symbols; i++) {
		GElf_Sym symbol = elf_object_symbol(object, i);
		const char *name = skip_prefix(elf_object_symbol_name(object, &symbol), NAMESPACE);
		struct fact_namespace *fact;
		const char *namespace;

		if (!name)
			continue;
		namespace = elf_object_string(object, elf_object_symbol_section(object, i, &symbol),
					      symbol.st_value);
		if (!namespace)
			return elf_object_bad(object, "an export has no namespace");
		fact = array_push(facts->namespaces, facts->nr_namespaces,
				  facts->namespaces_capacity);
		fact->name = arena_strdup(&facts->arena, name);
		fact->namespace = *namespace ? arena_strdup(&facts->arena, namespace) : "";
	}
	return true;
}

bool ksymtab_read(struct elf_object *object, const struct options *options, struct facts *facts)
{
	struct symbol_reader reader;
	bool done = true;

	symbol_reader_init(&reader, object, options, facts);
	for (size_t i = 0; done && i < object->nr_symbols; i++) {
		done = symbol_read(&reader, i);
		read_symbol(object, i, facts);
	}
	symbol_reader_free(&reader);
	return done && read_namespaces(object, facts);
}
