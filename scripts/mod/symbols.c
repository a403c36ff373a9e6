// SPDX-License-Identifier: GPL-2.0-only
#include "symbols.h"

#include <ctype.h>
#include <string.h>

#include "lib/memory.h"
#include "lib/text.h"

/* Helpers that compilers call and linkers or kernels provide. */
static const struct ignored_name {
	uint16_t machine; /* EM_NONE: all */
	bool is_prefix;
	enum feature feature; /* only with it; 0: always */
	const char *name;
} ignored_names[] = {
	{ EM_NONE, false, 0, "__this_module" },
	{ EM_NONE, false, 0, "_GLOBAL_OFFSET_TABLE_" },
	{ EM_NONE, true, FEATURE_START_STOP_IGNORED, "__start_" },
	{ EM_NONE, true, FEATURE_START_STOP_IGNORED, "__stop_" },
	{ EM_PPC, true, 0, "_restgpr_" },
	{ EM_PPC, true, 0, "_savegpr_" },
	{ EM_PPC, true, 0, "_rest32gpr_" },
	{ EM_PPC, true, 0, "_save32gpr_" },
	{ EM_PPC, true, 0, "_restvr_" },
	{ EM_PPC, true, 0, "_savevr_" },
	{ EM_PPC64, true, 0, "_restgpr0_" },
	{ EM_PPC64, true, 0, "_savegpr0_" },
	{ EM_PPC64, true, 0, "_restgpr1_" },
	{ EM_PPC64, true, 0, "_savegpr1_" },
	{ EM_PPC64, true, 0, "_restfpr_" },
	{ EM_PPC64, true, 0, "_savefpr_" },
	{ EM_PPC64, true, 0, "_restvr_" },
	{ EM_PPC64, true, 0, "_savevr_" },
	{ EM_PPC64, false, 0, ".TOC." },
	{ EM_S390, true, FEATURE_S390_THUNKS_IGNORED, "__s390_indirect_jump_r" },
};

bool symbol_is_ignored(const char *name, uint16_t machine, const struct features *features)
{
	/* All of them start so, nearly nothing else does. */
	if (*name != '_' && *name != '.')
		return false;

	for (size_t i = 0; i < ARRAY_SIZE(ignored_names); i++) {
		const struct ignored_name *ignored = &ignored_names[i];

		if (ignored->machine != EM_NONE && ignored->machine != machine)
			continue;
		if (!has_feature(features, ignored->feature))
			continue;
		if (ignored->is_prefix ? starts_with(name, ignored->name)
				       : !strcmp(name, ignored->name))
			return true;
	}
	return false;
}

static void read_undefined(const struct elf_object *object, const GElf_Sym *symbol,
			   const char *name, const struct features *features, struct facts *facts)
{
	bool is_sparc = object->machine == EM_SPARC || object->machine == EM_SPARCV9;
	int binding = GELF_ST_BIND(symbol->st_info);

	if (binding != STB_GLOBAL && binding != STB_WEAK)
		return;
	if (symbol_is_ignored(name, object->machine, features))
		return;
	if (is_sparc && GELF_ST_TYPE(symbol->st_info) == STT_SPARC_REGISTER)
		return;
	/* The kernel checks no import of its own core. */
	if (facts->is_vmlinux)
		return;

	facts_add_import(facts, name, binding == STB_WEAK);
	if (is_sparc && *name == '.') {
		char *munged = (char *)facts->imports[facts->nr_imports - 1].name;

		munged[0] = '_';
		munged[1] = toupper((unsigned char)munged[1]);
	}
}

static void read_defined(const char *name, struct facts *facts)
{
	/* Most names differ in the first character. */
	if (*name != 'i' && *name != 'c')
		return;
	if (!strcmp(name, "init_module"))
		facts->has_init = true;
	else if (!strcmp(name, "cleanup_module"))
		facts->has_exit = true;
}

void symbol_reader_init(struct symbol_reader *reader, struct elf_object *object,
			const struct options *options, struct facts *facts)
{
	reader->object = object;
	reader->features = &options->features;
	reader->facts = facts;
	device_aliases_init(&reader->aliases, object, options, facts);
}

void symbol_reader_free(struct symbol_reader *reader)
{
	device_aliases_free(&reader->aliases);
}

bool symbol_read(struct symbol_reader *reader, size_t index)
{
	struct facts *facts = reader->facts;
	GElf_Sym symbol = elf_object_symbol(reader->object, index);
	const char *name = elf_object_cut_symbol_name(reader->object, &symbol);

	if (symbol.st_shndx == SHN_UNDEF)
		read_undefined(reader->object, &symbol, name, reader->features, facts);
	else if (symbol.st_shndx != SHN_COMMON)
		read_defined(name, facts);
	else if (!starts_with(name, "__gnu_lto_"))
		diagnose(&facts->diagnostics, MSG_COMMON, name, facts->name);
	return device_aliases_read(&reader->aliases, index, name);
}

bool symbols_read(struct elf_object *object, const struct options *options, struct facts *facts)
{
	struct symbol_reader reader;
	bool done = true;

	symbol_reader_init(&reader, object, options, facts);
	for (size_t i = 0; done && i < object->nr_symbols; i++)
		done = symbol_read(&reader, i);
	symbol_reader_free(&reader);
	return done;
}
