/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory for arrays. Running out of it ends the program with status 1. */
#ifndef BTF_ALLOC_H
#define BTF_ALLOC_H

#include <stddef.h>

/* Room for @nr items of @size bytes, to be given to free(). Never NULL. */
void *alloc_array(size_t nr, size_t size);

/* The same, filled with zero bytes. Pages that nobody touches cost nothing. */
void *alloc_zeroed(size_t nr, size_t size);

/* Room for one item more than @nr in @array (NULL at first); *@capacity counts the items that fit. */
void *alloc_grow(void *array, size_t nr, size_t *capacity, size_t size);

#endif
