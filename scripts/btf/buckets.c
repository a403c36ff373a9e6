// SPDX-License-Identifier: GPL-2.0-only
#include "buckets.h"

#include <string.h>

enum { FEWEST_BUCKETS = 16 };

uint32_t buckets_for(uint32_t nr_entries)
{
	uint32_t nr = FEWEST_BUCKETS;

	while (nr < nr_entries / 2)
		nr *= 2;
	return nr;
}

void buckets_fill(struct buckets *buckets, uint32_t *starts, struct bucket_entry *entries,
		  const struct bucket_entry *items, uint32_t nr_items)
{
	uint32_t nr_buckets = buckets_for(nr_items);
	uint32_t begin = 0;

	memset(starts, 0, (nr_buckets + 1) * sizeof(*starts));
	for (uint32_t i = 0; i < nr_items; i++)
		starts[items[i].hash & (nr_buckets - 1)]++;
	/* From here on the end of each bucket, which moves down to its begin as it is filled from behind. */
	for (uint32_t i = 0; i <= nr_buckets; i++) {
		begin += starts[i];
		starts[i] = begin;
	}
	for (uint32_t i = nr_items; i-- > 0;)
		entries[--starts[items[i].hash & (nr_buckets - 1)]] = items[i];
	*buckets = (struct buckets){ starts, entries, nr_buckets, nr_items };
}
