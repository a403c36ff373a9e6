// SPDX-License-Identifier: GPL-2.0-only
/* Relocations of x86-64. */
#include <minikernel/kernel.h>
#include <minikernel/string.h>
#include "module.h"

static int symbol_value(struct loaded_module *lm, u32 index, u64 *value)
{
	const struct elf_symbol *sym = &lm->elf.symbols[index];

	if (sym->shndx == SHN_UNDEF) {
		*value = 0;
		if (!index)
			return 0;
		return resolve_symbol(lm, elf_symbol_name(&lm->elf, sym),
				      sym->info >> 4 == STB_WEAK, value);
	}
	if (sym->shndx == SHN_ABS) {
		*value = sym->value;
		return 0;
	}
	if (!lm->section_addr[sym->shndx] && lm->elf.sections[sym->shndx].size)
		return refuse(lm, "it refers to section %s, which is not kept",
			      elf_section_name(&lm->elf, sym->shndx));
	*value = lm->section_addr[sym->shndx] + sym->value;
	return 0;
}

static int apply(struct loaded_module *lm, u8 *place, u64 room, const struct elf_rela *rela)
{
	u64 value, width = 4;
	bool fits;
	int err;

	if (rela->symbol >= lm->elf.symbol_count)
		return refuse(lm, "relocation against symbol %u, which does not exist",
			      rela->symbol);
	if (rela->type == R_X86_64_NONE)
		return 0;
	err = symbol_value(lm, rela->symbol, &value);
	if (err)
		return err;
	value += rela->addend;

	switch (rela->type) {
	case R_X86_64_64:
		width = 8;
		fits = true;
		break;
	case R_X86_64_PC64:
		value -= (uintptr_t)place;
		width = 8;
		fits = true;
		break;
	case R_X86_64_32:
		fits = value == (u32)value;
		break;
	case R_X86_64_32S:
		fits = (s64)value == (s32)value;
		break;
	case R_X86_64_PC32:
	case R_X86_64_PLT32:
		value -= (uintptr_t)place;
		fits = (s64)value == (s32)value;
		break;
	default:
		return refuse(lm, "relocation of unknown type %u", rela->type);
	}
	if (!fits)
		return refuse(lm, "relocation of type %u does not reach symbol %u", rela->type,
			      rela->symbol);
	if (width > room)
		return refuse(lm, "relocation outside its section");
	memcpy(place, &value, width);
	return 0;
}

/* One section of relocations, against a section that was kept. */
static int relocate_section(struct loaded_module *lm, const struct elf_section *sec,
			    const struct elf_rela *relas)
{
	u8 *target = (u8 *)(uintptr_t)lm->section_addr[sec->info];
	u64 size = lm->elf.sections[sec->info].size;

	for (u64 i = 0; i < sec->size / sizeof(*relas); i++) {
		u64 offset = relas[i].offset;
		int err;

		if (offset >= size)
			return refuse(lm, "relocation outside its section");
		err = apply(lm, target + offset, size - offset, &relas[i]);
		if (err)
			return err;
	}
	return 0;
}

int relocate_module(struct loaded_module *lm)
{
	const struct elf_image *elf = &lm->elf;
	int err = 0;

	for (u32 i = 1; !err && i < elf->section_count; i++) {
		const struct elf_section *sec = &elf->sections[i];

		if (sec->type == SHT_RELA && lm->section_addr[sec->info])
			err = relocate_section(lm, sec,
					       (const struct elf_rela *)elf_section_data(elf, i));
	}
	return err;
}
