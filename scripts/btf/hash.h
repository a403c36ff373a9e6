/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Hashes of bytes and of sequences of numbers. They depend on the values alone, but hash_bytes() on the byte
 * order of the machine, too. They are no protection against somebody who wants two inputs to have the same hash.
 */
#ifndef BTF_HASH_H
#define BTF_HASH_H

#include <stddef.h>
#include <stdint.h>

/* Of @len bytes; meant for long ones: several bytes a processor cycle. */
uint64_t hash_bytes(const void *bytes, size_t len);

/* Of the @len bytes of a name. */
uint32_t hash_text(const char *text, size_t len);

#define HASH_START UINT64_C(0x9e3779b97f4a7c15)

/* @hash with one more number in it; begin with HASH_START. */
static inline uint64_t hash_add(uint64_t hash, uint32_t number)
{
	hash = (hash ^ number) * UINT64_C(0xd6e8feb86659fd93);
	return hash ^ hash >> 32;
}

#endif
