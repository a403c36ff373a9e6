// SPDX-License-Identifier: GPL-2.0-only
#include "lib/hash_table.h"

#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"

#define SMALLEST_TABLE 256

/* FNV-1a: symbol names are short, and a table is never filled beyond two thirds. */
uint32_t hash_table_hash(const char *key)
{
	uint32_t hash = 0x811c9dc5;

	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * 0x01000193;
	return hash;
}

static struct hash_slot *find_slot(const struct hash_table *table, const char *key, uint32_t hash)
{
	size_t mask = table->size - 1;
	size_t i = hash & mask;

	while (table->slots[i].key &&
	       (table->slots[i].hash != hash || strcmp(table->slots[i].key, key)))
		i = (i + 1) & mask;
	return &table->slots[i];
}

static void enlarge(struct hash_table *table)
{
	struct hash_table larger = { .nr = table->nr };

	larger.size = table->size ? 2 * table->size : SMALLEST_TABLE;
	larger.slots = xcalloc(larger.size, sizeof(*larger.slots));

	for (size_t i = 0; i < table->size; i++) {
		const struct hash_slot *slot = &table->slots[i];

		if (slot->key)
			*find_slot(&larger, slot->key, slot->hash) = *slot;
	}
	free(table->slots);
	*table = larger;
}

void *hash_table_find(const struct hash_table *table, const char *key)
{
	return hash_table_find_hashed(table, key, hash_table_hash(key));
}

void *hash_table_find_hashed(const struct hash_table *table, const char *key, uint32_t hash)
{
	return table->size ? find_slot(table, key, hash)->value : NULL;
}

void **hash_table_place(struct hash_table *table, const char *key)
{
	uint32_t hash = hash_table_hash(key);
	struct hash_slot *slot;

	if (table->nr >= table->size / 3 * 2)
		enlarge(table);

	slot = find_slot(table, key, hash);
	if (!slot->key) {
		slot->key = key;
		slot->hash = hash;
		table->nr++;
	}
	return &slot->value;
}

void hash_table_free(struct hash_table *table)
{
	free(table->slots);
	memset(table, 0, sizeof(*table));
}
