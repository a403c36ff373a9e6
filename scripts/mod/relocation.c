// SPDX-License-Identifier: GPL-2.0-only
#include "relocation.h"

#include <string.h>

#include "lib/memory.h"

/* MIPS has a layout of its own, which not every libelf knows: convert nothing and decode it here. */
static bool has_mips64_layout(const struct elf_object *object)
{
	return object->is_64bit && object->machine == EM_MIPS;
}

static size_t relocation_size(const struct elf_object *object, bool has_addend)
{
	if (object->is_64bit)
		return has_addend ? sizeof(Elf64_Rela) : sizeof(Elf64_Rel);
	return has_addend ? sizeof(Elf32_Rela) : sizeof(Elf32_Rel);
}

bool relocations_find(struct elf_object *object, size_t index, struct elf_relocations *relocations)
{
	const struct elf_section *section = &object->sections[index];
	bool has_addend = section->type == SHT_RELA;
	size_t entry = relocation_size(object, has_addend);
	Elf_Data *data;

	relocations->object = object;
	relocations->has_addend = has_addend;
	relocations->has_hints =
		has_addend && (object->machine == EM_RISCV || object->machine == EM_LOONGARCH);
	if (has_mips64_layout(object)) {
		relocations->entries = object->image + section->offset;
		relocations->nr = section->size / entry;
		return true;
	}

	data = elf_object_typed_data(object, index, has_addend ? ELF_T_RELA : ELF_T_REL);
	if (!data)
		return false;
	relocations->entries = data->d_buf;
	relocations->nr = data->d_size / entry;
	return true;
}

static void read_mips64(const struct elf_relocations *relocations, size_t i,
			struct elf_relocation *relocation)
{
	size_t entry = relocation_size(relocations->object, relocations->has_addend);
	const char *bytes = (const char *)relocations->entries + i * entry;

	/* r_offset, r_sym, r_ssym, r_type3, r_type2, r_type, r_addend */
	relocation->offset = elf_object_number(relocations->object, bytes, 8);
	relocation->symbol = elf_object_number(relocations->object, bytes + 8, 4);
	relocation->type = (unsigned char)bytes[15];
	if (relocations->has_addend)
		relocation->addend = elf_object_number(relocations->object, bytes + 16, 8);
}

static void read_64bit(const struct elf_relocations *relocations, size_t i,
		       struct elf_relocation *relocation)
{
	uint64_t info;

	if (relocations->has_addend) {
		const Elf64_Rela *rela = (const Elf64_Rela *)relocations->entries + i;

		relocation->offset = rela->r_offset;
		relocation->addend = rela->r_addend;
		info = rela->r_info;
	} else {
		const Elf64_Rel *rel = (const Elf64_Rel *)relocations->entries + i;

		relocation->offset = rel->r_offset;
		info = rel->r_info;
	}
	relocation->symbol = ELF64_R_SYM(info);
	relocation->type = ELF64_R_TYPE(info);
}

static void read_32bit(const struct elf_relocations *relocations, size_t i,
		       struct elf_relocation *relocation)
{
	uint32_t info;

	if (relocations->has_addend) {
		const Elf32_Rela *rela = (const Elf32_Rela *)relocations->entries + i;

		relocation->offset = rela->r_offset;
		relocation->addend = rela->r_addend;
		info = rela->r_info;
	} else {
		const Elf32_Rel *rel = (const Elf32_Rel *)relocations->entries + i;

		relocation->offset = rel->r_offset;
		info = rel->r_info;
	}
	relocation->symbol = ELF32_R_SYM(info);
	relocation->type = ELF32_R_TYPE(info);
}

bool relocation_read(struct elf_object *object, const struct elf_relocations *relocations, size_t i,
		     struct elf_relocation *relocation)
{
	relocation->addend = 0;
	if (has_mips64_layout(object))
		read_mips64(relocations, i, relocation);
	else if (object->is_64bit)
		read_64bit(relocations, i, relocation);
	else
		read_32bit(relocations, i, relocation);

	if (relocation->symbol >= object->nr_symbols)
		return elf_object_bad(object,
				      "a relocation is against a symbol that does not exist");
	return true;
}

#ifndef EM_LOONGARCH
#define EM_LOONGARCH 258
#endif

/* Relocations that tell the linker something, and refer to nothing. */
static const struct {
	uint16_t machine;
	uint32_t type;
	bool in_ex_table; /* only there */
	enum feature feature; /* only with it; 0: always */
} linker_hints[] = {
	{ EM_RISCV, 39, true, 0 }, /* R_RISCV_SUB32 */
	{ EM_LOONGARCH, 55, true, FEATURE_FULL_ADDRESSES }, /* R_LARCH_SUB32 */
	{ EM_LOONGARCH, 100, false, FEATURE_FULL_ADDRESSES }, /* R_LARCH_RELAX */
	{ EM_LOONGARCH, 102, false, FEATURE_FULL_ADDRESSES }, /* R_LARCH_ALIGN */
};

