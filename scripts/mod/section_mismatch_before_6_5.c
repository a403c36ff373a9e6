// SPDX-License-Identifier: GPL-2.0-only
#include "section_mismatch_before_6_5.h"

#include <fnmatch.h>
#include <stdlib.h>

#include "lib/memory.h"
#include "lib/text.h"
#include "relocation_before_6_5.h"
#include "section_classes.h"
#include "symbol_search_before_6_5.h"

/* What no symbol is found for. */
#define UNKNOWN "(unknown)"

/* More names of data that may refer to init and exit code. */
static bool is_known_data(const char *name)
{
	return !fnmatch("*_template", name, 0) || !fnmatch("*_timer", name, 0) ||
	       !fnmatch("*_sht", name, 0) || !fnmatch("*_probe_one", name, 0);
}

/* So are drivers' structures, and everything after a label that the compiler made up. */
static bool is_exempt(const struct section_check *check, const struct reference_end *from,
		      const struct reference_end *to)
{
	unsigned int discarded = SECTION_INIT | SECTION_MEMORY_INIT | SECTION_EXIT;
	unsigned int driver_discarded = SECTION_MEMORY_INIT;
	bool from_data = from->classes & SECTION_DATA;

	if (reference_is_exempt(check, from, to) || starts_with(from->symbol_name, ".L"))
		return true;
	if (!check->options->extra_warnings)
		driver_discarded |= SECTION_EXIT;
	return from_data &&
	       ((to->classes & discarded && is_known_data(from->symbol_name)) ||
		(to->classes & driver_discarded && !fnmatch("*driver", from->symbol_name, 0)));
}

/* A symbol as the message about __ex_table calls it. */
static const char *describe_symbol(struct section_check *check, const struct reference_end *end,
				   const char *between)
{
	struct arena *arena = &check->facts->arena;
	GElf_Sym symbol = elf_object_symbol(check->object, end->symbol);

	if (!end->symbol)
		return arena_printf(arena, "(unknown reference) %s%s", between, end->symbol_name);
	if (GELF_ST_TYPE(symbol.st_info) == STT_FUNC)
		return arena_printf(arena, "function %s%s()", between, end->symbol_name);
	return arena_printf(arena, "variable %s%s", between, end->symbol_name);
}

static bool report_ex_table(struct section_check *check, const struct mismatch_rule *rule,
			    const struct reference_end *from, const struct reference_end *to,
			    uint64_t offset)
{
	struct diagnostics *diagnostics = &check->facts->diagnostics;
	struct arena *arena = &check->facts->arena;
	const char *place = arena_printf(arena, "%x", (unsigned int)offset);

	check->facts->nr_mismatches++;
	diagnose(diagnostics, MSG_EX_TABLE_MISMATCH, check->module, from->section_name, place,
		 describe_symbol(check, from, ""),
		 describe_symbol(check, to, arena_printf(arena, "%s:", to->section_name)));
	if (to->classes & rule->bad ||
	    !(check->object->sections[to->section].flags & SHF_EXECINSTR))
		return ex_table_report(check, rule, from, to, offset);
	diagnose(diagnostics, MSG_EX_TABLE_UNKNOWN_NOTE, from->section_name, place,
		 to->section_name);
	return true;
}

static void report_other(struct section_check *check, const struct mismatch_rule *rule,
			 const struct reference_end *from, const struct reference_end *to)
{
	struct facts *facts = check->facts;

	facts->nr_mismatches++;
	if (rule->from == SECTION_KSYMTAB)
		diagnose(&facts->diagnostics, MSG_EXPORT_DISCARDED, check->module, to->symbol_name,
			 to->section_name);
	else
		diagnose(&facts->diagnostics, MSG_MISMATCH, check->module, from->symbol_name,
			 from->section_name, to->symbol_name, to->section_name);
}

/* An end without a symbol is called unknown. */
static struct reference_end end_of(const struct section_check *check, size_t section, size_t symbol)
{
	struct reference_end end = reference_end_of(check, section, symbol);

	if (!symbol)
		end.symbol_name = UNKNOWN;
	return end;
}

static bool report_reference(struct section_check *check, const struct mismatch_rule *rule,
			     size_t from_section, size_t to_section,
			     const struct elf_relocation *relocation, bool has_addend)
{
	GElf_Sym symbol = elf_object_symbol(check->object, relocation->symbol);
	size_t target = relocation->symbol;
	struct reference_end from, to;
	int64_t address;

	switch (relocation_address_before_6_5(check->object, from_section, relocation, has_addend,
					      &address)) {
	case RELOCATION_KNOWN:
		break;
	case RELOCATION_SKIPPED:
		return true;
	case RELOCATION_BAD:
		return false;
	}

	if (!symbol.st_name)
		target = symbol_search_around(check->private, to_section, address, MISMATCH_NEAR);
	from = end_of(check, from_section,
		      symbol_search_last_below(check->private, from_section, relocation->offset));
	to = end_of(check, to_section, target);
	if (rule->good)
		return report_ex_table(check, rule, &from, &to, relocation->offset);
	if (!is_exempt(check, &from, &to))
		report_other(check, rule, &from, &to);
	return true;
}

static void init_form(struct section_check *check)
{
	struct symbol_search_before_6_5 *search = xmalloc(sizeof(*search));

	symbol_search_before_6_5_init(search, check->object);
	check->private = search;
	check->module = check->object->path;
}

static void free_form(struct section_check *check)
{
	symbol_search_before_6_5_free(check->private);
	free(check->private);
}

const struct mismatch_form mismatch_form_before_6_5 = {
	.init = init_form,
	.free = free_form,
	.report_reference = report_reference,
};
