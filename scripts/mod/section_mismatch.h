/* SPDX-License-Identifier: GPL-2.0-only */
/* References between sections that will not be in memory at the same time, and odd sections. */
#ifndef MODPOST_SECTION_MISMATCH_H
#define MODPOST_SECTION_MISMATCH_H

#include "elf_object.h"
#include "facts.h"
#include "options.h"
#include "symbol_search.h"

struct section_check {
	struct elf_object *object;
	struct symbol_search *search;
	const struct options *options;
	const struct features *features;
	const char *module; /* how messages call the object */
	struct facts *facts;
	unsigned short *classes; /* enum section_class, for each section */
};

void section_check_init(struct section_check *check, struct elf_object *object,
			struct symbol_search *search, const struct options *options,
			struct facts *facts);
void section_check_free(struct section_check *check);

/* Is the section left alone by all checks, as debugging information is? */
bool section_is_unchecked(const struct section_check *check, size_t section);

/* Warn of a section that will not be loaded although it looks as if it should. */
void section_check_header(struct section_check *check, size_t section);

/*
 * Warn of what the relocations in @section refer to from code or data that may not do so. False after a fatal
 * message.
 */
bool section_check_relocations(struct section_check *check, size_t section);

#endif
