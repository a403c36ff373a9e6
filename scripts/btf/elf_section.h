/* SPDX-License-Identifier: GPL-2.0-only */
/* Sections of ELF files of any class and byte order (System V ABI, chapter "Object Files"). */
#ifndef BTF_ELF_SECTION_H
#define BTF_ELF_SECTION_H

#include <stdbool.h>
#include <stddef.h>

bool elf_is_elf(const unsigned char *data, size_t size);

/*
 * Find the section of that name that has bytes in the file. NULL, or what is wrong, for example that there are
 * two; the section, of two the first one, is part of @data. *@section is NULL if there is none.
 */
const char *elf_find_section(const unsigned char *data, size_t size, const char *name,
			     const unsigned char **section, size_t *section_size);

/* True if this is a sound ELF file without such a section. */
bool elf_lacks_section(const unsigned char *data, size_t size, const char *name);

#endif
