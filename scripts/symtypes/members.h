/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A definition taken apart: itself, without what stands between its braces, then each member or enumerator
 * in their order. The members of an inner struct or union follow it. Those of one with a name have that in
 * front of theirs; those of a nameless one do not, as in C.
 */
#ifndef SYMTYPES_MEMBERS_H
#define SYMTYPES_MEMBERS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/hash_table.h"
#include "lib/memory.h"

#define NO_PARENT ((size_t)-1)

struct member {
	const char *key; /* different for each; "" for the definition itself */
	const char *name; /* as it is shown */
	const char *text; /* C text; braces have but three dots between them */
	size_t parent; /* index; NO_PARENT for the definition itself */
	bool is_named;
};

/* All-zero is none. */
struct members {
	struct member *list;
	size_t nr, capacity;
	struct hash_table by_key; /* values are indexes plus 1 */
	struct arena arena;
	bool is_unknown; /* genksyms has not seen what stands between the braces */
};

void members_read(struct members *members, const char *definition);
void members_free(struct members *members);

/* The index of the member with that key; members->nr if there is none. */
size_t members_find(const struct members *members, const char *key);

#endif
