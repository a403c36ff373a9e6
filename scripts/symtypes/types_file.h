/* SPDX-License-Identifier: GPL-2.0-only */
/* A .symtypes file: a line for each export and for each type and enumerator that it is made of. */
#ifndef SYMTYPES_TYPES_FILE_H
#define SYMTYPES_TYPES_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/hash_table.h"
#include "lib/memory.h"

struct type {
	const char *name; /* of an export, or like s#page */
	const char *definition; /* without blanks at its end */
	uint32_t *references; /* indexes of types of the same file; NULL: not looked for yet */
	size_t nr_references;
	uint64_t reached_by; /* the number of the last types_file_reach() */
};

/* All-zero is none. */
struct types_file {
	char *text;
	struct type *types;
	size_t nr;
	struct hash_table by_name;
	struct arena arena;
	uint32_t *reached; /* what the last types_file_reach() found */
	size_t nr_reached;
	uint64_t nr_searches;
};

/* False with errno set if the file cannot be read. */
bool types_file_read(struct types_file *file, const char *path);
void types_file_free(struct types_file *file);

struct type *types_file_find(const struct types_file *file, const char *name);

/* List the type and all that its definition refers to, directly or not, in @file->reached. */
void types_file_reach(struct types_file *file, struct type *type);

/* Call @found with the name of each export in the file; false with errno set if it cannot be read. */
bool types_file_exports(const char *path, void (*found)(const char *name, void *arg), void *arg);

#endif
