/* SPDX-License-Identifier: GPL-2.0-only */
/* Sections that hold the pieces of a list: one behind the other, in the order that the model knows. */
#ifndef MODPOST_MOD_OBJECT_PIECES_H
#define MODPOST_MOD_OBJECT_PIECES_H

#include "mod_object/model.h"

/* Where the pieces of the items are in their section, and how large; known after the first half of the work. */
struct piece_places {
	uint64_t *offsets[NR_PIECES], *sizes[NR_PIECES];
};

/*
 * The bytes of a section of FORM_PIECES for @items, in @arena, and the places of its pieces. NULL if there is no room
 * for a text.
 */
const char *section_kind_bytes(const struct section_kind *kind, const struct mod_model *model,
			       const struct mod_items *items, struct piece_places *places,
			       uint64_t *size, struct arena *arena);

/* Room for the places of the pieces of @items. */
void piece_places_init(struct piece_places *places, const struct mod_items *items,
		       struct arena *arena);

/* Put the low @size bytes of a number, up to eight, into @bytes. */
void piece_put_number(char *bytes, uint64_t number, size_t size, bool is_big_endian);

#endif
