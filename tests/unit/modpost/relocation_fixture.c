// SPDX-License-Identifier: GPL-2.0-only
#include "relocation_fixture.h"

#include <string.h>

void relocation_fixture_init(struct relocation_fixture *fixture, uint16_t machine, bool is_64bit,
			     bool is_big_endian, const unsigned char *bytes, uint32_t value)
{
	memset(fixture, 0, sizeof(*fixture));
	if (bytes)
		memcpy(fixture->image, bytes, 4);
	fixture->sections[1].type = SHT_PROGBITS;
	fixture->sections[1].size = 4;
	fixture->narrow[0].st_value = value;
	fixture->wide[0].st_value = value;
	fixture->object = (struct elf_object){
		.path = "a.o",
		.image = fixture->image,
		.image_size = 8,
		.is_64bit = is_64bit,
		.is_big_endian = is_big_endian,
		.machine = machine,
		.sections = fixture->sections,
		.nr_sections = 2,
		.nr_symbols = 1,
		.symbols = is_64bit ? (void *)fixture->wide : (void *)fixture->narrow,
	};
}
