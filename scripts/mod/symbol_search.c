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
	size_t first_of_name; /* the first section that is called the same, 0: not yet known */
	bool collected;
};

void symbol_search_init(struct symbol_search *search, const struct elf_object *object)
{
	memset(search, 0, sizeof(*search));
	search->object = object;
}

static void free_symbols(struct section_symbols **sections, size_t nr)
{
	if (!*sections)
		return;
	for (size_t i = 0; i < nr; i++)
		free((*sections)[i].items);
	free(*sections);
	*sections = NULL;
}

void symbol_search_free(struct symbol_search *search)
{
	size_t nr = search->object->nr_sections;

	free_symbols(&search->sections, nr);
	free_symbols(&search->same_names, nr);
	free_symbols(&search->targets, nr);
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

/* Which symbols belong to a section, and where they are. */
typedef bool (*place_symbol)(const struct elf_object *object, size_t section, size_t index,
			     const GElf_Sym *symbol, uint64_t *address);

static bool place_in_section(const struct elf_object *object, size_t section, size_t index,
			     const GElf_Sym *symbol, uint64_t *address)
{
	if (elf_object_symbol_section(object, index, symbol) != section ||
	    !symbol_name_is_usable(elf_object_symbol_name(object, symbol)))
		return false;
	/* Bit 0 says Thumb. */
	if (object->machine == EM_ARM && GELF_ST_TYPE(symbol->st_info) == STT_FUNC)
		*address &= ~(uint64_t)1;
	return true;
}

/* Mapping symbols are the only names that did not count before 6.5. */
static bool is_mapping_symbol(const char *name)
{
	return *name == '$' && name[1] && strchr("adtx", name[1]) && (!name[2] || name[2] == '.');
}

static bool place_by_name(const struct elf_object *object, size_t section, size_t index,
			  const GElf_Sym *symbol, uint64_t *address)
{
	size_t own = elf_object_symbol_section(object, index, symbol);
	const char *name = elf_object_symbol_name(object, symbol);

	(void)address;
	return *name && !is_mapping_symbol(name) &&
	       (own == section || !strcmp(elf_object_section_name(object, own),
					  elf_object_section_name(object, section)));
}

static bool place_target(const struct elf_object *object, size_t section, size_t index,
			 const GElf_Sym *symbol, uint64_t *address)
{
	const char *name = elf_object_symbol_name(object, symbol);

	(void)address;
	return elf_object_symbol_section(object, index, symbol) == section && *name &&
	       !is_mapping_symbol(name) && GELF_ST_TYPE(symbol->st_info) != STT_SECTION;
}

static void collect_symbols(const struct elf_object *object, struct section_symbols *symbols,
			    size_t section, place_symbol place)
{
	for (size_t i = 1; i < object->nr_symbols; i++) {
		GElf_Sym symbol = elf_object_symbol(object, i);
		uint64_t address = symbol.st_value;
		struct placed_symbol *placed;

		/* Absolute symbols and the like are in no section, not in section 0. */
		if (symbol.st_shndx >= SHN_LORESERVE && symbol.st_shndx != SHN_XINDEX)
			continue;
		if (!place(object, section, i, &symbol, &address))
			continue;
		placed = array_push(symbols->items, symbols->nr, symbols->capacity);
		placed->symbol = i;
		placed->address = address;
	}
	if (symbols->nr)
		qsort(symbols->items, symbols->nr, sizeof(*symbols->items), compare_placed_symbols);
	symbols->collected = true;
}

static struct section_symbols *all_sections(const struct elf_object *object,
					    struct section_symbols **sections)
{
	if (!*sections)
		*sections = xcalloc(object->nr_sections, sizeof(**sections));
	return *sections;
}

static const struct section_symbols *symbols_of(const struct elf_object *object,
						struct section_symbols **sections, size_t section,
						place_symbol place)
{
	struct section_symbols *symbols = &all_sections(object, sections)[section];

	if (!symbols->collected)
		collect_symbols(object, symbols, section, place);
	return symbols;
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
	const struct section_symbols *symbols =
		symbols_of(search->object, &search->sections, section, place_in_section);
	const struct placed_symbol *below = first_below(symbols, count_up_to(symbols, address));

	return below ? below->symbol : 0;
}

size_t symbol_search_near(struct symbol_search *search, size_t section, uint64_t address,
			  uint64_t distance)
{
	const struct section_symbols *symbols =
		symbols_of(search->object, &search->sections, section, place_in_section);
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

/* Sections called the same share their symbols, and so one array of them. */
static size_t first_of_name(struct symbol_search *search, size_t section)
{
	const struct elf_object *object = search->object;
	struct section_symbols *symbols = &all_sections(object, &search->same_names)[section];
	const char *name = elf_object_section_name(object, section);

	if (!symbols->first_of_name) {
		symbols->first_of_name = 1;
		while (symbols->first_of_name < section &&
		       strcmp(elf_object_section_name(object, symbols->first_of_name), name))
			symbols->first_of_name++;
	}
	return symbols->first_of_name;
}

size_t symbol_search_last_below(struct symbol_search *search, size_t section, uint64_t address)
{
	const struct section_symbols *symbols = symbols_of(
		search->object, &search->same_names, first_of_name(search, section), place_by_name);
	size_t end = count_up_to(symbols, address);

	return end ? symbols->items[end - 1].symbol : 0;
}

size_t symbol_search_around(struct symbol_search *search, size_t section, int64_t address,
			    uint64_t distance)
{
	const struct section_symbols *symbols =
		symbols_of(search->object, &search->targets, section, place_target);
	size_t above = address < 0 ? 0 : count_up_to(symbols, address);
	const struct placed_symbol *nearest = first_below(symbols, above);
	uint64_t nearest_distance = nearest ? address - nearest->address : distance;
	size_t found = 0;

	if (nearest_distance < distance)
		found = nearest->symbol;
	if (above < symbols->nr) {
		const struct placed_symbol *next = &symbols->items[above];
		uint64_t to_next = next->address - address;

		if (to_next < nearest_distance && to_next < distance)
			return next->symbol;
		if (to_next == nearest_distance && found && next->symbol < found)
			return next->symbol;
	}
	return found;
}
