// SPDX-License-Identifier: GPL-2.0-only
#include "lto.h"

#include <string.h>

bool lto_is_bitcode(const char *image, size_t size)
{
	static const unsigned char magics[][4] = {
		{ 'B', 'C', 0xc0, 0xde },
		{ 0xde, 0xc0, 0x17, 0x0b }, /* in a wrapper, as for macOS */
	};

	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++) {
		if (size >= sizeof(magics[i]) && !memcmp(image, magics[i], sizeof(magics[i])))
			return true;
	}
	return false;
}

bool lto_is_slim(const struct elf_object *object)
{
	for (size_t i = 1; i < object->nr_symbols; i++) {
		GElf_Sym symbol = elf_object_symbol(object, i);

		/* The mark is COMMON, some machines have a COMMON of their own; most names need no look. */
		if (symbol.st_shndx >= SHN_LORESERVE &&
		    !strcmp(elf_object_symbol_name(object, &symbol), "__gnu_lto_slim"))
			return true;
	}
	return false;
}
