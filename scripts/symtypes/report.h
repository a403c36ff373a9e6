/* SPDX-License-Identifier: GPL-2.0-only */
/* Which types changed, and which symbols have another version because of that. */
#ifndef SYMTYPES_REPORT_H
#define SYMTYPES_REPORT_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/hash_table.h"
#include "lib/memory.h"

/* One type that changed in one way, with its symbols. */
struct group {
	const char *name; /* of an export, or like s#page */
	const char *changes; /* lines of changes_add() */
	uint32_t *symbols; /* numbers; there may be as many as symbols times types */
	size_t nr, capacity;
};

/* All-zero is empty, but for the names of the symbols by their numbers, in the order of the names. */
struct report {
	const char *const *symbol_names;
	struct group **groups;
	size_t nr, capacity;
	struct hash_table by_change;
	struct arena arena;
};

/* The group for type @name with these changes, made if there is none. */
struct group *report_group(struct report *report, const char *name, const char *changes);

void group_add(struct group *group, uint32_t symbol);

/*
 * Print all groups, those of most symbols first. The columns are:
 *   type  how  type's name  number of symbols  was  is
 *   type  symbols  type's name  number of symbols  symbols
 */
void report_print(struct report *report, FILE *out);

/* Print a line about the symbols in @group, which has no type. */
void report_print_untyped(const struct report *report, struct group *group, const char *how,
			  FILE *out);

void report_free(struct report *report);

#endif
