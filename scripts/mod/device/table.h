/* SPDX-License-Identifier: GPL-2.0-only */
/* One table that MODULE_DEVICE_TABLE() names, while its entries become aliases. */
#ifndef MODPOST_DEVICE_TABLE_H
#define MODPOST_DEVICE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "device/layout.h"
#include "facts.h"
#include "lib/hash_table.h"
#include "lib/strbuf.h"

struct device_format;
struct device_table;

/* What the tables of a bus have in common: a row of types.c. */
struct device_type {
	const char *keyword; /* first argument of MODULE_DEVICE_TABLE() */
	const char *structure; /* of an entry */
	bool star; /* an alias ends in "*" in any case */
	const char *format; /* see format.h; "" if @make does it all */

	/* What goes beyond the format; NULL: one alias, made by the format. False after a fatal message. */
	bool (*make)(struct device_table *table, const unsigned char *entry);
	const char *fields; /* names of the members that @make reads, NULL: none */

	unsigned int since, until; /* releases that know this form; 0: all */
};

enum { DEVICE_FIELDS_MAX = 16 };

struct device_table {
	const struct device_type *type;
	struct device_layout layout;
	struct device_abi abi;
	bool is_big_endian;
	struct device_format *format; /* of type->format */
	const struct device_member *fields[DEVICE_FIELDS_MAX]; /* those of type->fields, in order */

	const unsigned char *entries;
	size_t nr_entries; /* without the terminator */

	struct facts *facts; /* where aliases and messages go */
	const char *owner; /* the built-in module the aliases are for, NULL in a module */
	struct hash_table *unique; /* texts that are there already, NULL if repeats are kept */
	struct hash_table card_ids; /* pnp_card: the ids of the cards so far */

	struct strbuf text; /* the alias that is being made */
};

/* Add the text as an alias, with the "*" that the type wants; it stays as it is. */
void device_table_emit(struct device_table *table);

/* A number of @size bytes in the target's byte order. */
uint64_t device_number(const struct device_table *table, const unsigned char *bytes, size_t size);

/* Field @i of type->fields as a number. */
uint64_t device_field(const struct device_table *table, const unsigned char *entry, size_t i);

/* Field @i as a text: its length, without a NUL. */
const char *device_field_text(const struct device_table *table, const unsigned char *entry,
			      size_t i, size_t *len);

#endif
