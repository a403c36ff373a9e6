// SPDX-License-Identifier: GPL-2.0-only
#include "units.h"

#include "elf_file.h"
#include "elf_section.h"

enum { LENGTH_SIZE = 4 };

bool units_is_one(const unsigned char *data, size_t size)
{
	const unsigned char *units, *types;
	size_t units_size, types_size;
	struct elf elf;

	if (!elf_open(&elf, data, size) ||
	    elf_find_section(data, size, ".debug_info", &units, &units_size))
		return false;
	elf_find_section(data, size, ".debug_types", &types, &types_size);
	if (types)
		return false;
	/* Where numbers have 64 bits, the first four bytes are no length, and are larger than any section. */
	return units_size > LENGTH_SIZE &&
	       elf_load(&elf, units, LENGTH_SIZE) == units_size - LENGTH_SIZE;
}
