// SPDX-License-Identifier: GPL-2.0-only
#include "elf_section.h"

#include <string.h>

#include "elf_file.h"

bool elf_is_elf(const unsigned char *data, size_t size)
{
	return size >= SELFMAG && !memcmp(data, ELFMAG, SELFMAG);
}

static bool has_name(const struct elf *elf, const struct elf_section *names,
		     const struct elf_section *section, const char *name)
{
	size_t len = strlen(name) + 1;

	return section->name <= names->size && len <= names->size - section->name &&
	       !memcmp(elf->data + names->offset + section->name, name, len);
}

static const char not_there[] = "the section is not there";

const char *elf_find_section(const unsigned char *data, size_t size, const char *name,
			     const unsigned char **found, size_t *found_size)
{
	struct elf_section names, section;
	uint64_t nr, names_index;
	struct elf elf;

	*found = NULL;
	if (!elf_open(&elf, data, size) || !elf_count_sections(&elf, &nr, &names_index) ||
	    !elf_read_section(&elf, names_index, &names) || names.type != SHT_STRTAB)
		return "the ELF file is damaged";
	for (uint64_t i = 1; i < nr; i++) {
		if (!elf_read_section(&elf, i, &section))
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
