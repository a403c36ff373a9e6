// SPDX-License-Identifier: GPL-2.0-only
#include "report_object.h"

#include <stdlib.h>
#include <string.h>

#include "lib/hash_table.h"

static enum section_kind kind_of(const struct elf_section *section)
{
	if (!(section->flags & SHF_ALLOC))
		return SECTION_NOT_LOADED;
	if (section->flags & SHF_EXECINSTR)
		return SECTION_CODE;
	if (section->type == SHT_NOBITS)
		return SECTION_BSS;
	return section->flags & SHF_WRITE ? SECTION_DATA : SECTION_READ_ONLY;
}

static void add_section(struct report_sections *sections, struct hash_table *places,
			const struct elf_section *section)
{
	/* Places count from 1, as an array that grows moves. */
	void **place = hash_table_place(places, section->name);

	if (!*place) {
		*array_push(sections->items, sections->nr, sections->capacity) =
			(struct report_section){ .name = section->name };
		*place = (void *)(uintptr_t)sections->nr;
	}
	sections->items[(uintptr_t)*place - 1].size += section->size;
}

static void collect_sections(struct report_object *report)
{
	struct hash_table places[NR_SECTION_KINDS] = { 0 };

	for (size_t i = 1; i < report->elf.nr_sections; i++) {
		const struct elf_section *section = &report->elf.sections[i];
		enum section_kind kind = kind_of(section);

		if (section->type != SHT_NULL && section->size)
			add_section(&report->sections[kind], &places[kind], section);
	}
	for (size_t i = 0; i < NR_SECTION_KINDS; i++)
		hash_table_free(&places[i]);
}

/* The object is the first thing that facts come from. */
static bool is_that_of(const struct elf_object *object, const struct facts *facts)
{
	return file_identity_equals(&object->identity, &facts->inputs[0].identity);
}

bool report_object_open(struct report_object *report, const struct facts *facts,
			struct diagnostics *diagnostics)
{
	memset(report, 0, sizeof(*report));
	if (elf_object_open(&report->elf, facts->inputs[0].path, 0, diagnostics) != ELF_OPENED) {
		/* Something else than an object is passed over in silence. */
		if (!diagnostics->nr)
			diagnose(diagnostics, MSG_CHANGED_OBJECT, facts->inputs[0].path);
		return false;
	}
	if (!is_that_of(&report->elf, facts) ||
	    !elf_object_strings_end(&report->elf, report->elf.modinfo)) {
		if (!diagnostics->nr)
			diagnose(diagnostics, MSG_CHANGED_OBJECT, facts->inputs[0].path);
		elf_object_close(&report->elf);
		return false;
	}
	collect_sections(report);
	return true;
}

void report_object_close(struct report_object *report)
{
	for (size_t i = 0; i < NR_SECTION_KINDS; i++)
		free(report->sections[i].items);
	elf_object_close(&report->elf);
}
