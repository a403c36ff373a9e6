// SPDX-License-Identifier: GPL-2.0-only
#include "section_mismatch.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "lib/text.h"
#include "section_classes.h"

#define ANY_INIT (SECTION_INIT | SECTION_MEMORY_INIT)

/* In the native form: what a relocation of an unknown type refers to. */
#define ADDRESS_UNKNOWN INT64_MIN

static const struct mismatch_rule rules[] = {
	{ SECTION_TEXT | SECTION_DATA, ANY_INIT | SECTION_EXIT, 0 },
	{ SECTION_INIT, SECTION_EXIT, 0 },
	{ SECTION_MEMORY_INIT, SECTION_INIT | SECTION_EXIT, 0 },
	{ SECTION_EXIT, ANY_INIT, 0 },
	{ SECTION_PCI_FIXUP, SECTION_INIT, 0 },
	{ SECTION_KSYMTAB, SECTION_INIT | SECTION_EXIT, 0 },
	{ SECTION_EX_TABLE, SECTION_ALT_REPLACEMENT, SECTION_ALL_TEXT },
};

void section_check_init(struct section_check *check, struct elf_object *object,
			struct symbol_search *search, const struct options *options,
			const struct mismatch_form *form, struct facts *facts)
{
	check->object = object;
	check->search = search;
	check->options = options;
	check->features = &options->features;
	check->form = form;
	check->private = NULL;
	check->facts = facts;
	check->classes = xmalloc_array(object->nr_sections + 1, sizeof(*check->classes));
	check->classes[0] = 0;
	for (size_t i = 1; i < object->nr_sections; i++)
		check->classes[i] = section_classes_of(object->sections[i].name, check->features);
	form->init(check);
}

void section_check_free(struct section_check *check)
{
	if (check->form->free)
		check->form->free(check);
	free(check->classes);
}

static unsigned int classes_of(const struct section_check *check, size_t section)
{
	return section < check->object->nr_sections ? check->classes[section] : 0;
}

bool section_is_unchecked(const struct section_check *check, size_t section)
{
	return classes_of(check, section) & SECTION_UNCHECKED;
}

void section_check_header(struct section_check *check, size_t section)
{
	const struct elf_section *header = &check->object->sections[section];

	if (header->type == SHT_PROGBITS && !(header->flags & SHF_ALLOC) &&
	    !section_is_unchecked(check, section))
		diagnose(&check->facts->diagnostics, MSG_NON_ALLOC_SECTION, check->module,
			 header->name);
}

static const struct mismatch_rule *section_rule(const struct section_check *check, size_t section)
{
	unsigned int classes = classes_of(check, section);

	for (size_t i = 0; i < ARRAY_SIZE(rules); i++) {
		if (classes & rules[i].from)
			return &rules[i];
	}
	return NULL;
}

struct reference_end reference_end_of(const struct section_check *check, size_t section,
				      size_t symbol)
{
	GElf_Sym contents = elf_object_symbol(check->object, symbol);

	return (struct reference_end){
		.section = section,
		.symbol = symbol,
		.symbol_name = elf_object_symbol_name(check->object, &contents),
		.section_name = elf_object_section_name(check->object, section),
		.classes = classes_of(check, section),
	};
}

/* An address before the section is that of a PC-relative reference, which does not count from its start. */
static size_t near_symbol(struct section_check *check, size_t section, uint64_t address)
{
	int64_t offset = address;

	if (!check->features->native || offset >= 0)
		return symbol_search_near(check->search, section, address, MISMATCH_NEAR);
	if (offset < -MISMATCH_NEAR)
		return 0;
	return symbol_search_near(check->search, section, 0, MISMATCH_NEAR + offset);
}

/* The symbol that a relocation is meant to refer to: often its own one is that of a section. */
static size_t referred_symbol(struct section_check *check, size_t section, size_t symbol,
			      uint64_t address)
{
	GElf_Sym contents = elf_object_symbol(check->object, symbol);
	size_t near;

	if (symbol_name_is_usable(elf_object_symbol_name(check->object, &contents)))
		return symbol;
	near = near_symbol(check, section, address);
	return near ? near : symbol;
}

/* Names that by convention may stand for data which refers to init or exit code. */
static bool is_known_data(const struct features *features, const char *name)
{
	if (!fnmatch("*_ops", name, 0) || !fnmatch("*_console", name, 0))
		return true;
	if (has_feature(features, FEATURE_PROBE_DATA_EXEMPT) && !fnmatch("*_probe", name, 0))
		return true;
	return has_feature(features, FEATURE_LLVM_OPS_EXEMPT) && !fnmatch("*_ops.llvm.*", name, 0);
}

bool reference_is_exempt(const struct section_check *check, const struct reference_end *from,
			 const struct reference_end *to)
{
	static const char *const limits[] = { "__init_begin", "_sinittext", "_einittext" };
	bool from_data = from->classes & SECTION_DATA;

	if (from_data && to->classes & SECTION_INIT_DATA &&
	    starts_with(from->symbol_name, "__param"))
		return true;
	if (from_data && to->classes & SECTION_INIT_TEXT &&
	    starts_with(from->symbol_name, "__param_ops_"))
		return true;
	if (from_data && to->classes & (ANY_INIT | SECTION_EXIT) &&
	    is_known_data(check->features, from->symbol_name))
		return true;
	/* Symbols that mark where init code begins and ends. */
	for (size_t i = 0; i < ARRAY_SIZE(limits); i++) {
		if (!strcmp(to->symbol_name, limits[i]))
			return true;
	}
	/* A clone of an init function whose argument the compiler knew. */
	return from->classes & SECTION_ALL_TEXT && to->classes & ANY_INIT &&
	       !fnmatch("*.constprop.*", from->symbol_name, 0);
}

