// SPDX-License-Identifier: GPL-2.0-only
#include "relocation_before_6_5.h"

#include "lib/memory.h"

/* Is the type left alone? */
static bool type_is_skipped(uint16_t machine, uint32_t type)
{
	static const uint32_t known_to_arm[] = {
		R_ARM_ABS32,	R_ARM_PC24,	  R_ARM_CALL,	    R_ARM_JUMP24,
		R_ARM_THM_PC22, R_ARM_THM_JUMP24, R_ARM_THM_JUMP19,
	};

	if (machine == EM_MIPS)
		return type == R_MIPS_HI16;
	if (machine != EM_ARM)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(known_to_arm); i++) {
		if (known_to_arm[i] == type)
			return false;
	}
	return true;
}

/* For these the kernel's tool told an address of its own memory. */
static bool is_thumb_branch(uint16_t machine, uint32_t type)
{
	return machine == EM_ARM &&
	       (type == R_ARM_THM_PC22 || type == R_ARM_THM_JUMP24 || type == R_ARM_THM_JUMP19);
}

enum relocation_result relocation_address_before_6_5(struct elf_object *object, size_t target,
						     const struct elf_relocation *relocation,
						     bool has_addend, int64_t *address)
{
	GElf_Sym symbol = elf_object_symbol(object, relocation->symbol);
	uint64_t stored;

	if (has_addend) {
		*address = (int32_t)relocation->addend;
		return RELOCATION_KNOWN;
	}
	if (type_is_skipped(object->machine, relocation->type))
		return RELOCATION_SKIPPED;
	if (is_thumb_branch(object->machine, relocation->type)) {
		*address = RELOCATION_NOWHERE;
		return RELOCATION_KNOWN;
	}
	*address = 0;
	if (!relocation_addend_is_known(object->machine))
		return RELOCATION_KNOWN;
	if (!relocation_stored_address(object, target, relocation, symbol.st_value, &stored))
		return RELOCATION_BAD;
	if (stored != UINT64_MAX)
		*address = (int32_t)stored;
	return RELOCATION_KNOWN;
}
