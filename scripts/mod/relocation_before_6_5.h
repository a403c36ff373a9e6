/* SPDX-License-Identifier: GPL-2.0-only */
/* Where a relocation points to, as releases before 6.5 find it. */
#ifndef MODPOST_RELOCATION_BEFORE_6_5_H
#define MODPOST_RELOCATION_BEFORE_6_5_H

#include "relocation.h"

enum relocation_result {
	RELOCATION_KNOWN,
	RELOCATION_SKIPPED, /* refers to nothing that is checked */
	RELOCATION_BAD, /* a message was added */
};

/* Of a relocation about which nothing can be said. */
#define RELOCATION_NOWHERE INT64_MAX

/*
 * What they take for the address that @relocation of the section @target refers to: mostly just the addend, as a
 * signed number of 32 bits.
 */
enum relocation_result relocation_address_before_6_5(struct elf_object *object, size_t target,
						     const struct elf_relocation *relocation,
						     bool has_addend, int64_t *address);

#endif
