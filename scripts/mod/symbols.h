/* SPDX-License-Identifier: GPL-2.0-only */
/* What the symbol table of an object says: imports, init and exit, COMMON symbols. */
#ifndef MODPOST_SYMBOLS_H
#define MODPOST_SYMBOLS_H

#include "device/alias.h"
#include "elf_object.h"
#include "facts.h"
#include "options.h"

/* Is an undefined symbol of this name something else than a reference to an export? */
bool symbol_is_ignored(const char *name, uint16_t machine, const struct features *features);

/* What one symbol after the other says. */
struct symbol_reader {
	struct elf_object *object;
	const struct features *features;
	struct facts *facts;
	struct device_aliases aliases;
};

void symbol_reader_init(struct symbol_reader *reader, struct elf_object *object,
			const struct options *options, struct facts *facts);
void symbol_reader_free(struct symbol_reader *reader);

/* Read the symbol @index, and cut the suffix of its name. False after a fatal message. */
bool symbol_read(struct symbol_reader *reader, size_t index);

/* Read all symbols in order. */
bool symbols_read(struct elf_object *object, const struct options *options, struct facts *facts);

#endif
