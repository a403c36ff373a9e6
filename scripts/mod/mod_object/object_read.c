// SPDX-License-Identifier: GPL-2.0-only
/* From a file to an object in memory, past everything that is there for debugging. */
#include "lib/text.h"
#include "mod_object/object.h"
#include "relocation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "elf_object.h"

/* How wide the place of a relocation without addend is, in all objects that have such. */
#define REL_PLACE 4

struct reader {
	struct elf_object *elf;
	struct mod_object *out;
	struct arena *arena;
	const char *trouble;
	uint32_t *section_numbers; /* from the file's to ours; 0: left out */
	uint32_t *symbol_numbers;
	unsigned char *users; /* of each symbol: USED_* */
};

enum {
	USED_BY_DEBUG = 1,
	USED_BY_REST = 2,
};

static bool trouble(struct reader *reader, const char *text, const char *name)
{
	reader->trouble = arena_printf(reader->arena, "%s: %s%s%s", reader->elf->path, text,
				       *name ? " " : "", name);
	return false;
}

bool object_section_is_table(const struct object_section *section)
{
	switch (section->type) {
	case SHT_SYMTAB:
	case SHT_STRTAB:
	case SHT_REL:
	case SHT_RELA:
	case SHT_LLVM_ADDRSIG:
		return true;
	}
	return false;
}

bool object_section_has_relocations(const struct object_section *section)
{
	return section->type == SHT_REL || section->type == SHT_RELA;
}

static bool is_relocation_section(const struct elf_section *section)
{
	return section->type == SHT_REL || section->type == SHT_RELA;
}

static bool is_debug_section(const struct elf_object *elf, size_t i)
{
	const struct elf_section *section = &elf->sections[i];

	if (is_relocation_section(section))
		return section->info < elf->nr_sections &&
		       !is_relocation_section(&elf->sections[section->info]) &&
		       is_debug_section(elf, section->info);
	return starts_with(section->name, ".debug_") || starts_with(section->name, ".zdebug_");
}

static bool number_sections(struct reader *reader)
{
	const struct elf_object *elf = reader->elf;
	size_t nr = 1;

	if (elf->nr_sections >= SHN_LORESERVE || elf->nr_extended_indexes)
		return trouble(reader, "too many sections", "");
	reader->section_numbers =
		arena_zeroed(reader->arena, elf->nr_sections, sizeof(*reader->section_numbers));
	for (size_t i = 1; i < elf->nr_sections; i++) {
		if (!is_debug_section(elf, i))
			reader->section_numbers[i] = nr++;
	}
	reader->out->nr_sections = nr;
	return true;
}

static bool read_relocation(struct reader *reader, const struct elf_relocations *relocations,
			    size_t i, struct elf_relocation *relocation)
{
	return relocation_read(reader->elf, relocations, i, relocation) ||
	       trouble(reader, "unusable relocations", "");
}

static bool note_users_in(struct reader *reader, size_t index)
{
	unsigned char user = reader->section_numbers[index] ? USED_BY_REST : USED_BY_DEBUG;
	struct elf_relocations relocations;
	struct elf_relocation relocation;

	if (!relocations_find(reader->elf, index, &relocations))
		return trouble(reader, "unusable relocations in",
			       reader->elf->sections[index].name);
	for (size_t i = 0; i < relocations.nr; i++) {
		if (!read_relocation(reader, &relocations, i, &relocation))
			return false;
		reader->users[relocation.symbol] |= user;
	}
	return true;
}

static bool note_users(struct reader *reader)
{
	const struct elf_object *elf = reader->elf;

	reader->users = arena_zeroed(reader->arena, elf->nr_symbols, sizeof(*reader->users));
	for (size_t i = 1; i < elf->nr_sections; i++) {
		if (is_relocation_section(&elf->sections[i]) && !note_users_in(reader, i))
			return false;
	}
	return true;
}

/* Symbols of the kinds that assemblers make on their own, for debugging information alone. */
static bool is_debug_symbol(const struct reader *reader, size_t i, const GElf_Sym *symbol)
{
	size_t section = elf_object_symbol_section(reader->elf, i, symbol);
	const char *name = elf_object_symbol_name(reader->elf, symbol);

	if (section && !reader->section_numbers[section])
		return true;
	if (reader->users[i] != USED_BY_DEBUG || GELF_ST_BIND(symbol->st_info) != STB_LOCAL)
		return false;
	return GELF_ST_TYPE(symbol->st_info) == STT_SECTION || !*name || starts_with(name, ".L");
}

