// SPDX-License-Identifier: GPL-2.0-only
#include "symbol_search_before_6_5.h"

#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"

/* Mapping symbols are the only names that do not count. */
static bool is_mapping_symbol(const char *name)
{
	return *name == '$' && name[1] && strchr("adtx", name[1]) && (!name[2] || name[2] == '.');
}

static bool is_in_namesake(const struct elf_object *object, size_t section, size_t index,
			   const GElf_Sym *symbol, uint64_t *address)
{
	size_t own = elf_object_symbol_section(object, index, symbol);
	const char *name = elf_object_symbol_name(object, symbol);

	(void)address;
	return *name && !is_mapping_symbol(name) &&
	       (own == section || !strcmp(elf_object_section_name(object, own),
					  elf_object_section_name(object, section)));
}

static bool is_target(const struct elf_object *object, size_t section, size_t index,
		      const GElf_Sym *symbol, uint64_t *address)
{
	const char *name = elf_object_symbol_name(object, symbol);

	(void)address;
	return elf_object_symbol_section(object, index, symbol) == section && *name &&
	       !is_mapping_symbol(name) && GELF_ST_TYPE(symbol->st_info) != STT_SECTION;
}

void symbol_search_before_6_5_init(struct symbol_search_before_6_5 *search,
				   const struct elf_object *object)
{
	symbol_index_init(&search->same_names, object, is_in_namesake);
	symbol_index_init(&search->targets, object, is_target);
	search->first_of_name = NULL;
}

void symbol_search_before_6_5_free(struct symbol_search_before_6_5 *search)
{
	symbol_index_free(&search->same_names);
	symbol_index_free(&search->targets);
	free(search->first_of_name);
}

/* Sections called the same share their symbols, and so one array of them. */
static size_t first_of_name(struct symbol_search_before_6_5 *search, size_t section)
{
	const struct elf_object *object = search->same_names.object;
	const char *name = elf_object_section_name(object, section);
	size_t *first;

	if (!search->first_of_name)
		search->first_of_name =
			xcalloc(object->nr_sections, sizeof(*search->first_of_name));
	first = &search->first_of_name[section];
	if (!*first) {
		*first = 1;
		while (*first < section && strcmp(elf_object_section_name(object, *first), name))
			++*first;
	}
	return *first;
}

size_t symbol_search_last_below(struct symbol_search_before_6_5 *search, size_t section,
				uint64_t address)
{
	const struct section_symbols *symbols =
		symbol_index_section(&search->same_names, first_of_name(search, section));
	size_t end = symbols_up_to(symbols, address);

	return end ? symbols->items[end - 1].symbol : 0;
}

size_t symbol_search_around(struct symbol_search_before_6_5 *search, size_t section,
			    int64_t address, uint64_t distance)
{
	const struct section_symbols *symbols = symbol_index_section(&search->targets, section);
	size_t above = address < 0 ? 0 : symbols_up_to(symbols, address);
	const struct placed_symbol *nearest = symbols_first_below(symbols, above);
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
