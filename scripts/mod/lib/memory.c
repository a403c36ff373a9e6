// SPDX-License-Identifier: GPL-2.0-only
#include "lib/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_FIRST_BLOCK   2048
#define ARENA_LARGEST_BLOCK (1024 * 1024)

struct arena_block {
	struct arena_block *older;
	size_t size;
	max_align_t data[];
};

static void *check_allocation(void *memory)
{
	if (!memory) {
		fputs("ERROR: modpost: out of memory\n", stderr);
		exit(EXIT_FAILURE);
	}
	return memory;
}

void *xmalloc(size_t size)
{
	return check_allocation(malloc(size ? size : 1));
}

void *xrealloc(void *old, size_t size)
{
	return check_allocation(realloc(old, size ? size : 1));
}

static size_t array_bytes(size_t nr, size_t size)
{
	size_t bytes = 0;

	if (__builtin_mul_overflow(nr, size, &bytes))
		check_allocation(NULL);
	return bytes;
}

void *xmalloc_array(size_t nr, size_t size)
{
	return xmalloc(array_bytes(nr, size));
}

void *xcalloc(size_t nr, size_t size)
{
	size_t bytes = array_bytes(nr, size);

	return check_allocation(calloc(1, bytes ? bytes : 1));
}

void *array_grow(void *array, size_t nr, size_t *capacity, size_t item_size)
{
	if (nr < *capacity)
		return array;

	*capacity = *capacity ? *capacity * 2 : 8;
	return xrealloc(array, array_bytes(*capacity, item_size));
}

static void arena_add_block(struct arena *arena, size_t at_least)
{
	size_t size = ARENA_FIRST_BLOCK;
	struct arena_block *block;

	if (arena->newest && arena->newest->size < ARENA_LARGEST_BLOCK)
		size = arena->newest->size * 2;
	else if (arena->newest)
		size = ARENA_LARGEST_BLOCK;
	if (size < at_least)
		size = at_least;
	if (size > SIZE_MAX - sizeof(*block))
		check_allocation(NULL);

	block = xmalloc(sizeof(*block) + size);
	block->older = arena->newest;
	block->size = size;
	arena->newest = block;
	arena->used = 0;
}

static char *arena_take(struct arena *arena, size_t size, size_t align)
{
	size_t start = (arena->used + align - 1) / align * align;

	if (!arena->newest || start > arena->newest->size || size > arena->newest->size - start) {
		arena_add_block(arena, size);
		start = 0;
	}
	arena->used = start + size;
	return (char *)arena->newest->data + start;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	return arena_take(arena, size, _Alignof(max_align_t));
}

void *arena_array(struct arena *arena, size_t nr, size_t size)
{
	return arena_alloc(arena, array_bytes(nr, size));
}

void *arena_zeroed(struct arena *arena, size_t nr, size_t size)
{
	return memset(arena_array(arena, nr, size), 0, nr * size);
}

char *arena_strndup(struct arena *arena, const char *text, size_t len)
{
	char *copy = arena_take(arena, len + 1, 1);

	memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
	return arena_strndup(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	char *text;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	text = arena_take(arena, len + 1, 1);
	va_start(args, format);
	vsnprintf(text, len + 1, format, args);
	va_end(args);
	return text;
}

void arena_free(struct arena *arena)
{
	while (arena->newest) {
		struct arena_block *older = arena->newest->older;

		free(arena->newest);
		arena->newest = older;
	}
	arena->used = 0;
}
