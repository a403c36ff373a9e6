/* SPDX-License-Identifier: GPL-2.0-only */
/* Rows of things that depend on the items of a module, told as loops over its lists. */
#ifndef MODPOST_MOD_OBJECT_SEQUENCE_H
#define MODPOST_MOD_OBJECT_SEQUENCE_H

#include "mod_object/model.h"

/* One of a row: the thing @id, for an item of a list. */
struct sequence_element {
	enum item_list list;
	size_t item;
	uint32_t id;
};

/*
 * Find the loops that make @nr elements of @items. False if there are none: then items of a class are not treated
 * alike, or not in order.
 */
bool sequence_learn(struct model_sequence *sequence, const struct sequence_element *elements,
		    size_t nr, const struct mod_items *items, struct arena *arena);

/* Call @visit for all things in their order, until it is false. */
bool sequence_walk(const struct model_sequence *sequence, const struct mod_items *items,
		   bool (*visit)(void *context, uint32_t id, size_t item), void *context);

#endif
