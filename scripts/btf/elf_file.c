// SPDX-License-Identifier: GPL-2.0-only
#include "elf_file.h"

static bool is_inside(const struct elf *elf, uint64_t offset, uint64_t size)
{
	return offset <= elf->size && size <= elf->size - offset;
}

uint64_t elf_load(const struct elf *elf, const unsigned char *at, size_t width)
{
	uint64_t value = 0;

	for (size_t i = 0; i < width; i++)
		value |= (uint64_t)at[i] << 8 * (elf->is_big ? width - 1 - i : i);
	return value;
}

void elf_store(const struct elf *elf, unsigned char *at, size_t width, uint64_t value)
{
	for (size_t i = 0; i < width; i++)
		at[i] = value >> 8 * (elf->is_big ? width - 1 - i : i);
}

#define LOAD(elf, at, type, member) elf_load(elf, ELF_MEMBER(elf, at, type, member))

bool elf_read_section(const struct elf *elf, uint64_t i, struct elf_section *section)
{
	uint64_t size = ELF_SIZE(elf, Shdr), table = LOAD(elf, elf->data, Ehdr, e_shoff);
	const unsigned char *at;

	if (!is_inside(elf, table, 0) || i >= (elf->size - table) / size)
		return false;
	at = elf->data + table + i * size;
	section->name = LOAD(elf, at, Shdr, sh_name);
	section->type = LOAD(elf, at, Shdr, sh_type);
	section->flags = LOAD(elf, at, Shdr, sh_flags);
	section->link = LOAD(elf, at, Shdr, sh_link);
	section->offset = LOAD(elf, at, Shdr, sh_offset);
	section->size = LOAD(elf, at, Shdr, sh_size);
	section->align = LOAD(elf, at, Shdr, sh_addralign);
	return section->type == SHT_NOBITS || is_inside(elf, section->offset, section->size);
}

bool elf_count_sections(const struct elf *elf, uint64_t *nr, uint64_t *names)
{
	struct elf_section first;

	*nr = LOAD(elf, elf->data, Ehdr, e_shnum);
	*names = LOAD(elf, elf->data, Ehdr, e_shstrndx);
	if (*nr && *names != SHN_XINDEX)
		return true;
	if (!elf_read_section(elf, 0, &first))
		return false;
	if (!*nr)
		*nr = first.size;
	if (*names == SHN_XINDEX)
		*names = first.link;
	return true;
}

bool elf_open(struct elf *elf, const unsigned char *data, size_t size)
{
	unsigned char class, order;

	if (size < EI_NIDENT)
		return false;
	class = data[EI_CLASS];
	order = data[EI_DATA];
	elf->data = data;
	elf->size = size;
	elf->is_wide = class == ELFCLASS64;
	elf->is_big = order == ELFDATA2MSB;
	return (class == ELFCLASS32 || class == ELFCLASS64) &&
	       (order == ELFDATA2LSB || order == ELFDATA2MSB) && size >= ELF_SIZE(elf, Ehdr) &&
	       LOAD(elf, data, Ehdr, e_shentsize) == ELF_SIZE(elf, Shdr);
}
