/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How compilers align data depends on its size: some align 8, 16, 32 bytes or more to as much. The samples show few
 * sizes of the lists of versions in their extended form. This is a source for the others: no module, but arrays like
 * those two, one a section. It includes nothing, so it costs little to compile.
 */
#ifndef MODPOST_MOD_OBJECT_SAMPLE_LENGTHS_H
#define MODPOST_MOD_OBJECT_SAMPLE_LENGTHS_H

#include "mod_contents.h"
#include "mod_object/object.h"

/* How many sizes there are at most for a section. */
#define NR_SAMPLE_LENGTHS 19

/* Is there a list in the .mod.c of these options that real modules have in small sizes? */
bool sample_lengths_matter(const struct options *options);

/* The path of the source, without .mod.c, for a stem as in samples.h. To be freed. */
char *sample_lengths_name(const char *stem);

/* The text of the source. */
void sample_lengths_write(struct strbuf *out);

/*
 * The section in the object of that source whose array is like that of @section, with the size of number @i, which
 * is put into @size. NULL if there is none. @arena is for passing use.
 */
const struct object_section *sample_lengths_section(const struct mod_object *object,
						    const char *section, unsigned int i,
						    uint64_t *size, struct arena *arena);

#endif
