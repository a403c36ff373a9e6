// SPDX-License-Identifier: GPL-2.0-only
#include "chains.h"

#include <stdlib.h>
#include <string.h>

#include "alloc.h"

void chains_init(struct chains *chains, const struct base *base, uint32_t most)
{
	memset(chains, 0, sizeof(*chains));
	chains->base = base;
	chains->growth = base->growth;
	chains->nr_buckets = buckets_for(most);
	for (int i = 0; i < 2; i++)
		chains->sides[i].newest =
			alloc_zeroed(chains->nr_buckets, sizeof(*chains->sides[i].newest));
}

void chains_free(struct chains *chains)
{
	for (int i = 0; i < 2; i++) {
		free(chains->sides[i].newest);
		free(chains->sides[i].links);
	}
	free(chains->found);
}

void chains_add(struct chains *chains, uint32_t hash, uint32_t id)
{
	struct chain_side *side = &chains->sides[growth_add(&chains->growth)];
	uint32_t *newest = &side->newest[hash & (chains->nr_buckets - 1)];

	side->links = alloc_grow(side->links, side->nr, &side->capacity, sizeof(*side->links));
	side->links[side->nr] = (struct chain_link){ hash, id, *newest };
	*newest = ++side->nr;
}

static void found_add(struct chains *chains, size_t nr, uint32_t id)
{
	chains->found =
		alloc_grow(chains->found, nr, &chains->found_capacity, sizeof(*chains->found));
	chains->found[nr] = id;
}

/* Add those of one side, the newest first, behind the first @nr that were found. */
static size_t add_side(struct chains *chains, bool which, uint32_t hash, size_t nr)
{
	const struct chain_side *side = &chains->sides[which];
	uint32_t i = side->newest[hash & (chains->nr_buckets - 1)];

	for (; i; i = side->links[i - 1].older) {
		if (side->links[i - 1].hash == hash)
			found_add(chains, nr++, side->links[i - 1].id);
	}
	return nr;
}

static size_t add_base(struct chains *chains, uint32_t hash, size_t nr)
{
	struct bucket_range range = buckets_find(&chains->base->types, hash);

	for (const struct bucket_entry *at = range.begin; at < range.end; at++) {
		if (at->hash == hash)
			found_add(chains, nr++, at->value);
	}
	return nr;
}

static void reverse(uint32_t *ids, size_t nr)
{
	for (size_t i = 0; i < nr / 2; i++) {
		uint32_t id = ids[i];

		ids[i] = ids[nr - 1 - i];
		ids[nr - 1 - i] = id;
	}
}

/* On the side where walks start the newest come first, on the other one they come last. */
size_t chains_find(struct chains *chains, uint32_t hash, const uint32_t **ids)
{
	bool start = chains->growth.side;
	size_t of_start = add_side(chains, start, hash, 0);
	size_t of_base = add_base(chains, hash, of_start);
	size_t all = add_side(chains, !start, hash, of_base);

	/* The base's are in the order of a walk that starts where it did at the end of the base. */
	if (of_base > of_start && start != chains->base->growth.side)
		reverse(chains->found + of_start, of_base - of_start);
	if (all > of_base)
		reverse(chains->found + of_base, all - of_base);
	*ids = chains->found;
	return all;
}
