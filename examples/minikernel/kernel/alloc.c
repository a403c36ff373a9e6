// SPDX-License-Identifier: GPL-2.0-only
/* Memory by the page, from a fixed pool: first fit over a map of used pages. */
#include <linux/export.h>
#include <minikernel/kernel.h>
#include <minikernel/string.h>

#define POOL_PAGES 2048

static u8 pool[POOL_PAGES * PAGE_SIZE] __aligned(PAGE_SIZE);
static bool used[POOL_PAGES];

void *alloc_pages(size_t bytes)
{
	size_t pages = bytes / PAGE_SIZE + (bytes % PAGE_SIZE != 0);
	size_t run = 0;

	if (!pages)
		return NULL;
	for (size_t i = 0; i < POOL_PAGES; i++) {
		run = used[i] ? 0 : run + 1;
		if (run < pages)
			continue;
		i -= pages - 1;
		memset(&used[i], true, pages);
		return memset(&pool[i * PAGE_SIZE], 0, pages * PAGE_SIZE);
	}
	return NULL;
}
EXPORT_SYMBOL(alloc_pages);

void free_pages(void *mem, size_t bytes)
{
	size_t pages = bytes / PAGE_SIZE + (bytes % PAGE_SIZE != 0);

	if (mem)
		memset(&used[((u8 *)mem - pool) / PAGE_SIZE], false, pages);
}
EXPORT_SYMBOL(free_pages);
