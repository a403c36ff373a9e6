/* SPDX-License-Identifier: GPL-2.0-only */
/* Allocation that cannot fail, growing arrays, and arenas for strings that live together. */
#ifndef MODPOST_LIB_MEMORY_H
#define MODPOST_LIB_MEMORY_H

#include <stddef.h>

/* Like malloc() and realloc(), but running out of memory ends the program with status 1. */
void *xmalloc(size_t size);
void *xrealloc(void *old, size_t size);

/* The same for @nr items of @size bytes, which may be too many; from xcalloc() they are zero. */
void *xmalloc_array(size_t nr, size_t size);
void *xcalloc(size_t nr, size_t size);

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* Return room for one item more than @nr; @capacity counts the items that fit. */
void *array_grow(void *array, size_t nr, size_t *capacity, size_t item_size);

/* Append one uninitialised item to an array and yield its address. */
#define array_push(array, nr, capacity) \
	((array) = array_grow((array), (nr), &(capacity), sizeof(*(array))), &(array)[(nr)++])

struct arena_block;

/* All-zero is an empty arena. What it hands out stays valid until arena_free(). */
struct arena {
	struct arena_block *newest;
	size_t used; /* bytes handed out from the newest block */
};

void *arena_alloc(struct arena *arena, size_t size);

/* @nr items of @size bytes; from arena_zeroed() they are zero. */
void *arena_array(struct arena *arena, size_t nr, size_t size);
void *arena_zeroed(struct arena *arena, size_t nr, size_t size);
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t len);
char *arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void arena_free(struct arena *arena);

#endif
