// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "lib/pool.h"

#include <string.h>
#include <sys/mman.h>

#define ALIGNMENT _Alignof(max_align_t)

void pool_init(struct pool *pool, size_t size)
{
	void *memory = MAP_FAILED;

	memset(pool, 0, sizeof(*pool));
	if (size)
		memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (memory == MAP_FAILED)
		return;
	pool->memory = memory;
	pool->size = size;
}

void pool_free(struct pool *pool)
{
	if (pool->memory)
		munmap(pool->memory, pool->size);
	memset(pool, 0, sizeof(*pool));
}

void *pool_take(struct pool *pool, size_t size)
{
	size_t at;

	if (size > pool->size)
		return NULL;
	size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	/* Failed attempts add up, but a record asks for no more than a few times its length. */
	at = atomic_fetch_add_explicit(&pool->used, size, memory_order_relaxed);
	return at <= pool->size && size <= pool->size - at ? pool->memory + at : NULL;
}