/* A place without a symbol: in the native form as tools that show relocations have it. */
static const char *describe_address(struct section_check *check, const struct reference_end *end,
				    uint64_t address)
{
	struct arena *arena = &check->facts->arena;
	int64_t offset = address;

	if (!check->features->native)
		return arena_printf(arena, "0x%x", (unsigned int)address);
	if (offset == ADDRESS_UNKNOWN)
		return "(unknown)";
	return arena_printf(arena, "%s%c0x%llx", end->section_name, offset < 0 ? '-' : '+',
			    offset < 0 ? -(unsigned long long)offset : (unsigned long long)offset);
}

static const char *describe_place(struct section_check *check, const struct reference_end *from,
				  uint64_t offset)
{
	struct arena *arena = &check->facts->arena;
	GElf_Sym symbol = elf_object_symbol(check->object, from->symbol);

	if (!*from->symbol_name)
		return describe_address(check, from, offset);
	return arena_printf(arena, "%s+0x%x", from->symbol_name,
			    (unsigned int)(offset - symbol.st_value));
}

bool ex_table_report(struct section_check *check, const struct mismatch_rule *rule,
		     const struct reference_end *from, const struct reference_end *to,
		     uint64_t offset)
{
	struct diagnostics *diagnostics = &check->facts->diagnostics;
	const char *place = arena_printf(&check->facts->arena, "%x", (unsigned int)offset);

	if (to->classes & rule->bad) {
		diagnose(diagnostics, MSG_EX_TABLE_BAD, from->section_name, place, to->section_name,
			 check->module);
		return false;
	}
	if (check->object->sections[to->section].flags & SHF_EXECINSTR)
		diagnose(diagnostics, MSG_EX_TABLE_UNKNOWN, from->section_name, place,
			 to->section_name);
	else
		diagnose(diagnostics, MSG_EX_TABLE_DATA, from->section_name, place,
			 to->section_name);
	return true;
}

/* With a sign, so that it can be told what lies before a section. */
static uint64_t signed_address(const struct section_check *check, bool has_addend, uint64_t address)
{
	uint64_t unknown = check->object->is_64bit ? UINT64_MAX : UINT32_MAX;

	if (!has_addend && address == unknown)
		return ADDRESS_UNKNOWN;
	return check->object->is_64bit ? address : (uint64_t)(int32_t)address;
}

static bool report_mismatch(struct section_check *check, const struct mismatch_rule *rule,
			    size_t from_section, size_t to_section,
			    const struct elf_relocation *relocation, bool has_addend)
{
	struct facts *facts = check->facts;
	struct reference_end from, to;
	const char *target;
	uint64_t address;

	if (!relocation_address(check->object, from_section, relocation, has_addend, &address))
		return false;
	if (check->features->native)
		address = signed_address(check, has_addend, address);
	from = reference_end_of(check, from_section,
				symbol_search_below(check->search, from_section,
						    relocation->offset));
	to = reference_end_of(check, to_section,
			      referred_symbol(check, to_section, relocation->symbol, address));
	if (reference_is_exempt(check, &from, &to))
		return true;

	facts->nr_mismatches++;
	target = *to.symbol_name ? to.symbol_name : describe_address(check, &to, address);
	diagnose(&facts->diagnostics, MSG_MISMATCH, check->module,
		 describe_place(check, &from, relocation->offset), from.section_name, target,
		 to.section_name);
	return !rule->good || ex_table_report(check, rule, &from, &to, relocation->offset);
}

static void init_form(struct section_check *check)
{
	check->module = check->facts->name;
}

const struct mismatch_form mismatch_form = {
	.init = init_form,
	.report_reference = report_mismatch,
};

static bool check_relocation(struct section_check *check, const struct mismatch_rule *rule,
			     size_t from, const struct elf_relocation *relocation, bool has_addend)
{
	GElf_Sym symbol = elf_object_symbol(check->object, relocation->symbol);
	size_t to = elf_object_symbol_section(check->object, relocation->symbol, &symbol);
	unsigned int classes = check->classes[to];

	if (!(classes & rule->bad) && (!rule->good || classes & rule->good))
		return true;
	/* Undefined, absolute and COMMON symbols are in no section. */
	if (!*elf_object_section_name(check->object, to))
		return true;
	return check->form->report_reference(check, rule, from, to, relocation, has_addend);
}

bool section_check_relocations(struct section_check *check, size_t section)
{
	struct elf_object *object = check->object;
	size_t from = object->sections[section].info;
	const struct mismatch_rule *rule = section_rule(check, from);
	struct elf_relocations relocations;
	struct elf_relocation relocation;

	if (!rule)
		return true;
	if (!relocations_find(object, section, &relocations))
		return false;
	for (size_t i = 0; i < relocations.nr; i++) {
		if (!relocation_read(object, &relocations, i, &relocation))
			return false;
		if (relocations.has_hints &&
		    relocation_is_hint(object, check->features, relocation.type, from))
			continue;
		if (!check_relocation(check, rule, from, &relocation, relocations.has_addend))
			return false;
	}
	return true;
}
