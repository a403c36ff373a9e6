/* SPDX-License-Identifier: GPL-2.0-only */
/* Which symbol lies at an address of a section. */
#ifndef MODPOST_SYMBOL_SEARCH_H
#define MODPOST_SYMBOL_SEARCH_H

#include "elf_object.h"
#include "symbol_index.h"

struct symbol_search {
	struct symbol_index index;
};

void symbol_search_init(struct symbol_search *search, const struct elf_object *object);
void symbol_search_free(struct symbol_search *search);

/*
 * The named symbol of @section with the greatest address up to @address, the first one in the symbol table
 * if several have it; 0 if there is none. Names made up by compilers and assemblers do not count.
 */
size_t symbol_search_below(struct symbol_search *search, size_t section, uint64_t address);

/*
 * The named symbol of @section nearest to @address, the lower one of two at the same distance; 0 if none lies
 * within @distance.
 */
size_t symbol_search_near(struct symbol_search *search, size_t section, uint64_t address,
			  uint64_t distance);

/* Is this a name that people gave, and that can stand in a message? */
bool symbol_name_is_usable(const char *name);

#endif
