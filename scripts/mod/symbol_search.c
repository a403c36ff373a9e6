// SPDX-License-Identifier: GPL-2.0-only
#include "symbol_search.h"

#include <string.h>

bool symbol_name_is_usable(const char *name)
{
	return *name && *name != '$' && strncmp(name, ".L", 2) && strncmp(name, "L0", 2);
}

static bool is_in_section(const struct elf_object *object, size_t section, size_t index,
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

void symbol_search_init(struct symbol_search *search, const struct elf_object *object)
{
	symbol_index_init(&search->index, object, is_in_section);
}

void symbol_search_free(struct symbol_search *search)
{
	symbol_index_free(&search->index);
}

size_t symbol_search_below(struct symbol_search *search, size_t section, uint64_t address)
{
	const struct section_symbols *symbols = symbol_index_section(&search->index, section);
	const struct placed_symbol *below =
		symbols_first_below(symbols, symbols_up_to(symbols, address));

	return below ? below->symbol : 0;
}

size_t symbol_search_near(struct symbol_search *search, size_t section, uint64_t address,
			  uint64_t distance)
{
	const struct section_symbols *symbols = symbol_index_section(&search->index, section);
	size_t above = symbols_up_to(symbols, address);
	const struct placed_symbol *nearest = symbols_first_below(symbols, above);

	if (nearest && address - nearest->address > distance)
		nearest = NULL;
	if (above < symbols->nr) {
		uint64_t to_above = symbols->items[above].address - address;

		if (to_above <= distance && (!nearest || to_above < address - nearest->address))
			nearest = &symbols->items[above];
	}
	return nearest ? nearest->symbol : 0;
}
