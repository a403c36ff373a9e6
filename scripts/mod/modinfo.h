/* SPDX-License-Identifier: GPL-2.0-only */
/* The tag=value strings of the section .modinfo, and other runs of strings. */
#ifndef MODPOST_MODINFO_H
#define MODPOST_MODINFO_H

#include "elf_object.h"

/*
 * The first string (@previous NULL) or the one behind @previous in a section of NUL-terminated
 * strings, with any number of NUL bytes between them. NULL: no more.
 */
const char *section_next_string(const struct elf_object *object, size_t index,
				const char *previous);

/* The value of the first @tag in .modinfo, or of the next one behind the value @previous. */
const char *modinfo_next(const struct elf_object *object, const char *tag, const char *previous);

/* Are all strings of .modinfo terminated? False after a message. */
bool strings_are_terminated(struct elf_object *object, size_t index);

#endif
