/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In which order entries of one hash are tried (spec section 3, rule 2): the newest first, but each growth of
 * the table turns the order around.
 *
 * An entry stays at the end of its chain at which it was put in; a growth only changes at which end a walk
 * starts. So the order follows from two facts: the end (side) of each entry and the present one.
 */
#ifndef BTF_GROWTH_H
#define BTF_GROWTH_H

#include <stdbool.h>
#include <stdint.h>

/* All-zero is an empty table. */
struct growth {
	uint64_t nr_entries;
	uint64_t nr_buckets;
	bool side; /* where entries are put in now and walks start */
};

/* The table grows as often as @nr_entries needs; entry after entry or all at once comes to the same. */
static inline void growth_set(struct growth *growth, uint64_t nr_entries)
{
	growth->nr_entries = nr_entries;
	while (nr_entries * 4 / 3 > growth->nr_buckets) {
		growth->nr_buckets = growth->nr_buckets ? growth->nr_buckets * 2 : 4;
		growth->side = !growth->side;
	}
}

/* Add an entry, in front of which the table may grow. Returns the entry's side. */
static inline bool growth_add(struct growth *growth)
{
	growth_set(growth, growth->nr_entries + 1);
	return growth->side;
}

#endif
