// SPDX-License-Identifier: GPL-2.0-only
#include <minikernel/string.h>
#include "elf.h"

static bool in_range(u64 offset, u64 len, u64 size)
{
	return offset <= size && len <= size - offset;
}

const u8 *elf_section_data(const struct elf_image *elf, u32 index)
{
	return elf->data + elf->sections[index].offset;
}

/* A string of a table that is known to end with a NUL byte. */
static const char *string_at(const struct elf_image *elf, u32 table, u32 offset)
{
	return (const char *)elf_section_data(elf, table) + offset;
}

const char *elf_section_name(const struct elf_image *elf, u32 index)
{
	return string_at(elf, elf->names, elf->sections[index].name);
}

const char *elf_symbol_name(const struct elf_image *elf, const struct elf_symbol *sym)
{
	return string_at(elf, elf->sections[elf->symtab].link, sym->name);
}

static bool is_string_table(const struct elf_image *elf, u32 index)
{
	const struct elf_section *sec;

	if (!index || index >= elf->section_count)
		return false;
	sec = &elf->sections[index];
	return sec->type == SHT_STRTAB && sec->size && !elf_section_data(elf, index)[sec->size - 1];
}

static const char *check_header(struct elf_image *elf)
{
	const struct elf_header *header = (const struct elf_header *)elf->data;

	if (elf->size < sizeof(*header))
		return "too short for an ELF file";
	if (memcmp(header->ident, ELF_IDENT, sizeof(ELF_IDENT) - 1))
		return "not an ELF file for this machine";
	if (header->type != ET_REL || header->machine != EM_X86_64)
		return "not a relocatable file for this machine";
	if (header->shentsize != sizeof(struct elf_section) || header->shoff % 8 ||
	    !in_range(header->shoff, (u64)header->shnum * sizeof(struct elf_section), elf->size))
		return "section headers outside the file";

	elf->sections = (const struct elf_section *)(elf->data + header->shoff);
	elf->section_count = header->shnum;
	elf->names = header->shstrndx;
	return NULL;
}

static const char *check_section(const struct elf_image *elf, u32 index)
{
	const struct elf_section *sec = &elf->sections[index];

	if (sec->type != SHT_NOBITS && !in_range(sec->offset, sec->size, elf->size))
		return "section outside the file";
	if (sec->addralign & (sec->addralign - 1))
		return "section with a bad alignment";
	return NULL;
}

static const char *check_symbols(struct elf_image *elf, u32 index)
{
	const struct elf_section *sec = &elf->sections[index];
	u64 names_size;

	if (elf->symtab)
		return "two symbol tables";
	if (sec->entsize != sizeof(struct elf_symbol) || sec->size % sec->entsize ||
	    sec->offset % 8)
		return "bad symbol table";
	if (!is_string_table(elf, sec->link))
		return "symbol table without names";
	elf->symtab = index;
	elf->symbols = (const struct elf_symbol *)elf_section_data(elf, index);
	elf->symbol_count = sec->size / sec->entsize;
	names_size = elf->sections[sec->link].size;

	for (u32 i = 0; i < elf->symbol_count; i++) {
		const struct elf_symbol *sym = &elf->symbols[i];

		if (sym->name >= names_size)
			return "symbol with a bad name";
		if (sym->shndx >= elf->section_count && sym->shndx != SHN_ABS)
			return "symbol in a section that does not exist";
	}
	return NULL;
}

static const char *check_relocations(const struct elf_image *elf, u32 index)
{
	const struct elf_section *sec = &elf->sections[index];

	if (sec->type == SHT_REL)
		return "relocations without addends";
	if (sec->entsize != sizeof(struct elf_rela) || sec->size % sec->entsize ||
	    sec->offset % 8 || sec->info >= elf->section_count || sec->link != elf->symtab)
		return "bad relocation section";
	return NULL;
}

const char *elf_open(struct elf_image *elf, const u8 *data, size_t size)
{
	const char *problem;

	memset(elf, 0, sizeof(*elf));
	elf->data = data;
	elf->size = size;
	problem = check_header(elf);
	for (u32 i = 1; !problem && i < elf->section_count; i++)
		problem = check_section(elf, i);
	if (problem)
		return problem;

	if (!is_string_table(elf, elf->names))
		return "no section names";
	for (u32 i = 1; i < elf->section_count; i++)
		if (elf->sections[i].name >= elf->sections[elf->names].size)
			return "section with a bad name";
	for (u32 i = 1; !problem && i < elf->section_count; i++)
		if (elf->sections[i].type == SHT_SYMTAB)
			problem = check_symbols(elf, i);
	if (!problem && !elf->symtab)
		problem = "no symbol table";
	for (u32 i = 1; !problem && i < elf->section_count; i++)
		if (elf->sections[i].type == SHT_RELA || elf->sections[i].type == SHT_REL)
			problem = check_relocations(elf, i);
	return problem;
}

u32 elf_find_section(const struct elf_image *elf, const char *name)
{
	for (u32 i = 1; i < elf->section_count; i++)
		if (!strcmp(elf_section_name(elf, i), name))
			return i;
	return 0;
}

const char *elf_modinfo(const struct elf_image *elf, const char *tag, unsigned int n)
{
	u32 index = elf_find_section(elf, ".modinfo");
	size_t tag_len = strlen(tag), size;
	const char *text, *end;

	if (!index || elf->sections[index].type == SHT_NOBITS)
		return NULL;
	text = (const char *)elf_section_data(elf, index);
	size = elf->sections[index].size;
	for (end = text + size; text < end; text += strnlen(text, end - text) + 1) {
		if (!memchr(text, '\0', end - text))
			return NULL;
		if (!strncmp(text, tag, tag_len) && text[tag_len] == '=' && n-- == 0)
			return text + tag_len + 1;
	}
	return NULL;
}
