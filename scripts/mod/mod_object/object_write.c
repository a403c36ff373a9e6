// SPDX-License-Identifier: GPL-2.0-only
/* From an object in memory to the bytes of its file: header, sections in their order, section headers. */
#include "mod_object/object.h"

#include <elf.h>
#include <stdlib.h>
#include <string.h>

struct writer {
	const struct mod_object *object;
	struct strbuf *out;
	size_t start; /* of the file in @out */
	uint32_t *section_names; /* offsets in the table of names */
	uint32_t *symbol_names;
	uint64_t *offsets, *sizes; /* of the sections in the file */
	struct strbuf names; /* of sections */
	struct strbuf strings; /* of symbols; unused if they share a table */
};

static void put_number(struct strbuf *out, uint64_t number, size_t size, bool is_big_endian)
{
	char bytes[8];

	for (size_t i = 0; i < size; i++)
		bytes[is_big_endian ? size - 1 - i : i] = (char)(number >> 8 * i);
	strbuf_add_bytes(out, bytes, size);
}

static void put(struct writer *writer, uint64_t number, size_t size)
{
	put_number(writer->out, number, size, writer->object->is_big_endian);
}

/* As wide as an address */
static void put_word(struct writer *writer, uint64_t number)
{
	put(writer, number, writer->object->is_64bit ? 8 : 4);
}

static void put_zeros(struct strbuf *out, size_t nr)
{
	static const char zeros[64];

	for (; nr > sizeof(zeros); nr -= sizeof(zeros))
		strbuf_add_bytes(out, zeros, sizeof(zeros));
	strbuf_add_bytes(out, zeros, nr);
}

static void align(struct writer *writer, uint64_t alignment)
{
	size_t past = alignment ? (writer->out->len - writer->start) % alignment : 0;

	if (past)
		put_zeros(writer->out, alignment - past);
}

static uint32_t add_name(struct strbuf *names, const char *name)
{
	uint32_t offset = names->len;

	if (!*name)
		return 0;
	strbuf_add_bytes(names, name, strlen(name) + 1);
	return offset;
}

/* The table that the names of symbols are in */
static size_t strings_section(const struct mod_object *object)
{
	for (size_t i = 1; i < object->nr_sections; i++) {
		if (object->sections[i].type == SHT_SYMTAB)
			return object->sections[i].link;
	}
	return 0;
}

static void collect_names(struct writer *writer)
{
	const struct mod_object *object = writer->object;
	struct strbuf *strings =
		strings_section(object) == object->names ? &writer->names : &writer->strings;

	put_zeros(&writer->names, 1);
	if (strings != &writer->names)
		put_zeros(strings, 1);
	for (size_t i = 1; i < object->nr_sections; i++)
		writer->section_names[i] = add_name(&writer->names, object->sections[i].name);
	for (size_t i = 1; i < object->nr_symbols; i++)
		writer->symbol_names[i] = add_name(strings, object->symbols[i].name);
}

static void put_header(struct writer *writer, uint64_t section_headers)
{
	const struct mod_object *object = writer->object;
	const unsigned char ident[EI_NIDENT] = {
		[EI_MAG0] = ELFMAG0,
		[EI_MAG1] = ELFMAG1,
		[EI_MAG2] = ELFMAG2,
		[EI_MAG3] = ELFMAG3,
		[EI_CLASS] = object->is_64bit ? ELFCLASS64 : ELFCLASS32,
		[EI_DATA] = object->is_big_endian ? ELFDATA2MSB : ELFDATA2LSB,
		[EI_VERSION] = EV_CURRENT,
		[EI_OSABI] = object->os_abi,
		[EI_ABIVERSION] = object->abi_version,
	};

	strbuf_add_bytes(writer->out, ident, sizeof(ident));
	put(writer, ET_REL, 2);
	put(writer, object->machine, 2);
	put(writer, EV_CURRENT, 4);
	put_word(writer, 0); /* entry */
	put_word(writer, 0); /* program headers */
	put_word(writer, section_headers);
	put(writer, object->flags, 4);
	put(writer, object->is_64bit ? sizeof(Elf64_Ehdr) : sizeof(Elf32_Ehdr), 2);
	put(writer, 0, 2); /* size and number of program headers */
	put(writer, 0, 2);
	put(writer, object->is_64bit ? sizeof(Elf64_Shdr) : sizeof(Elf32_Shdr), 2);
	put(writer, object->nr_sections, 2);
	put(writer, object->names, 2);
}

static void put_symbol(struct writer *writer, size_t i)
{
	const struct object_symbol *symbol = &writer->object->symbols[i];

	put(writer, writer->symbol_names[i], 4);
	if (!writer->object->is_64bit) {
		put(writer, symbol->value, 4);
		put(writer, symbol->size, 4);
	}
	put(writer, symbol->info, 1);
	put(writer, symbol->other, 1);
	put(writer, symbol->section, 2);
	if (writer->object->is_64bit) {
		put(writer, symbol->value, 8);
		put(writer, symbol->size, 8);
	}
}

static void put_relocation(struct writer *writer, const struct object_relocation *relocation,
			   bool has_addend)
{
	put_word(writer, relocation->offset);
	if (writer->object->is_64bit)
		put(writer, ELF64_R_INFO((uint64_t)relocation->symbol, relocation->type), 8);
	else
		put(writer, ELF32_R_INFO(relocation->symbol, relocation->type), 4);
	if (has_addend)
		put_word(writer, relocation->addend);
}

