/* SPDX-License-Identifier: GPL-2.0-only */
/* Everything that is found in sections and their relocations: exports and section mismatches. */
#ifndef MODPOST_SECTIONS_H
#define MODPOST_SECTIONS_H

#include "elf_object.h"
#include "facts.h"
#include "options.h"

/* Go through all sections in order. False after a fatal message. */
bool sections_read(struct elf_object *object, const struct options *options, struct facts *facts);

#endif
