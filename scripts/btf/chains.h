/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The types that a type of the module may be equal to: those of the base and those of the module that are
 * kept, by type_hash(), in the order in which they are to be tried (spec section 3, rule 2). The base's table
 * is only read; what is added is beside it.
 */
#ifndef BTF_CHAINS_H
#define BTF_CHAINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base.h"

struct chain_link {
	uint32_t hash;
	uint32_t id;
	uint32_t older; /* index of the next in the chain + 1; 0: it is the last */
};

struct chains {
	const struct base *base;
	struct growth growth;
	/* What was added, by the side it was added at. */
	struct chain_side {
		uint32_t *newest; /* of each bucket: index + 1, or 0 */
		struct chain_link *links;
		size_t nr, capacity;
	} sides[2];
	uint32_t nr_buckets; /* a power of two */
	uint32_t *found; /* see chains_find() */
	size_t found_capacity;
};

/* For up to about @most additions; more are possible. */
void chains_init(struct chains *chains, const struct base *base, uint32_t most);
void chains_free(struct chains *chains);

void chains_add(struct chains *chains, uint32_t hash, uint32_t id);

/* The ids of @hash in order; they stay valid until the next call. Returns how many there are. */
size_t chains_find(struct chains *chains, uint32_t hash, const uint32_t **ids);

#endif
