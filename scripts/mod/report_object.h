/* SPDX-License-Identifier: GPL-2.0-only */
/* What the report says of an object beyond its facts: sizes of sections, and strings of .modinfo. */
#ifndef MODPOST_REPORT_OBJECT_H
#define MODPOST_REPORT_OBJECT_H

#include "elf_object.h"
#include "facts.h"

/* What a section is when the module is loaded. */
enum section_kind {
	SECTION_CODE,
	SECTION_READ_ONLY,
	SECTION_DATA,
	SECTION_BSS,
	SECTION_NOT_LOADED,
	NR_SECTION_KINDS
};

/* All sections of one name and kind. */
struct report_section {
	const char *name;
	uint64_t size;
};

struct report_sections {
	struct report_section *items; /* in the order of the object */
	size_t nr, capacity;
};

/* What an object holds, as long as it is open. */
struct report_object {
	struct elf_object elf;
	struct report_sections sections[NR_SECTION_KINDS];
};

/*
 * Open the object that @facts are of. Without it, or if it is another one by now, false after a message. @report is
 * to be closed unless this failed.
 */
bool report_object_open(struct report_object *report, const struct facts *facts,
			struct diagnostics *diagnostics);
void report_object_close(struct report_object *report);

#endif
