/* SPDX-License-Identifier: GPL-2.0-only */
/* The symbols of the sections of an object, sorted by address. */
#ifndef MODPOST_SYMBOL_INDEX_H
#define MODPOST_SYMBOL_INDEX_H

#include "elf_object.h"

struct placed_symbol {
	uint64_t address;
	size_t symbol;
};

/* By address, then by place in the symbol table. */
struct section_symbols {
	struct placed_symbol *items;
	size_t nr, capacity;
	bool collected;
};

/* Is the symbol @index, @symbol, one of those of @section? It may correct where it is, @address. */
typedef bool (*symbol_filter)(const struct elf_object *object, size_t section, size_t index,
			      const GElf_Sym *symbol, uint64_t *address);

/* Of the sections that were asked for so far. */
struct symbol_index {
	const struct elf_object *object;
	symbol_filter filter;
	struct section_symbols *sections; /* one for each section of the object, or NULL */
};

void symbol_index_init(struct symbol_index *index, const struct elf_object *object,
		       symbol_filter filter);
void symbol_index_free(struct symbol_index *index);

const struct section_symbols *symbol_index_section(struct symbol_index *index, size_t section);

/* How many of the symbols lie at or below @address. */
size_t symbols_up_to(const struct section_symbols *symbols, uint64_t address);

/* The first one in the symbol table of those at the address of the symbol before @end; NULL if @end is 0. */
const struct placed_symbol *symbols_first_below(const struct section_symbols *symbols, size_t end);

#endif
