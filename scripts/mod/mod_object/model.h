/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How the compiler of a tree makes a .mod.o of a .mod.c: the kinds of sections, symbols and relocations that there
 * are, and the order they come in. It was learned from samples (learn.h), is kept in a file, and makes
 * objects without a compiler (model_apply.h).
 */
#ifndef MODPOST_MOD_OBJECT_MODEL_H
#define MODPOST_MOD_OBJECT_MODEL_H

#include "mod_object/items.h"
#include "mod_object/object.h"

/* Numbers of kinds, or of pieces, in a row. */
struct model_ids {
	uint32_t nr;
	uint32_t *ids;
};

/*
 * For each item of a list, in order or from the last to the first, what belongs to its class; and behind the first
 * things of the first item what is there once.
 */
struct model_loop {
	uint32_t list;
	uint32_t descending;
	struct model_ids bodies[NR_CLASSES];
	struct model_ids once;
	uint32_t once_after; /* so many things */
};

struct model_sequence {
	uint32_t nr;
	struct model_loop *loops;
};

/* What an alignment is at a size: compilers align large data more. */
struct model_alignment {
	uint64_t size, align;
};

/* As many as there are samples, and sizes in sample_lengths.h */
#define MOST_ALIGNMENTS 22

enum section_form {
	FORM_BYTES, /* the same in each module, but for its name */
	FORM_CRC, /* of the export that the section belongs to */
	FORM_PIECES, /* of the items of a list, then bytes */
	FORM_TABLE, /* made on writing, or numbers of symbols */
	NR_FORMS,
};

/* Is a section that holds nothing there? */
enum section_empty {
	EMPTY_UNKNOWN,
	EMPTY_THERE,
	EMPTY_ABSENT,
	NR_EMPTY,
};

struct relocation_kind {
	uint64_t offset;
	int64_t addend;
	uint32_t type;
	uint32_t symbol; /* number of a kind */
	uint32_t piece; /* whose offset is added; or PIECE_NONE */
};

/* In place of the number of a section kind */
#define SECTION_NONE	UINT32_MAX
#define SECTION_SPECIAL 0x80000000u /* and SHN_ABS or the like */

struct section_kind {
	uint32_t list; /* one for each item of it */
	uint32_t item_class; /* of the items that have it */
	const char *name, *suffix; /* around the name of the item */
	uint32_t type;
	uint64_t flags, entsize;
	uint32_t link; /* number of a kind, or SECTION_NONE */
	uint32_t target; /* the same; of relocations */
	uint32_t info; /* if there is no target */
	uint32_t nr_alignments; /* ascending sizes; one: at any size */
	struct model_alignment alignments[MOST_ALIGNMENTS];

	uint32_t form;
	uint32_t empty;
	uint64_t size; /* of the bytes, of FORM_CRC, or of SHT_NOBITS */
	const char *bytes;
	uint32_t has_name; /* the name of the module is in the bytes */
	uint64_t name_offset, name_size;
	struct model_sequence pieces; /* or symbols of a table */
	uint32_t is_padded; /* up to a multiple of the alignment */

	/* FORM_BYTES that are other ones in a module without exports */
	uint32_t has_bare;
	uint64_t bare_align, bare_size;
	const char *bare_bytes;

	uint32_t nr_relocations;
	struct relocation_kind *relocations;
};

enum symbol_name {
	NAME_FIXED,
	NAME_EXPORT, /* around the name of the item */
	NAME_COUNTED, /* before the number of the statement */
	NAME_NUMBERED, /* before the number of such symbols so far */
	NAME_FILE, /* of the source */
	NR_NAMES,
};

enum symbol_size {
	SIZE_FIXED,
	SIZE_SECTION, /* that of the section it is in, without padding */
	SIZE_PIECE, /* that of the piece that is its value */
	NR_SIZES,
};

enum symbol_condition {
	IF_ANYHOW,
	IF_INIT,
	IF_EXIT,
	IF_NOT_EMPTY, /* the section it is in */
	NR_CONDITIONS,
};

struct symbol_kind {
	uint32_t list, item_class;
	uint32_t name_form;
	const char *name, *suffix;
	uint32_t section; /* number of a kind, or SECTION_SPECIAL and more */
	uint32_t piece; /* whose offset is added to the value; or PIECE_NONE */
	uint64_t value;
	uint32_t size_form;
	uint64_t size;
	uint32_t info, other;
	uint32_t condition;
	uint32_t gap; /* numbers passed over in front of a NAME_NUMBERED */
};

/*
 * The options that change what a .mod.c says. That of an external build is missing: there, one statement is not
 * made, and a model knows each apart.
 */
struct model_options {
	uint32_t release, native, modversions, basic_versions, extended_versions;
};

struct mod_model {
	const char *refusal; /* why there is no model; NULL: there is one */
	struct model_options options;

	uint32_t is_64bit, is_big_endian, machine, flags, os_abi, abi_version;
	uint32_t names; /* section kind that holds the names of sections */

	struct mod_words words;
	uint32_t classes[NR_LISTS]; /* bits: those that have been seen */
	uint32_t first_count; /* of the first statement */
	uint32_t crc_size, version_size; /* of struct modversion_info */

	uint32_t nr_sections, nr_symbols; /* kinds */
	struct section_kind *sections;
	struct symbol_kind *symbols;
	struct model_sequence section_order, symbol_order;
};

/* Do all numbers in it lie in their ranges, so that it can be applied? */
bool mod_model_is_sound(const struct mod_model *model);

struct model_options model_options_of(const struct options *options);

/* The file that keeps @model. */
void mod_model_format(const struct mod_model *model, struct strbuf *out);

/*
 * Read such a file; what is in @model then lives in @arena. NULL, or why it is none. Whatever the file says, a model
 * that was read can be applied.
 */
const char *mod_model_parse(struct mod_model *model, const char *bytes, size_t size,
			    struct arena *arena);

/*
 * The same for what is between the first line and the sum of such a file, which is not looked at. False if that
 * is damaged.
 */
bool mod_model_parse_fields(struct mod_model *model, const char *bytes, size_t size,
			    struct arena *arena);

#endif
