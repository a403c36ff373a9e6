// SPDX-License-Identifier: GPL-2.0-only
#include "symbol_index.h"

#include <stdlib.h>

#include "lib/memory.h"

void symbol_index_init(struct symbol_index *index, const struct elf_object *object,
		       symbol_filter filter)
{
	index->object = object;
	index->filter = filter;
	index->sections = NULL;
}

void symbol_index_free(struct symbol_index *index)
{
	if (!index->sections)
		return;
	for (size_t i = 0; i < index->object->nr_sections; i++)
		free(index->sections[i].items);
	free(index->sections);
}

static int compare_placed_symbols(const void *left, const void *right)
{
	const struct placed_symbol *a = left, *b = right;

	if (a->address != b->address)
		return a->address < b->address ? -1 : 1;
	return a->symbol < b->symbol ? -1 : a->symbol > b->symbol;
}

static void collect_symbols(const struct symbol_index *index, struct section_symbols *symbols,
			    size_t section)
{
	const struct elf_object *object = index->object;

	for (size_t i = 1; i < object->nr_symbols; i++) {
		GElf_Sym symbol = elf_object_symbol(object, i);
		uint64_t address = symbol.st_value;
		struct placed_symbol *placed;

		/* Absolute symbols and the like are in no section, not in section 0. */
		if (symbol.st_shndx >= SHN_LORESERVE && symbol.st_shndx != SHN_XINDEX)
			continue;
		if (!index->filter(object, section, i, &symbol, &address))
			continue;
		placed = array_push(symbols->items, symbols->nr, symbols->capacity);
		placed->symbol = i;
		placed->address = address;
	}
	if (symbols->nr)
		qsort(symbols->items, symbols->nr, sizeof(*symbols->items), compare_placed_symbols);
	symbols->collected = true;
}

const struct section_symbols *symbol_index_section(struct symbol_index *index, size_t section)
{
	if (!index->sections)
		index->sections = xcalloc(index->object->nr_sections, sizeof(*index->sections));
	if (!index->sections[section].collected)
		collect_symbols(index, &index->sections[section], section);
	return &index->sections[section];
}

size_t symbols_up_to(const struct section_symbols *symbols, uint64_t address)
{
	size_t low = 0, high = symbols->nr;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (symbols->items[middle].address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct placed_symbol *symbols_first_below(const struct section_symbols *symbols, size_t end)
{
	size_t i = end;

	if (!end)
		return NULL;
	for (i--; i && symbols->items[i - 1].address == symbols->items[i].address; i--)
		;
	return &symbols->items[i];
}
