/* SPDX-License-Identifier: GPL-2.0-only */
/* The relocations of a section, and where each points to. */
#ifndef MODPOST_RELOCATION_H
#define MODPOST_RELOCATION_H

#include "elf_object.h"
#include "releases.h"

/* Relocations of one section, already in host order. */
struct elf_relocations {
	const struct elf_object *object;
	const void *entries;
	size_t nr;
	bool has_addend;
	bool has_hints; /* relocation_is_hint() may be true of some */
};

struct elf_relocation {
	uint64_t offset;
	int64_t addend; /* 0 if the relocations have none */
	uint32_t symbol; /* less than nr_symbols */
	uint32_t type;
};

/* Get at the relocations in section @index. False after a message. */
bool relocations_find(struct elf_object *object, size_t index, struct elf_relocations *relocations);

/* Read one. False after a message. */
bool relocation_read(struct elf_object *object, const struct elf_relocations *relocations, size_t i,
		     struct elf_relocation *relocation);

/* Does a relocation of that type, in the section @target, tell the linker something, and refer to nothing? */
bool relocation_is_hint(const struct elf_object *object, const struct features *features,
			uint32_t type, size_t target);

/* Are relocations without an addend of their own known for the machine? */
bool relocation_addend_is_known(uint16_t machine);

/*
 * The address that @relocation of the section @target refers to, in the section of its symbol; all ones if
 * nothing is known about its type. False after a message.
 */
bool relocation_address(struct elf_object *object, size_t target,
			const struct elf_relocation *relocation, bool has_addend,
			uint64_t *address);

/*
 * The same for a relocation without an addend of its own, by what stands in the place that it is for. @symbol: the
 * value of its symbol.
 */
bool relocation_stored_address(struct elf_object *object, size_t target,
			       const struct elf_relocation *relocation, uint32_t symbol,
			       uint64_t *address);

#endif