static void read_symbols(struct reader *reader)
{
	const struct elf_object *elf = reader->elf;
	struct mod_object *out = reader->out;

	reader->symbol_numbers =
		arena_zeroed(reader->arena, elf->nr_symbols, sizeof(*reader->symbol_numbers));
	out->symbols = arena_zeroed(reader->arena, elf->nr_symbols + 1, sizeof(*out->symbols));
	out->symbols[0].name = "";
	out->nr_symbols = 1;
	for (size_t i = 1; i < elf->nr_symbols; i++) {
		GElf_Sym symbol = elf_object_symbol(elf, i);
		size_t section = elf_object_symbol_section(elf, i, &symbol);

		if (is_debug_symbol(reader, i, &symbol))
			continue;
		reader->symbol_numbers[i] = out->nr_symbols;
		out->symbols[out->nr_symbols++] = (struct object_symbol){
			.name = arena_strdup(reader->arena, elf_object_symbol_name(elf, &symbol)),
			.value = symbol.st_value,
			.size = symbol.st_size,
			.section = section ? reader->section_numbers[section] : symbol.st_shndx,
			.info = symbol.st_info,
			.other = symbol.st_other,
		};
	}
}

static bool read_relocations(struct reader *reader, size_t index, struct object_section *section)
{
	struct elf_relocations relocations;
	struct elf_relocation relocation;

	if (!relocations_find(reader->elf, index, &relocations))
		return trouble(reader, "unusable relocations in", section->name);
	section->relocations =
		arena_zeroed(reader->arena, relocations.nr, sizeof(*section->relocations));
	section->nr_relocations = relocations.nr;
	for (size_t i = 0; i < relocations.nr; i++) {
		if (!read_relocation(reader, &relocations, i, &relocation))
			return false;
		section->relocations[i] = (struct object_relocation){
			.offset = relocation.offset,
			.addend = relocation.addend,
			.type = relocation.type,
			.symbol = reader->symbol_numbers[relocation.symbol],
		};
	}
	return true;
}

/* Take the addends out of the bytes of the section that @relocations are for. */
static bool take_addends(struct reader *reader, struct object_section *relocations)
{
	struct mod_object *out = reader->out;
	struct object_section *target = &out->sections[relocations->info];

	if (out->is_64bit)
		return trouble(reader, "64-bit relocations without addends:", relocations->name);
	for (size_t i = 0; i < relocations->nr_relocations; i++) {
		struct object_relocation *relocation = &relocations->relocations[i];
		char *place;

		if (!target->bytes || target->size < REL_PLACE ||
		    relocation->offset > target->size - REL_PLACE)
			return trouble(reader,
				       "a relocation outside of its section:", target->name);
		place = (char *)target->bytes + relocation->offset;
		relocation->addend = (int32_t)elf_object_number(reader->elf, place, REL_PLACE);
		memset(place, 0, REL_PLACE);
	}
	return true;
}

/* Numbers in groups of seven bits, the low ones first; the last byte is less than 128. */
static bool read_addrsig(struct reader *reader, size_t index, struct object_section *section)
{
	const char *bytes = elf_object_place(reader->elf, index, 0, section->size);
	uint32_t number = 0;
	unsigned int shift = 0;

	section->symbols = arena_zeroed(reader->arena, section->size, sizeof(*section->symbols));
	for (uint64_t i = 0; bytes && i < section->size; i++) {
		number |= (uint32_t)(bytes[i] & 127) << shift;
		shift += 7;
		if (bytes[i] & 128) {
			if (shift > 21)
				return trouble(reader, "a strange", section->name);
			continue;
		}
		if (number >= reader->elf->nr_symbols || !reader->symbol_numbers[number])
			return trouble(reader, "a missing symbol in", section->name);
		section->symbols[section->nr_symbols++] = reader->symbol_numbers[number];
		number = 0;
		shift = 0;
	}
	section->size = 0;
	return !shift || trouble(reader, "a strange", section->name);
}

static bool read_bytes(struct reader *reader, size_t index, struct object_section *section)
{
	const char *bytes = elf_object_place(reader->elf, index, 0, section->size);

	if (section->type == SHT_NOBITS)
		return true;
	if (object_section_is_table(section)) {
		section->size = 0;
		return true;
	}
	if (!bytes)
		return trouble(reader, "unusable section", section->name);
	section->bytes = arena_strndup(reader->arena, bytes, section->size);
	return true;
}

static uint32_t renumber(const struct reader *reader, uint32_t section)
{
	return section < reader->elf->nr_sections ? reader->section_numbers[section] : 0;
}

