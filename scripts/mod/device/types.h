/* SPDX-License-Identifier: GPL-2.0-only */
/* The types of device tables, one for each bus, and how their entries become aliases. */
#ifndef MODPOST_DEVICE_TYPES_H
#define MODPOST_DEVICE_TYPES_H

#include <stdbool.h>
#include <stddef.h>

struct device_table;

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

/* The type called by the @len bytes of @keyword; NULL if @release has none of that name. */
const struct device_type *device_type_find(const char *keyword, size_t len, unsigned int release);

#endif
