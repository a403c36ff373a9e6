/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef MODPOST_RELOCATION_FIXTURE_H
#define MODPOST_RELOCATION_FIXTURE_H

#include <gelf.h>

#include "elf_object.h"

/* An object made of one section with the bytes of @word, and one symbol. */
struct relocation_fixture {
	struct elf_section sections[2];
	Elf32_Sym narrow[1];
	Elf64_Sym wide[1];
	char image[8];
	struct elf_object object;
};

/* @bytes: NULL for zeros. @value: of the symbol. */
void relocation_fixture_init(struct relocation_fixture *fixture, uint16_t machine, bool is_64bit,
			     bool is_big_endian, const unsigned char *bytes, uint32_t value);

#endif
