/* SPDX-License-Identifier: GPL-2.0-only */
/* Where a relocation points to. */
#ifndef MODPOST_RELOCATION_H
#define MODPOST_RELOCATION_H

#include "elf_object.h"

/* Are relocations without an addend of their own known for the machine? */
bool relocation_addend_is_known(uint16_t machine);

/*
 * The address that @relocation of the section @target refers to, in the section of its symbol; all ones if
 * nothing is known about its type. False after a message.
 */
bool relocation_address(struct elf_object *object, size_t target,
			const struct elf_relocation *relocation, bool has_addend,
			uint64_t *address);

enum relocation_result {
	RELOCATION_KNOWN,
	RELOCATION_SKIPPED, /* refers to nothing that is checked */
	RELOCATION_BAD, /* a message was added */
};

/*
 * What releases before 6.5 take for that address: mostly just the addend, as a signed number of 32 bits;
 * RELOCATION_NOWHERE if nothing can be said.
 */
#define RELOCATION_NOWHERE INT64_MAX
enum relocation_result relocation_old_address(struct elf_object *object, size_t target,
					      const struct elf_relocation *relocation,
					      bool has_addend, int64_t *address);

#endif
