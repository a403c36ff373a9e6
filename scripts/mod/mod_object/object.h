/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A small relocatable object in memory, without debugging information: what a .mod.o comes down to. Sections and
 * symbols are numbered as in the file, or as in one from which .debug_* and what only that refers to was taken out.
 *
 * Relocations without addends have theirs in the bytes of the section; here they are taken out of these and kept
 * as the others are.
 */
#ifndef MODPOST_MOD_OBJECT_OBJECT_H
#define MODPOST_MOD_OBJECT_OBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/memory.h"
#include "lib/strbuf.h"

struct object_relocation {
	uint64_t offset;
	int64_t addend;
	uint32_t type;
	uint32_t symbol;
};

struct object_section {
	const char *name;
	uint32_t type;
	uint32_t link;
	uint32_t info; /* of a symbol table: left out, it follows from the symbols */
	uint64_t flags;
	uint64_t align;
	uint64_t entsize;
	uint64_t size; /* of @bytes, or of what SHT_NOBITS stands for */
	const char *
		bytes; /* not of tables of symbols, names or relocations, which are made on writing */

	struct object_relocation *relocations; /* of SHT_REL and SHT_RELA */
	size_t nr_relocations;
	uint32_t *symbols; /* of SHT_LLVM_ADDRSIG, instead of bytes: numbers of symbols */
	size_t nr_symbols;
};

struct object_symbol {
	const char *name;
	uint64_t value;
	uint64_t size;
	uint16_t section; /* or a special value such as SHN_ABS */
	unsigned char info; /* binding and type */
	unsigned char other;
};

/* Everything lives in @arena. The first section and the first symbol are the empty ones. */
struct mod_object {
	struct arena *arena;
	bool is_64bit;
	bool is_big_endian;
	uint16_t machine;
	uint32_t flags;
	unsigned char os_abi, abi_version;
	uint16_t names; /* the section that holds the names of sections */

	struct object_section *sections;
	size_t nr_sections;
	struct object_symbol *symbols;
	size_t nr_symbols;
};

/* clang's table of symbols whose address matters (LLVM's addrsig extension of ELF) */
#ifndef SHT_LLVM_ADDRSIG
#define SHT_LLVM_ADDRSIG 0x6fff4c03
#endif

/* Tables that are made of the rest of the object on writing, so that they hold no bytes in memory. */
bool object_section_is_table(const struct object_section *section);

/* SHT_REL or SHT_RELA */
bool object_section_has_relocations(const struct object_section *section);

/* Read the file @path. NULL, or why that is no object that can be described so; texts live in @arena. */
const char *mod_object_read(struct mod_object *object, const char *path, struct arena *arena);

/* The same for @size bytes that are in memory; @path is what messages call them. */
const char *mod_object_parse(struct mod_object *object, const char *path, const void *bytes,
			     size_t size, struct arena *arena);

/* Append the content of the object's file. False if an addend does not fit into its place. */
bool mod_object_write(const struct mod_object *object, struct strbuf *out);

/* NULL, or the first difference between two objects, in words that live in @arena. */
const char *mod_object_difference(const struct mod_object *wanted, const struct mod_object *made,
				  struct arena *arena);

#endif
