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

int relocate_module(struct loaded_module *lm)
{
	const struct elf_image *elf = &lm->elf;

	for (u32 i = 1; i < elf->section_count; i++) {
		const struct elf_section *sec = &elf->sections[i];
		const struct elf_rela *relas = (const struct elf_rela *)elf_section_data(elf, i);
		u8 *target = (u8 *)(uintptr_t)lm->section_addr[sec->info];
		u64 target_size = elf->sections[sec->info].size;

		if (sec->type != SHT_RELA || !target)
			continue;
		for (u64 k = 0; k < sec->size / sizeof(*relas); k++) {
			u64 offset = relas[k].offset;
			int err;

			if (offset >= target_size)
				return refuse(lm, "relocation outside its section");
			err = apply(lm, target + offset, target_size - offset, &relas[k]);
			if (err)
				return err;
		}
	}
	return 0;
}
