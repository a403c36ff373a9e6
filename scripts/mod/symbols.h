/* SPDX-License-Identifier: GPL-2.0-only */
/* What the symbol table of an object says: imports, init and exit, COMMON symbols. */
#ifndef MODPOST_SYMBOLS_H
#define MODPOST_SYMBOLS_H

#include "elf_object.h"
#include "facts.h"
#include "options.h"

/* Is an undefined symbol of this name something else than a reference to an export? */
bool symbol_is_ignored(const char *name, uint16_t machine, const struct features *features);

/* Go through all symbols in order. */
bool symbols_read(struct elf_object *object, const struct options *options, struct facts *facts);

#endif
