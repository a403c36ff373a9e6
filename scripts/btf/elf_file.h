/* SPDX-License-Identifier: GPL-2.0-only */
/* The headers of an ELF file of any class and byte order (System V ABI, chapter "Object Files"). */
#ifndef BTF_ELF_FILE_H
#define BTF_ELF_FILE_H

#include <elf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct elf {
	const unsigned char *data;
	size_t size;
	bool is_wide; /* ELFCLASS64 */
	bool is_big; /* ELFDATA2MSB */
};

struct elf_section {
	uint32_t name, type, link;
	uint64_t flags, offset, size, align;
};

/* False if @data is no ELF file with a whole header. The result points into @data. */
bool elf_open(struct elf *elf, const unsigned char *data, size_t size);

/* The header of section @i. False if the header or the section's bytes are not in the file. */
bool elf_read_section(const struct elf *elf, uint64_t i, struct elf_section *section);

/* How many sections there are, and which of them has their names. Large numbers stand in the first header. */
bool elf_count_sections(const struct elf *elf, uint64_t *nr, uint64_t *names);

/* A number of @width bytes, in the byte order of the file. The bytes have to be there. */
uint64_t elf_load(const struct elf *elf, const unsigned char *at, size_t width);
void elf_store(const struct elf *elf, unsigned char *at, size_t width, uint64_t value);

/*
 * Place and width of a member of Ehdr or Shdr, which depend on the class: two arguments for the functions above
 * when @at is the start of the header.
 */
#define ELF_MEMBER(elf, at, type, member)                                                          \
	(at) + ((elf)->is_wide ? offsetof(Elf64_##type, member) : offsetof(Elf32_##type, member)), \
		((elf)->is_wide ? sizeof(((Elf64_##type *)NULL)->member)                           \
				: sizeof(((Elf32_##type *)NULL)->member))
#define ELF_SIZE(elf, type) ((elf)->is_wide ? sizeof(Elf64_##type) : sizeof(Elf32_##type))

#endif
