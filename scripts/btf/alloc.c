// SPDX-License-Identifier: GPL-2.0-only
#include "alloc.h"

#include <stdio.h>
#include <stdlib.h>

static void *check(void *memory)
{
	if (!memory) {
		fputs("btf-rebase: out of memory\n", stderr);
		exit(EXIT_FAILURE);
	}
	return memory;
}

void *alloc_array(size_t nr, size_t size)
{
	return check(reallocarray(NULL, nr ? nr : 1, size));
}

void *alloc_zeroed(size_t nr, size_t size)
{
	return check(calloc(nr ? nr : 1, size));
}

void *alloc_grow(void *array, size_t nr, size_t *capacity, size_t size)
{
	if (nr < *capacity)
		return array;
	*capacity = *capacity ? *capacity * 2 : 64;
	return check(reallocarray(array, *capacity, size));
}
