/* SPDX-License-Identifier: GPL-2.0-only */
/* A module on its way from .ko back to the .o that modpost saw. */
#ifndef KO2OBJ_H
#define KO2OBJ_H

#include <elf.h>
#include <gelf.h>
#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "symvers.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

struct ksymtab;

/* The arrays are indexed by the input's numbers. */
struct obj {
	const char *name;
	const struct export *exports;
	size_t nexport;
	bool ksymtab; /* exports stand in sections of their own, as before Linux 6.5 */
	Elf *in;
	Elf *out;
	GElf_Ehdr ehdr;
	size_t nsec;
	size_t symtab; /* section number */
	size_t strtab; /* section number */
	size_t shstrtab; /* section number */
	size_t nsym;
	Elf_Data *syms;
	size_t *newsec; /* number in the output, 0: dropped */
	size_t *newsym; /* number in the output, 0: dropped */
	bool *used; /* a kept relocation names this symbol */
	struct buf strs;
	struct buf shstrs;
	struct buf modinfo;
	size_t modinfo_sec;
	size_t first_added; /* number in the output of the first section that holds exports */
	size_t nadded;
	size_t nlocal; /* in the output, the export labels included */
	void *newsyms;

	struct buf records; /* .export_symbol */
	size_t *record_at; /* where each export's record begins in it */
	size_t records_name; /* of the section, in the string table */
	void *export_relocs;

	struct ksymtab *ksyms;
};

/* Ends the program, naming the module. */
__attribute__((noreturn)) void obj_fail(const struct obj *o, const char *what);

/* An input section and its header; neither fails. */
Elf_Scn *obj_section(const struct obj *o, size_t i, GElf_Shdr *shdr);
Elf_Data *obj_data(const struct obj *o, Elf_Scn *scn);
const char *obj_section_name(const struct obj *o, const GElf_Shdr *shdr);

/* An input symbol's name and, in @sym, the rest of it. */
const char *obj_symbol(const struct obj *o, size_t i, GElf_Sym *sym);

/* A relocation of either form; @rela says which. */
GElf_Rela obj_reloc(const struct obj *o, Elf_Data *data, bool rela, size_t i);
void obj_set_reloc(Elf_Data *data, bool rela, size_t i, const GElf_Rela *reloc);

/*
 * Fills section @to of the output; libelf only lets the returned data's entries be changed.
 * @bytes stay the caller's, until the output is written.
 */
Elf_Data *obj_fill_section(struct obj *o, size_t to, const GElf_Shdr *shdr, void *bytes,
			   size_t size, Elf_Type type);

/* Chooses the sections to keep, and tells what the module shipped in depends= and __versions. */
void obj_choose_sections(struct obj *o);

/* Chooses the symbols to keep and builds the new symbol table. */
void obj_make_symbols(struct obj *o);

/* Copies the sections that are kept. */
void obj_copy_sections(struct obj *o);

/*
 * Exports as .export_symbol records, since Linux 6.5. The first, after obj_choose_sections(), says
 * how many sections are added; the next adds the records' labels to the symbol table, from number
 * @next on, and returns the number after them; the last fills the sections.
 */
void records_prepare(struct obj *o);
size_t records_add_labels(struct obj *o, Elf_Data *syms, size_t next);
void records_fill(struct obj *o);

/*
 * Exports as entries of the symbol table, before Linux 6.5: the linked table is cut into one
 * section for each symbol again. ksymtab_move_label() puts an entry's label there and returns
 * false for all other symbols.
 */
void ksymtab_prepare(struct obj *o);
bool ksymtab_move_label(const struct obj *o, size_t i, GElf_Sym *sym);
void ksymtab_fill(struct obj *o);
void ksymtab_free(struct obj *o);

/* Writes .mod, .cmd, and sources for srcversion. */
void write_build_files(const struct obj *o, const char *out_dir);

#endif
