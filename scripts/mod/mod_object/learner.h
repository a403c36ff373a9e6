/* SPDX-License-Identifier: GPL-2.0-only */
/* What the parts of mod_model_learn() share. Each part adds to the model, or refuses. */
#ifndef MODPOST_MOD_OBJECT_LEARNER_H
#define MODPOST_MOD_OBJECT_LEARNER_H

#include "mod_object/model.h"
#include "mod_object/pieces.h"
#include "mod_object/samples.h"

/* What a section or symbol of the first sample is: of which kind, and for which item. */
struct place {
	enum item_list list;
	size_t item;
	uint32_t kind;
};

struct learner {
	struct mod_model *model;
	const struct model_sample *samples;
	const struct mod_object *sizes; /* of sample_lengths.h, or NULL */
	struct mod_items items[NR_SAMPLES];
	const struct mod_object *object; /* of the first sample */
	struct arena *arena;

	struct place *sections, *symbols; /* of the first sample */
	struct piece_places pieces; /* of the first sample */
	bool has_pieces[NR_PIECES]; /* in one of the sections so far */
	uint64_t *lengths; /* of the sections of pieces, without padding; of each kind */

	const char *reason; /* why there is no model */
};

/* Note a reason; always false. */
bool learner_refuse(struct learner *learner, const char *text, const char *name);

/* The section @name of a sample; NULL if there is none. */
const struct object_section *learner_section(const struct learner *learner, unsigned int sample,
					     const char *name);

/*
 * Is a section or symbol named after an export? Then this is its place, and that is what stands before and behind the
 * name.
 */
bool learner_find_export(const struct learner *learner, const char *name, struct place *place,
			 const char **before, const char **after);

/* Do the bytes hold a number, in the byte order of the samples? */
bool learner_is_number(const struct learner *learner, const char *bytes, uint64_t size,
		       uint32_t number);

/*
 * Is the section one that holds the pieces of a list? Then @kind is told so. False after a refusal; a section of
 * another kind is none.
 */
bool learn_pieces(struct learner *learner, const struct object_section *section,
		  struct section_kind *kind);

/* Does a section of the first sample, or 0, hold such pieces? */
bool learner_section_holds(const struct learner *learner, uint32_t section, enum item_piece piece);

/* The piece of an item that begins at an offset of its section. */
bool learner_find_piece(const struct learner *learner, enum item_list list, size_t item,
			uint64_t offset, uint32_t *piece);

/* How long, aligned and padded sections of pieces are, which takes all samples to see. */
bool learn_lengths(struct learner *learner);

bool learn_sections(struct learner *learner);
bool learn_symbols(struct learner *learner);

/* Links, relocations, and the order of everything. */
bool learn_references(struct learner *learner);

#endif