static bool read_section(struct reader *reader, size_t index, struct object_section *section)
{
	const struct elf_object *elf = reader->elf;
	GElf_Shdr header;

	if (!gelf_getshdr(elf_getscn(elf->elf, index), &header))
		return trouble(reader, "unusable section", elf->sections[index].name);
	*section = (struct object_section){
		.name = arena_strdup(reader->arena, elf->sections[index].name),
		.type = header.sh_type,
		.link = renumber(reader, header.sh_link),
		.flags = header.sh_flags,
		.align = header.sh_addralign,
		.entsize = header.sh_entsize,
		.size = header.sh_size,
	};
	switch (section->type) {
	case SHT_GROUP:
	case SHT_SYMTAB_SHNDX:
		return trouble(reader,
			       "a section of a kind that is not known here:", section->name);
	case SHT_SYMTAB:
		break; /* the rest of it follows from the symbols */
	case SHT_REL:
	case SHT_RELA:
		section->info = renumber(reader, header.sh_info);
		break;
	default:
		section->info = header.sh_info;
		break;
	}
	if (section->type == SHT_LLVM_ADDRSIG)
		return read_addrsig(reader, index, section);
	if (!read_bytes(reader, index, section))
		return false;
	return !is_relocation_section(&elf->sections[index]) ||
	       read_relocations(reader, index, section);
}

static bool read_sections(struct reader *reader)
{
	struct mod_object *out = reader->out;
	size_t nr_symtabs = 0;

	out->sections = arena_zeroed(reader->arena, out->nr_sections, sizeof(*out->sections));
	out->sections[0].name = "";
	for (size_t i = 1; i < reader->elf->nr_sections; i++) {
		uint32_t number = reader->section_numbers[i];

		if (number && !read_section(reader, i, &out->sections[number]))
			return false;
	}
	for (size_t i = 1; i < out->nr_sections; i++) {
		if (out->sections[i].type == SHT_REL && !take_addends(reader, &out->sections[i]))
			return false;
		nr_symtabs += out->sections[i].type == SHT_SYMTAB;
	}
	return nr_symtabs == 1 || trouble(reader, "more than one table of symbols", "");
}

static bool read_header(struct reader *reader)
{
	struct mod_object *out = reader->out;
	GElf_Ehdr header;
	size_t names;

	if (!gelf_getehdr(reader->elf->elf, &header) || elf_getshdrstrndx(reader->elf->elf, &names))
		return trouble(reader, "unusable ELF header", "");
	out->is_64bit = reader->elf->is_64bit;
	out->is_big_endian = reader->elf->is_big_endian;
	out->machine = header.e_machine;
	out->flags = header.e_flags;
	out->os_abi = header.e_ident[EI_OSABI];
	out->abi_version = header.e_ident[EI_ABIVERSION];
	out->names = renumber(reader, names);
	/* Its relocations are of another layout. */
	if (out->is_64bit && out->machine == EM_MIPS)
		return trouble(reader, "the machine is MIPS64", "");
	return true;
}

static const char *read_open_object(struct mod_object *object, struct elf_object *elf,
				    struct arena *arena)
{
	struct reader reader = { .elf = elf, .out = object, .arena = arena };

	if (number_sections(&reader) && read_header(&reader) && note_users(&reader)) {
		read_symbols(&reader);
		read_sections(&reader);
	}
	elf_object_close(elf);
	return reader.trouble;
}

/* Why the file could not be opened: the last diagnostic, without the end of its line. */
static const char *open_trouble(struct diagnostics *diagnostics, struct arena *arena)
{
	const char *text = diagnostics->nr ? diagnostics->items[diagnostics->nr - 1].text : "";
	size_t len = strlen(text);

	return arena_strndup(arena, text, len && text[len - 1] == '\n' ? len - 1 : len);
}

static const char *finish_reading(struct mod_object *object, struct elf_object *elf,
				  enum elf_open_result opened, struct diagnostics *diagnostics)
{
	const char *reason = opened == ELF_OPENED
				     ? read_open_object(object, elf, diagnostics->arena)
				     : open_trouble(diagnostics, diagnostics->arena);

	diagnostics_free(diagnostics);
	return reason;
}

const char *mod_object_read(struct mod_object *object, const char *path, struct arena *arena)
{
	struct diagnostics diagnostics = { .arena = arena };
	struct elf_object elf;

	memset(object, 0, sizeof(*object));
	return finish_reading(object, &elf,
			      elf_object_open(&elf, path, ELF_REFUSE_OTHERS, &diagnostics),
			      &diagnostics);
}

const char *mod_object_parse(struct mod_object *object, const char *path, const void *bytes,
			     size_t size, struct arena *arena)
{
	struct diagnostics diagnostics = { .arena = arena };
	struct elf_object elf;

	memset(object, 0, sizeof(*object));
	return finish_reading(object, &elf,
			      elf_object_open_bytes(&elf, path, bytes, size, ELF_REFUSE_OTHERS,
						    &diagnostics),
			      &diagnostics);
}
