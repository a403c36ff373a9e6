/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A tree's own layout of the id structures, as its compiler has it: the file devicetable-offsets.h, with
 * lines "#define SIZE_<structure> <number>" and "#define OFF_<structure>_<member> <number>".
 */
#ifndef MODPOST_DEVICE_OFFSETS_H
#define MODPOST_DEVICE_OFFSETS_H

#include <stdbool.h>
#include <stddef.h>

#include "device/layout.h"
#include "lib/hash_table.h"
#include "lib/strbuf.h"

/* All-zero: the tree has no layout of its own. */
struct device_offsets {
	char *text;
	struct device_offset *items;
	size_t nr, capacity;
	struct hash_table names;
};

/* Read the file. False with errno set if it cannot be read. */
bool device_offsets_read(struct device_offsets *offsets, const char *path);
void device_offsets_free(struct device_offsets *offsets);

/* Append all that it says, as bytes to be compared. */
void device_offsets_add(const struct device_offsets *offsets, struct strbuf *out);

/* Correct the layout of @structure by what the file has about it. */
void device_offsets_apply(const struct device_offsets *offsets, const char *structure,
			  struct device_layout *layout);

#endif
