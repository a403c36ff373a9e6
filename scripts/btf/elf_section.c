// SPDX-License-Identifier: GPL-2.0-only
#include "elf_section.h"

#include <elf.h>
#include <stdint.h>
#include <string.h>

struct elf {
	const unsigned char *data;
	size_t size;
	bool is_wide;
};

struct section {
	uint32_t name, type, link;
	uint64_t flags, offset, size;
};

bool elf_is_elf(const unsigned char *data, size_t size)
{
	return size >= SELFMAG && !memcmp(data, ELFMAG, SELFMAG);
}

static bool is_inside(const struct elf *elf, uint64_t offset, uint64_t size)
{
	return offset <= elf->size && size <= elf->size - offset;
}

/* A number of @width bytes inside of the file. */
static uint64_t load(const struct elf *elf, uint64_t offset, size_t width)
{
	const unsigned char *at = elf->data + offset;
	bool is_big = elf->data[EI_DATA] == ELFDATA2MSB;
	uint64_t value = 0;

	for (size_t i = 0; i < width; i++)
		value |= (uint64_t)at[i] << 8 * (is_big ? width - 1 - i : i);
	return value;
}

/* A member of a header, whose place and width depend on the class. */
#define LOAD(elf, base, type, member)                                        \
	((elf)->is_wide ? load(elf, (base) + offsetof(Elf64_##type, member), \
			       sizeof(((Elf64_##type *)NULL)->member))       \
			: load(elf, (base) + offsetof(Elf32_##type, member), \
			       sizeof(((Elf32_##type *)NULL)->member)))
#define SIZE_OF(elf, type) ((elf)->is_wide ? sizeof(Elf64_##type) : sizeof(Elf32_##type))

static bool read_section(const struct elf *elf, uint64_t i, struct section *section)
{
	uint64_t size = SIZE_OF(elf, Shdr), table = LOAD(elf, 0, Ehdr, e_shoff), at;

	if (!is_inside(elf, table, 0) || i >= (elf->size - table) / size)
		return false;
	at = table + i * size;
	section->name = LOAD(elf, at, Shdr, sh_name);
	section->type = LOAD(elf, at, Shdr, sh_type);
	section->flags = LOAD(elf, at, Shdr, sh_flags);
	section->link = LOAD(elf, at, Shdr, sh_link);
	section->offset = LOAD(elf, at, Shdr, sh_offset);
	section->size = LOAD(elf, at, Shdr, sh_size);
	return section->type == SHT_NOBITS || is_inside(elf, section->offset, section->size);
}

/* Large numbers stand in the first section header. */
static bool count_sections(const struct elf *elf, uint64_t *nr, uint64_t *names)
{
	struct section first;

	*nr = LOAD(elf, 0, Ehdr, e_shnum);
	*names = LOAD(elf, 0, Ehdr, e_shstrndx);
	if (*nr && *names != SHN_XINDEX)
		return true;
	if (!read_section(elf, 0, &first))
		return false;
	if (!*nr)
		*nr = first.size;
	if (*names == SHN_XINDEX)
		*names = first.link;
	return true;
}

static bool has_name(const struct elf *elf, const struct section *names,
		     const struct section *section, const char *name)
{
	size_t len = strlen(name) + 1;

	return section->name <= names->size && len <= names->size - section->name &&
	       !memcmp(elf->data + names->offset + section->name, name, len);
}

static bool open_elf(struct elf *elf)
{
	unsigned char class, order;

	if (elf->size < EI_NIDENT)
		return false;
	class = elf->data[EI_CLASS];
	order = elf->data[EI_DATA];
	elf->is_wide = class == ELFCLASS64;
	return (class == ELFCLASS32 || class == ELFCLASS64) &&
	       (order == ELFDATA2LSB || order == ELFDATA2MSB) && elf->size >= SIZE_OF(elf, Ehdr) &&
	       LOAD(elf, 0, Ehdr, e_shentsize) == SIZE_OF(elf, Shdr);
}

static const char not_there[] = "the section is not there";

const char *elf_find_section(const unsigned char *data, size_t size, const char *name,
			     const unsigned char **found, size_t *found_size)
{
	struct elf elf = { .data = data, .size = size };
	struct section names, section;
	uint64_t nr, names_index;

	*found = NULL;
	if (!open_elf(&elf) || !count_sections(&elf, &nr, &names_index) ||
	    !read_section(&elf, names_index, &names) || names.type != SHT_STRTAB)
		return "the ELF file is damaged";
	for (uint64_t i = 1; i < nr; i++) {
		if (!read_section(&elf, i, &section))
			return "the ELF file is damaged";
		if (section.type == SHT_NOBITS || !has_name(&elf, &names, &section, name))
			continue;
		if (section.flags & SHF_COMPRESSED)
			return "the section is compressed";
		if (*found)
			return "the ELF file has two sections of a name";
		*found = data + section.offset;
		*found_size = section.size;
	}
	return *found ? NULL : not_there;
}

bool elf_lacks_section(const unsigned char *data, size_t size, const char *name)
{
	const unsigned char *section;
	size_t section_size;

	return elf_is_elf(data, size) &&
	       elf_find_section(data, size, name, &section, &section_size) == not_there;
}
