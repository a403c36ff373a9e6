// SPDX-License-Identifier: GPL-2.0-only
#include "symbol_search.h"

#include <stdlib.h>
#include <string.h>

struct placed_symbol {
	uint64_t address;
	size_t symbol;
};

struct section_symbols {
	struct placed_symbol *items; /* by address, then by place in the symbol table */
	size_t nr, capacity;
	bool collected;
};

void symbol_search_init(struct symbol_search *search, const struct elf_object *object)
{
	search->object = object;
	search->sections = NULL;
}

void symbol_search_free(struct symbol_search *search)
{
	if (!search->sections)
		return;
	for (size_t i = 0; i < search->object->nr_sections; i++)
		free(search->sections[i].items);
	free(search->sections);
	search->sections = NULL;
}

bool symbol_name_is_usable(const char *name)
{
	return *name && *name != '$' && strncmp(name, ".L", 2) && strncmp(name, "L0", 2);
}

static int compare_placed_symbols(const void *left, const void *right)
{
	const struct placed_symbol *a = left, *b = right;

	if (a->address != b->address)
		return a->address < b->address ? -1 : 1;
	return a->symbol < b->symbol ? -1 : a->symbol > b->symbol;
}

static void collect_symbols(struct symbol_search *search, size_t section)
{
	struct section_symbols *symbols = &search->sections[section];
	const struct elf_object *object = search->object;

	for (size_t i = 1; i < object->nr_symbols; i++) {
		GElf_Sym symbol = elf_object_symbol(object, i);
		struct placed_symbol *placed;

		/* Absolute symbols and the like are in no section, not in section 0. */
		if (symbol.st_shndx >= SHN_LORESERVE && symbol.st_shndx != SHN_XINDEX)
			continue;
		if (elf_object_symbol_section(object, i, &symbol) != section ||
		    !symbol_name_is_usable(elf_object_symbol_name(object, &symbol)))
			continue;
		placed = array_push(symbols->items, symbols->nr, symbols->capacity);
		placed->symbol = i;
		placed->address = symbol.st_value;
		/* Bit 0 says Thumb. */
		if (object->machine == EM_ARM && GELF_ST_TYPE(symbol.st_info) == STT_FUNC)
			placed->address &= ~(uint64_t)1;
	}
	if (symbols->nr)
		qsort(symbols->items, symbols->nr, sizeof(*symbols->items), compare_placed_symbols);
	symbols->collected = true;
}

static const struct section_symbols *symbols_of(struct symbol_search *search, size_t section)
{
	size_t size = search->object->nr_sections * sizeof(*search->sections);

	if (!search->sections) {
		search->sections = xmalloc(size);
		memset(search->sections, 0, size);
	}
	if (!search->sections[section].collected)
		collect_symbols(search, section);
	return &search->sections[section];
}

/* How many of the symbols lie at or below @address. */
static size_t count_up_to(const struct section_symbols *symbols, uint64_t address)
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

/* The first one in the symbol table of those at the address of the symbol before @end. */
static const struct placed_symbol *first_below(const struct section_symbols *symbols, size_t end)
{
	size_t i = end;

	if (!end)
		return NULL;
	for (i--; i && symbols->items[i - 1].address == symbols->items[i].address; i--)
		;
	return &symbols->items[i];
}

size_t symbol_search_below(struct symbol_search *search, size_t section, uint64_t address)
{
	const struct section_symbols *symbols = symbols_of(search, section);
	const struct placed_symbol *below = first_below(symbols, count_up_to(symbols, address));

	return below ? below->symbol : 0;
}

size_t symbol_search_near(struct symbol_search *search, size_t section, uint64_t address,
			  uint64_t distance)
{
	const struct section_symbols *symbols = symbols_of(search, section);
	size_t above = count_up_to(symbols, address);
	const struct placed_symbol *nearest = first_below(symbols, above);

	if (nearest && address - nearest->address > distance)
		nearest = NULL;
	if (above < symbols->nr) {
		uint64_t to_above = symbols->items[above].address - address;

		if (to_above <= distance && (!nearest || to_above < address - nearest->address))
			nearest = &symbols->items[above];
	}
	return nearest ? nearest->symbol : 0;
}
