// SPDX-License-Identifier: GPL-2.0-only
#include "index.h"

#include <string.h>

#include "alloc.h"
#include "hash.h"

static const char magic[8] = "btfindex";

/* Another one for each change of what is in the file, of hashes and of their use. */
enum { VERSION = 2, BYTE_ORDER_MARK = 0x01020304, ALIGNMENT = 8 };

enum table { STRINGS, TYPES, NAMES, NR_TABLES };

struct index_header {
	char magic[sizeof(magic)];
	uint32_t version;
	uint32_t byte_order;
	uint64_t hash; /* of all that follows */
	uint64_t size; /* of the file */
	/* The base that it belongs to */
	uint64_t base_size;
	uint64_t base_hash;
	uint32_t nr_types;
	struct {
		uint32_t nr_buckets, nr_entries;
	} tables[NR_TABLES];
	uint32_t is_by_name; /* the order of types in the base, see order.h */
};

enum { HASHED_FROM = offsetof(struct index_header, size) };

_Static_assert(sizeof(struct index_header) % ALIGNMENT == 0, "the parts are aligned");

/* Walks over the parts of a file of @size bytes, if it has as many. */
struct parts {
	size_t at, size;
};

/* Where the next part begins, of @nr items; past the end there are none any more. */
static size_t next_part(struct parts *parts, uint64_t nr, size_t item_size)
{
	size_t begin = parts->at;
	uint64_t size = (nr * item_size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;

	parts->at = size > parts->size - begin ? parts->size + 1 : begin + size;
	return begin;
}

static bool is_past_end(const struct parts *parts)
{
	return parts->at > parts->size;
}

static struct buckets *table_of(struct base *base, enum table table)
{
	return table == STRINGS ? &base->strings : table == TYPES ? &base->types : &base->names;
}

static size_t measure(const struct index_header *header)
{
	struct parts parts = { sizeof(*header), SIZE_MAX / 2 };

	next_part(&parts, header->nr_types, sizeof(uint32_t));
	for (int i = 0; i < NR_TABLES; i++) {
		next_part(&parts, (uint64_t)header->tables[i].nr_buckets + 1, sizeof(uint32_t));
		next_part(&parts, header->tables[i].nr_entries, sizeof(struct bucket_entry));
	}
	return parts.at;
}

static void fill_header(struct index_header *header, struct base *base)
{
	memset(header, 0, sizeof(*header));
	memcpy(header->magic, magic, sizeof(magic));
	header->version = VERSION;
	header->byte_order = BYTE_ORDER_MARK;
	header->base_size = base->btf.size;
	header->base_hash = hash_bytes(base->btf.data, base->btf.size);
	header->nr_types = base->nr_types;
	header->is_by_name = base->is_by_name;
	for (int i = 0; i < NR_TABLES; i++) {
		header->tables[i].nr_buckets = table_of(base, i)->nr_buckets;
		header->tables[i].nr_entries = table_of(base, i)->nr_entries;
	}
	header->size = measure(header);
}

static void put_part(struct parts *parts, unsigned char *data, const void *items, uint64_t nr,
		     size_t item_size)
{
	memcpy(data + next_part(parts, nr, item_size), items, nr * item_size);
}

void *index_make(const struct base *base, size_t *size)
{
	struct base copy = *base;
	struct index_header header;
	struct parts parts;
	unsigned char *data;

	fill_header(&header, &copy);
	data = alloc_zeroed(header.size, 1);
	parts = (struct parts){ sizeof(header), header.size };
	put_part(&parts, data, base->offsets, base->nr_types, sizeof(*base->offsets));
	for (int i = 0; i < NR_TABLES; i++) {
		const struct buckets *table = table_of(&copy, i);

		put_part(&parts, data, table->starts, (uint64_t)table->nr_buckets + 1,
			 sizeof(*table->starts));
		put_part(&parts, data, table->entries, table->nr_entries, sizeof(*table->entries));
	}
	memcpy(data, &header, sizeof(header));
	header.hash = hash_bytes(data + HASHED_FROM, header.size - HASHED_FROM);
	memcpy(data, &header, sizeof(header));
	*size = header.size;
	return data;
}

static bool is_power_of_two(uint32_t nr)
{
	return nr && !(nr & (nr - 1));
}

/* Whether the header is one of this format. */
static bool check_header(const struct index_header *header, size_t size)
{
	if (memcmp(header->magic, magic, sizeof(magic)) || header->version != VERSION ||
	    header->byte_order != BYTE_ORDER_MARK || header->size != size || !header->nr_types ||
	    header->nr_types > BTF_MOST_TYPES)
		return false;
	for (int i = 0; i < NR_TABLES; i++) {
		if (!is_power_of_two(header->tables[i].nr_buckets))
			return false;
	}
	return true;
}

static bool belongs_to(const struct index_header *header, const struct base *base)
{
	return header->base_size == base->btf.size &&
	       header->base_hash == hash_bytes(base->btf.data, base->btf.size);
}

/* Let @base point to the parts; false if there is more or less in the file. */
static bool use_parts(struct base *base, const struct index_header *header, const void *data)
{
	struct parts parts = { sizeof(*header), header->size };
	const unsigned char *bytes = data;

	base->nr_types = header->nr_types;
	base->is_by_name = header->is_by_name;
	base->offsets = (const void *)(bytes + next_part(&parts, base->nr_types, sizeof(uint32_t)));
	for (int i = 0; i < NR_TABLES && !is_past_end(&parts); i++) {
		struct buckets *table = table_of(base, i);

		table->nr_buckets = header->tables[i].nr_buckets;
		table->nr_entries = header->tables[i].nr_entries;
		table->starts =
			(const void *)(bytes + next_part(&parts, (uint64_t)table->nr_buckets + 1,
							 sizeof(*table->starts)));
		if (is_past_end(&parts))
			break;
		table->entries = (const void *)(bytes + next_part(&parts, table->nr_entries,
								  sizeof(*table->entries)));
	}
	growth_set(&base->growth, base->types.nr_entries);
	return parts.at == parts.size;
}

bool index_use(struct base *base, const void *data, size_t size)
{
	struct index_header header;
	const unsigned char *bytes = data;

	if (size < sizeof(header))
		return false;
	memcpy(&header, data, sizeof(header));
	return check_header(&header, size) && belongs_to(&header, base) &&
	       header.hash == hash_bytes(bytes + HASHED_FROM, size - HASHED_FROM) &&
	       use_parts(base, &header, data);
}
