/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Numbers by the hash of what they stand for: made once, then only read, with no pointers inside, so that a
 * file can hold it. Numbers of one hash keep the order in which they were given.
 */
#ifndef BTF_BUCKETS_H
#define BTF_BUCKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bucket_entry {
	uint32_t hash;
	uint32_t value;
};

struct buckets {
	const uint32_t *starts; /* of each bucket in @entries, and the end of the last one */
	const struct bucket_entry *entries;
	uint32_t nr_buckets; /* a power of two */
	uint32_t nr_entries;
};

/* How many buckets @nr_entries should have. */
uint32_t buckets_for(uint32_t nr_entries);

/* Fill @starts and @entries, which have the room that buckets_for() tells, from @items; set @buckets to them. */
void buckets_fill(struct buckets *buckets, uint32_t *starts, struct bucket_entry *entries,
		  const struct bucket_entry *items, uint32_t nr_items);

/* The entries in which those of @hash are, with others. Nothing if the table is damaged there. */
struct bucket_range {
	const struct bucket_entry *begin, *end;
};

static inline struct bucket_range buckets_find(const struct buckets *buckets, uint32_t hash)
{
	uint32_t bucket = hash & (buckets->nr_buckets - 1);
	uint32_t begin = buckets->starts[bucket], end = buckets->starts[bucket + 1];

	if (begin > end || end > buckets->nr_entries)
		return (struct bucket_range){ NULL, NULL };
	return (struct bucket_range){ buckets->entries + begin, buckets->entries + end };
}

#endif
