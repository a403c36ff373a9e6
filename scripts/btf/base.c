// SPDX-License-Identifier: GPL-2.0-only
#include "base.h"

#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "hash.h"
#include "kinds.h"
#include "type_equal.h"

uint32_t struct_name_hash(uint32_t name)
{
	return hash_add(HASH_START, name);
}

/* What is put into one of the tables. */
struct items {
	struct bucket_entry *entries;
	size_t nr, capacity;
};

static void items_add(struct items *items, uint32_t hash, uint32_t value)
{
	items->entries =
		alloc_grow(items->entries, items->nr, &items->capacity, sizeof(*items->entries));
	items->entries[items->nr++] = (struct bucket_entry){ hash, value };
}

static void make_buckets(struct buckets *buckets, struct items *items)
{
	uint32_t *starts = alloc_array(buckets_for(items->nr) + 1, sizeof(*starts));
	struct bucket_entry *entries = alloc_array(items->nr, sizeof(*entries));

	buckets_fill(buckets, starts, entries, items->entries, items->nr);
	free(items->entries);
}

static void free_buckets(struct buckets *buckets)
{
	free((void *)buckets->starts);
	free((void *)buckets->entries);
}

/* All strings, equal ones in the order in which they stand: a search takes the first. */
static void index_strings(struct base *base)
{
	const char *strings = base->btf.strings;
	struct items items = { 0 };
	uint32_t len;

	for (uint32_t offset = 0; offset < base->btf.strings_size; offset += len + 1) {
		len = strlen(strings + offset);
		items_add(&items, hash_text(strings + offset, len), offset);
	}
	make_buckets(&base->strings, &items);
}

/* From the order of addition to that of a walk: the last side's newest first, then the other's oldest first. */
static void order_walk(struct items *items, const bool *sides, bool side)
{
	struct bucket_entry *walk = alloc_array(items->nr, sizeof(*walk));
	size_t front = 0, back = items->nr;

	for (size_t i = items->nr; i-- > 0;) {
		if (sides[i] == side)
			walk[front++] = items->entries[i];
		else
			walk[--back] = items->entries[i];
	}
	free(items->entries);
	items->entries = walk;
}

static void index_types(struct base *base)
{
	bool *sides = alloc_array(base->nr_types, sizeof(*sides));
	struct items types = { 0 }, names = { 0 };
	struct type type;

	memset(&base->growth, 0, sizeof(base->growth));
	for (uint32_t id = 1; id < base->nr_types; id++) {
		base_type(base, id, &type);
		if (kind_is_struct(type_kind(&type)) && type.name)
			items_add(&names, struct_name_hash(type.name), id);
		if (type_row(&type)->pass == PASS_NEVER)
			continue;
		sides[types.nr] = growth_add(&base->growth);
		items_add(&types, type_hash(&type), id);
	}
	order_walk(&types, sides, base->growth.side);
	free(sides);
	make_buckets(&base->types, &types);
	make_buckets(&base->names, &names);
}

/* The order is that of order.h. */
static bool is_in_order_by_name(const struct base *base)
{
	const char *last = "";
	struct type type;

	for (uint32_t id = 1; base_type(base, id, &type); id++) {
		const char *name;

		if (type.name >= base->btf.strings_size)
			return false;
		name = base->btf.strings + type.name;
		if (strcmp(name, last) < 0)
			return false;
		last = name;
	}
	return true;
}

const char *base_build(struct base *base)
{
	uint32_t *offsets;
	const char *wrong = btf_check_types(&base->btf, &offsets, &base->nr_types);

	if (wrong)
		return wrong;
	base->offsets = offsets;
	base->is_built = true;
	base->is_by_name = is_in_order_by_name(base);
	index_strings(base);
	index_types(base);
	return NULL;
}

int64_t base_find_string(const struct base *base, const char *text, uint32_t len)
{
	uint32_t hash = hash_text(text, len);
	struct bucket_range range = buckets_find(&base->strings, hash);

	for (const struct bucket_entry *at = range.begin; at < range.end; at++) {
		if (at->hash == hash && at->value < base->btf.strings_size &&
		    len < base->btf.strings_size - at->value &&
		    !memcmp(base->btf.strings + at->value, text, len + 1))
			return at->value;
	}
	return -1;
}

void base_free(struct base *base)
{
	if (!base->is_built)
		return;
	free((void *)base->offsets);
	free_buckets(&base->strings);
	free_buckets(&base->types);
	free_buckets(&base->names);
}
