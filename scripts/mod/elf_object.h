/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One relocatable object of any ELF class and byte order. Everything these functions hand out was checked
 * to lie inside of the file; strings are NUL-terminated and live as long as the object is open.
 */
#ifndef MODPOST_ELF_OBJECT_H
#define MODPOST_ELF_OBJECT_H

#include <gelf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "diagnostics.h"
#include "lib/file_identity.h"

struct elf_section {
	const char *name;
	uint32_t name_offset;
	uint32_t type;
	uint32_t link;
	uint32_t info;
	uint64_t flags;
	uint64_t offset;
	uint64_t size;
};

/* Does the section occupy space in the file? Only then is its offset checked. */
static inline bool elf_section_has_bytes(const struct elf_section *section)
{
	return section->type != SHT_NULL && section->type != SHT_NOBITS;
}

struct elf_object {
	const char *path;
	struct diagnostics *diagnostics; /* where trouble is reported */

	char *image; /* private and writable, see elf_object_cut_symbol_name() */
	size_t image_size;
	struct file_identity identity; /* of the file, from before it was read */
	bool is_mapped; /* else allocated */
	Elf *elf;

	bool is_64bit;
	bool is_big_endian;
	uint16_t machine;

	struct elf_section *sections;
	size_t nr_sections;

	/* Indexes of well-known sections, 0 if there is none. */
	size_t modinfo;
	size_t export_symbol;
	size_t no_trim_symbol;

	size_t symtab;
	const void *symbols; /* Elf32_Sym or Elf64_Sym in host order */
	size_t nr_symbols;
	char *symbol_names;
	size_t symbol_names_size;
	const Elf32_Word *extended_indexes;
	size_t nr_extended_indexes;
};

enum elf_open_result {
	ELF_OPENED,
	ELF_SKIPPED, /* no object at all, or missing: nothing to close */
	ELF_FAILED, /* a fatal message was added: nothing to close */
};

enum {
	ELF_IGNORE_MISSING = 1, /* a file that cannot be read is passed over, with a note */
	ELF_REFUSE_OTHERS = 2, /* what is no ELF file fails; else it is passed over in silence */
};

/* @path must outlive the object. Call elf_version(EV_CURRENT) once before. */
enum elf_open_result elf_object_open(struct elf_object *object, const char *path,
				     unsigned int flags, struct diagnostics *diagnostics);

/* The same for @size bytes that are in memory, which are copied. @path is what messages call them. */
enum elf_open_result elf_object_open_bytes(struct elf_object *object, const char *path,
					   const void *bytes, size_t size, unsigned int flags,
					   struct diagnostics *diagnostics);

void elf_object_close(struct elf_object *object);

/* Report the object as unusable for @reason; always false. */
bool elf_object_bad(struct elf_object *object, const char *reason);

/* The string at @offset of section @index; NULL unless it lies there completely. */
const char *elf_object_string(const struct elf_object *object, size_t index, uint64_t offset);

/* The @size bytes at @offset of section @index; NULL unless they lie there completely. */
const char *elf_object_place(const struct elf_object *object, size_t index, uint64_t offset,
			     size_t size);

/*
 * The first string (@previous NULL) or the one behind @previous in a section of NUL-terminated
 * strings, with any number of NUL bytes between them. NULL: no more.
 */
const char *elf_object_next_string(const struct elf_object *object, size_t index,
				   const char *previous);

/* Are all strings of such a section terminated? False after a message. */
bool elf_object_strings_end(struct elf_object *object, size_t index);

/* The content of a section as libelf converts entries of that type to host order. NULL after a message. */
Elf_Data *elf_object_typed_data(struct elf_object *object, size_t index, Elf_Type type);

/* The number in @size bytes of the byte order of the object. */
uint64_t elf_object_number(const struct elf_object *object, const char *bytes, size_t size);

/* The name of a section, "" for an index out of range. */
const char *elf_object_section_name(const struct elf_object *object, size_t index);

/* The section that a symbol is defined in; 0 if it is undefined or in no section at all. */
static inline size_t elf_object_symbol_section(const struct elf_object *object, size_t symbol,
					       const GElf_Sym *contents)
{
	if (contents->st_shndx == SHN_XINDEX)
		return object->extended_indexes[symbol];
	return contents->st_shndx < SHN_LORESERVE ? contents->st_shndx : 0;
}

/* Contents of a symbol. @symbol must be less than nr_symbols. */
static inline GElf_Sym elf_object_symbol(const struct elf_object *object, size_t symbol)
{
	if (object->is_64bit)
		return ((const Elf64_Sym *)object->symbols)[symbol];

	const Elf32_Sym *sym = (const Elf32_Sym *)object->symbols + symbol;

	return (GElf_Sym){ .st_name = sym->st_name,
			   .st_info = sym->st_info,
			   .st_other = sym->st_other,
			   .st_shndx = sym->st_shndx,
			   .st_value = sym->st_value,
			   .st_size = sym->st_size };
}

static inline const char *elf_object_symbol_name(const struct elf_object *object,
						 const GElf_Sym *contents)
{
	return object->symbol_names + contents->st_name;
}

/*
 * The same without the number that compilers append (foo.123 is foo); elf_object_symbol_name() leaves it out from now
 * on, too. Names that share their tail in the string table are cut together.
 */
const char *elf_object_cut_symbol_name(struct elf_object *object, const GElf_Sym *contents);

/* Cut such a number off @name. */
void symbol_cut_suffix(char *name);

/*
 * What compilers write for link-time optimization are files without machine code. Does @image begin as LLVM's bitcode
 * does?
 */
bool lto_is_bitcode(const char *image, size_t size);

/* Has GCC put nothing but its intermediate code into the object? With -ffat-lto-objects it has not. */
bool lto_is_slim(const struct elf_object *object);

#endif
