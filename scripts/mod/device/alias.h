/* SPDX-License-Identifier: GPL-2.0-only */
/* The aliases by which modules are loaded for a device: from the tables of MODULE_DEVICE_TABLE(). */
#ifndef MODPOST_DEVICE_ALIAS_H
#define MODPOST_DEVICE_ALIAS_H

#include <stdbool.h>
#include <stddef.h>

#include "elf_object.h"
#include "facts.h"
#include "lib/hash_table.h"
#include "options.h"

struct device_aliases {
	struct elf_object *object;
	const struct options *options;
	struct facts *facts;
	struct hash_table unique; /* aliases so far, in releases that want each once */
};

void device_aliases_init(struct device_aliases *aliases, struct elf_object *object,
			 const struct options *options, struct facts *facts);
void device_aliases_free(struct device_aliases *aliases);

/*
 * If the symbol called @name stands for a device table, add the aliases of the table to the facts.
 * False after a fatal message.
 */
bool device_aliases_read(struct device_aliases *aliases, size_t symbol, const char *name);

#endif
