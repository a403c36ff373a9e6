/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory for many small pieces, taken by any number of threads at once, and given back as a whole. */
#ifndef MODPOST_LIB_POOL_H
#define MODPOST_LIB_POOL_H

#include <stdatomic.h>
#include <stddef.h>

/* All-zero is an empty pool. */
struct pool {
	char *memory;
	size_t size;
	atomic_size_t used;
};

/* What is not taken costs nothing. Without memory the pool is empty. */
void pool_init(struct pool *pool, size_t size);
void pool_free(struct pool *pool);

/* @size bytes, all zero; NULL if they are not there. */
void *pool_take(struct pool *pool, size_t size);

#endif