static void put_addrsig(struct writer *writer, const struct object_section *section)
{
	for (size_t i = 0; i < section->nr_symbols; i++) {
		uint32_t number = section->symbols[i];

		for (; number > 127; number >>= 7)
			put(writer, number | 128, 1);
		put(writer, number, 1);
	}
}

static void put_section(struct writer *writer, size_t index)
{
	const struct mod_object *object = writer->object;
	const struct object_section *section = &object->sections[index];

	switch (section->type) {
	case SHT_NOBITS:
		break;
	case SHT_SYMTAB:
		for (size_t i = 0; i < object->nr_symbols; i++)
			put_symbol(writer, i);
		break;
	case SHT_STRTAB:
		if (index == object->names)
			strbuf_add_bytes(writer->out, writer->names.text, writer->names.len);
		else
			strbuf_add_bytes(writer->out, writer->strings.text, writer->strings.len);
		break;
	case SHT_REL:
	case SHT_RELA:
		for (size_t i = 0; i < section->nr_relocations; i++)
			put_relocation(writer, &section->relocations[i], section->type == SHT_RELA);
		break;
	case SHT_LLVM_ADDRSIG:
		put_addrsig(writer, section);
		break;
	default:
		strbuf_add_bytes(writer->out, section->bytes, section->size);
		break;
	}
}

static uint32_t first_global(const struct mod_object *object)
{
	size_t i = 0;

	while (i < object->nr_symbols && ELF64_ST_BIND(object->symbols[i].info) == STB_LOCAL)
		i++;
	return i;
}

static void put_section_header(struct writer *writer, size_t index)
{
	const struct object_section *section = &writer->object->sections[index];

	put(writer, writer->section_names[index], 4);
	put(writer, section->type, 4);
	put_word(writer, section->flags);
	put_word(writer, 0); /* address */
	put_word(writer, writer->offsets[index]);
	put_word(writer, writer->sizes[index]);
	put(writer, section->link, 4);
	put(writer, section->type == SHT_SYMTAB ? first_global(writer->object) : section->info, 4);
	put_word(writer, section->align);
	put_word(writer, section->entsize);
}

static bool put_addend(struct writer *writer, const struct object_relocation *relocation,
		       uint64_t place)
{
	struct strbuf number = { 0 };

	if (relocation->addend != (int32_t)relocation->addend)
		return false;
	put_number(&number, relocation->addend, 4, writer->object->is_big_endian);
	memcpy(writer->out->text + writer->start + place, number.text, number.len);
	strbuf_free(&number);
	return true;
}

/* Relocations without addends have them in the bytes of their section. */
static bool put_addends(struct writer *writer, const struct object_section *relocations)
{
	for (size_t i = 0; i < relocations->nr_relocations; i++) {
		const struct object_relocation *relocation = &relocations->relocations[i];

		if (writer->sizes[relocations->info] < 4 ||
		    relocation->offset > writer->sizes[relocations->info] - 4 ||
		    !put_addend(writer, relocation,
				writer->offsets[relocations->info] + relocation->offset))
			return false;
	}
	return true;
}

static bool put_file(struct writer *writer)
{
	const struct mod_object *object = writer->object;
	size_t header = writer->out->len;
	struct strbuf again = { 0 };
	uint64_t section_headers;

	put_header(writer, 0);
	for (size_t i = 1; i < object->nr_sections; i++) {
		align(writer, object->sections[i].align);
		writer->offsets[i] = writer->out->len - writer->start;
		put_section(writer, i);
		writer->sizes[i] = object->sections[i].type == SHT_NOBITS
					   ? object->sections[i].size
					   : writer->out->len - writer->start - writer->offsets[i];
	}
	align(writer, 8);
	section_headers = writer->out->len - writer->start;
	for (size_t i = 0; i < object->nr_sections; i++)
		put_section_header(writer, i);

	/* Now that it is known where they are. */
	put_number(&again, section_headers, object->is_64bit ? 8 : 4, object->is_big_endian);
	memcpy(writer->out->text + header +
		       (object->is_64bit ? offsetof(Elf64_Ehdr, e_shoff)
					 : offsetof(Elf32_Ehdr, e_shoff)),
	       again.text, again.len);
	strbuf_free(&again);
	for (size_t i = 1; i < object->nr_sections; i++) {
		if (object->sections[i].type == SHT_REL &&
		    !put_addends(writer, &object->sections[i]))
			return false;
	}
	return true;
}

bool mod_object_write(const struct mod_object *object, struct strbuf *out)
{
	struct writer writer = { .object = object, .out = out, .start = out->len };
	bool done;

	writer.section_names = xcalloc(object->nr_sections, sizeof(*writer.section_names));
	writer.symbol_names = xcalloc(object->nr_symbols, sizeof(*writer.symbol_names));
	writer.offsets = xcalloc(object->nr_sections, sizeof(*writer.offsets));
	writer.sizes = xcalloc(object->nr_sections, sizeof(*writer.sizes));
	collect_names(&writer);
	done = put_file(&writer);
	strbuf_free(&writer.names);
	strbuf_free(&writer.strings);
	free(writer.section_names);
	free(writer.symbol_names);
	free(writer.offsets);
	free(writer.sizes);
	return done;
}
