/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One more section for an object file that GNU ld has just written, with the bytes that objcopy --add-section of
 * binutils gives it, but without reading and writing all of the file again: only what stands behind
 * the new section moves.
 */
#ifndef BTF_ELF_ADDITION_H
#define BTF_ELF_ADDITION_H

#include <elf.h>
#include <stdbool.h>
#include <stddef.h>

/* What is new: the first bytes of the file, and all from @offset to its end. */
struct elf_addition {
	unsigned char header[sizeof(Elf64_Ehdr)];
	size_t header_size;
	size_t offset;
	unsigned char *tail; /* of the addition, freed by elf_addition_free() */
	size_t tail_size;
};

/*
 * Work out what changes in the object file @data when it gets a section @name, without flags, with this content.
 * NULL, or why not: binutils would lay it out in another way, it is not relocatable, or has such a section.
 */
const char *elf_addition_make(struct elf_addition *addition, const unsigned char *data, size_t size,
			      const char *name, const void *content, size_t content_size);
void elf_addition_free(struct elf_addition *addition);

/*
 * Change the file, in place. False with errno set if that fails; the file is then of no use any more.
 */
bool elf_addition_write(const struct elf_addition *addition, const char *path);

#endif
