/* SPDX-License-Identifier: GPL-2.0-only */
/* From a string to a pointer. Keys are not copied: they must outlive the table. */
#ifndef MODPOST_LIB_HASH_TABLE_H
#define MODPOST_LIB_HASH_TABLE_H

#include <stddef.h>
#include <stdint.h>

struct hash_slot {
	const char *key; /* NULL: free */
	void *value;
	uint32_t hash;
};

/* All-zero is an empty table. */
struct hash_table {
	struct hash_slot *slots;
	size_t nr;
	size_t size; /* a power of two, or 0 */
};

uint32_t hash_table_hash(const char *key);

/* The value stored under @key, or NULL. */
void *hash_table_find(const struct hash_table *table, const char *key);

/* The same, with the hash of the key. */
void *hash_table_find_hashed(const struct hash_table *table, const char *key, uint32_t hash);

/*
 * The place of the value stored under @key, created with the value NULL if it is new.
 * Valid until the next hash_table_place().
 */
void **hash_table_place(struct hash_table *table, const char *key);

void hash_table_free(struct hash_table *table);

#endif
