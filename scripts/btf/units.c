// SPDX-License-Identifier: GPL-2.0-only
#include "units.h"

#include <elf.h>
#include <stdint.h>

#include "elf_section.h"

enum { LENGTH_SIZE = 4 };

/* The number that a unit begins with: its length behind this number. */
static uint32_t unit_length(const unsigned char *unit, bool is_big)
{
	uint32_t length = 0;

	for (int i = 0; i < LENGTH_SIZE; i++)
		length |= (uint32_t)unit[i] << 8 * (is_big ? LENGTH_SIZE - 1 - i : i);
	return length;
}

bool units_is_one(const unsigned char *data, size_t size)
{
	const unsigned char *units, *types;
	size_t units_size, types_size;

	if (elf_find_section(data, size, ".debug_info", &units, &units_size))
		return false;
	elf_find_section(data, size, ".debug_types", &types, &types_size);
	if (types)
		return false;
	/* Where numbers have 64 bits, the first four bytes are no length, and are larger than any section. */
	return units_size > LENGTH_SIZE &&
	       unit_length(units, data[EI_DATA] == ELFDATA2MSB) == units_size - LENGTH_SIZE;
}