bool relocation_is_hint(const struct elf_object *object, const struct features *features,
			uint32_t type, size_t target)
{
	size_t nr = ARRAY_SIZE(linker_hints);

	for (size_t i = 0; i < nr; i++) {
		if (linker_hints[i].machine == object->machine && linker_hints[i].type == type &&
		    has_feature(features, linker_hints[i].feature) &&
		    (!linker_hints[i].in_ex_table ||
		     !strcmp(elf_object_section_name(object, target), "__ex_table")))
			return true;
	}
	return false;
}

/* Bits @high to @low of @word. */
static uint32_t bits(uint32_t word, unsigned int high, unsigned int low)
{
	return word >> low & ((1u << (high - low + 1)) - 1);
}

/* @value as a signed number whose highest bit is @sign. */
static uint32_t sign_extend(uint32_t value, unsigned int sign)
{
	uint32_t mask = 1u << sign;

	return ((value & (mask * 2 - 1)) ^ mask) - mask;
}

static uint64_t addend_386(uint32_t word, unsigned int type)
{
	switch (type) {
	case R_386_32:
		return word;
	case R_386_PC32:
		return word + 4;
	}
	return UINT64_MAX;
}

static uint32_t thumb_move(uint16_t first, uint16_t second)
{
	return sign_extend(bits(first, 3, 0) << 12 | bits(first, 10, 10) << 11 |
				   bits(second, 14, 12) << 8 | bits(second, 7, 0),
			   15);
}

static uint32_t thumb_conditional_branch(uint16_t first, uint16_t second)
{
	return sign_extend(bits(first, 10, 10) << 20 | bits(second, 11, 11) << 19 |
				   bits(second, 13, 13) << 18 | bits(first, 5, 0) << 12 |
				   bits(second, 10, 0) << 1,
			   20);
}

static uint32_t thumb_branch(uint16_t first, uint16_t second)
{
	uint32_t sign = bits(first, 10, 10);
	uint32_t bit23 = !(bits(second, 13, 13) ^ sign);
	uint32_t bit22 = !(bits(second, 11, 11) ^ sign);

	return sign_extend(sign << 24 | bit23 << 23 | bit22 << 22 | bits(first, 9, 0) << 12 |
				   bits(second, 10, 0) << 1,
			   24);
}

/* @first and @second are the halfwords of @word as Thumb code has them. */
static uint64_t addend_arm(uint32_t word, uint16_t first, uint16_t second, unsigned int type,
			   uint32_t symbol)
{
	switch (type) {
	case R_ARM_ABS32:
	case R_ARM_REL32:
		return word + symbol;
	case R_ARM_PC24:
	case R_ARM_CALL:
	case R_ARM_JUMP24:
		return sign_extend(bits(word, 23, 0) << 2, 25) + symbol + 8;
	case R_ARM_MOVW_ABS_NC:
	case R_ARM_MOVT_ABS:
		return sign_extend(bits(word, 19, 16) << 12 | bits(word, 11, 0), 15) + symbol;
	case R_ARM_THM_MOVW_ABS_NC:
	case R_ARM_THM_MOVT_ABS:
		return thumb_move(first, second) + symbol;
	case R_ARM_THM_JUMP19:
		return thumb_conditional_branch(first, second) + symbol + 4;
	case R_ARM_THM_PC22:
	case R_ARM_THM_JUMP24:
		return thumb_branch(first, second) + symbol + 4;
	}
	return UINT64_MAX;
}

static uint64_t addend_mips(uint32_t word, unsigned int type)
{
	switch (type) {
	case R_MIPS_LO16:
		return bits(word, 15, 0);
	case R_MIPS_26:
		return bits(word, 25, 0) << 2;
	case R_MIPS_32:
		return word;
	}
	return UINT64_MAX;
}

bool relocation_addend_is_known(uint16_t machine)
{
	return machine == EM_386 || machine == EM_ARM || machine == EM_MIPS;
}

bool relocation_stored_address(struct elf_object *object, size_t target,
			       const struct elf_relocation *relocation, uint32_t symbol,
			       uint64_t *address)
{
	const char *place = elf_object_place(object, target, relocation->offset, sizeof(uint32_t));
	uint32_t word;
	uint16_t first, second;

	if (!place)
		return elf_object_bad(object, "a relocation lies outside of its section");
	word = elf_object_number(object, place, 4);
	first = elf_object_number(object, place, 2);
	second = elf_object_number(object, place + 2, 2);

	if (object->machine == EM_386)
		*address = addend_386(word, relocation->type);
	else if (object->machine == EM_ARM)
		*address = addend_arm(word, first, second, relocation->type, symbol);
	else
		*address = addend_mips(word, relocation->type);
	return true;
}

bool relocation_address(struct elf_object *object, size_t target,
			const struct elf_relocation *relocation, bool has_addend, uint64_t *address)
{
	GElf_Sym symbol = elf_object_symbol(object, relocation->symbol);

	if (has_addend)
		*address = symbol.st_value + relocation->addend;
	else if (!relocation_stored_address(object, target, relocation, symbol.st_value, address))
		return false;
	if (!object->is_64bit)
		*address &= UINT32_MAX;
	return true;
}
