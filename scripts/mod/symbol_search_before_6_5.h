/* SPDX-License-Identifier: GPL-2.0-only */
/* Which symbol lies at an address of a section, as releases before 6.5 find it. */
#ifndef MODPOST_SYMBOL_SEARCH_BEFORE_6_5_H
#define MODPOST_SYMBOL_SEARCH_BEFORE_6_5_H

#include "elf_object.h"
#include "symbol_index.h"

struct symbol_search_before_6_5 {
	struct symbol_index same_names; /* of all sections that are called the same */
	struct symbol_index targets;
	size_t *first_of_name; /* for each section, or NULL: the first one called so, 0: not yet known */
};

void symbol_search_before_6_5_init(struct symbol_search_before_6_5 *search,
				   const struct elf_object *object);
void symbol_search_before_6_5_free(struct symbol_search_before_6_5 *search);

/*
 * The named symbol of all sections called like @section with the greatest address up to @address, the last one
 * in the symbol table if several have it; 0 if there is none.
 */
size_t symbol_search_last_below(struct symbol_search_before_6_5 *search, size_t section,
				uint64_t address);

/*
 * The named symbol of @section nearest to the signed @address, the first one in the symbol table of two at the
 * same distance; 0 if none is closer than @distance.
 */
size_t symbol_search_around(struct symbol_search_before_6_5 *search, size_t section,
			    int64_t address, uint64_t distance);

#endif
