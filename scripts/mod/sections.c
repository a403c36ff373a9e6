// SPDX-License-Identifier: GPL-2.0-only
#include "sections.h"

#include <string.h>

#include "export_records.h"
#include "relocation.h"
#include "section_mismatch.h"

#ifndef EM_LOONGARCH
#define EM_LOONGARCH 258
#endif

/* Relocations that tell the linker something, and refer to nothing. */
static const struct {
	uint16_t machine;
	uint32_t type;
	bool in_ex_table; /* only there */
	size_t feature; /* only with it; 0: always */
} ignored_relocations[] = {
	{ EM_RISCV, 39, true, 0 }, /* R_RISCV_SUB32 */
	{ EM_LOONGARCH, 55, true, FEATURE(full_addresses) }, /* R_LARCH_SUB32 */
	{ EM_LOONGARCH, 100, false, FEATURE(full_addresses) }, /* R_LARCH_RELAX */
	{ EM_LOONGARCH, 102, false, FEATURE(full_addresses) }, /* R_LARCH_ALIGN */
};

static bool relocation_is_ignored(const struct elf_object *object, const struct features *features,
				  uint32_t type, size_t target)
{
	size_t nr = sizeof(ignored_relocations) / sizeof(ignored_relocations[0]);

	for (size_t i = 0; i < nr; i++) {
		if (ignored_relocations[i].machine == object->machine &&
		    ignored_relocations[i].type == type &&
		    feature_is_on(features, ignored_relocations[i].feature) &&
		    (!ignored_relocations[i].in_ex_table ||
		     !strcmp(elf_object_section_name(object, target), "__ex_table")))
			return true;
	}
	return false;
}

static bool read_relocations(struct section_check *check, size_t section, bool are_exports)
{
	struct elf_object *object = check->object;
	const struct elf_section *header = &object->sections[section];
	size_t target = header->info;
	const struct mismatch_rule *rule = section_rule(check, target);
	bool may_ignore = object->machine == EM_RISCV || object->machine == EM_LOONGARCH;
	struct elf_relocations relocations;

	if (check->features->full_addresses && header->type == SHT_REL && header->size &&
	    !relocation_addend_is_known(object->machine)) {
		diagnose(&check->facts->diagnostics, MSG_NO_ADDEND);
		return false;
	}
	if (!rule && !are_exports)
		return true;
	if (!elf_object_relocations(object, section, &relocations))
		return false;

	for (size_t i = 0; i < relocations.nr; i++) {
		struct elf_relocation relocation;
		bool done;

		if (!elf_relocation_read(object, &relocations, i, &relocation))
			return false;
		if (may_ignore && relocations.has_addend &&
		    relocation_is_ignored(object, check->features, relocation.type, target))
			continue;
		if (are_exports)
			done = exports_read_record(object, check->search, &relocation,
						   check->facts);
		else
			done = section_check_relocation(check, rule, target, &relocation,
							relocations.has_addend);
		if (!done)
			return false;
	}
	return true;
}

static bool read_section(struct section_check *check, size_t section, const struct options *options)
{
	const struct elf_object *object = check->object;
	const struct elf_section *header = &object->sections[section];
	bool are_exports;

	section_check_header(check, section);
	if (header->type != SHT_REL && header->type != SHT_RELA)
		return true;
	if (section_is_unchecked(check, header->info))
		return true;
	/* Without such a section, relocations of no section are refused as strange exports. */
	are_exports = options->modules_enabled && header->info == object->export_symbol;
	return read_relocations(check, section, are_exports);
}

bool sections_read(struct elf_object *object, const struct options *options, struct facts *facts)
{
	struct symbol_search search;
	struct section_check check;
	bool done = true;

	symbol_search_init(&search, object);
	section_check_init(&check, object, &search, options, facts);
	for (size_t i = 0; done && i < object->nr_sections; i++)
		done = read_section(&check, i, options);
	section_check_free(&check);
	symbol_search_free(&search);
	return done;
}
