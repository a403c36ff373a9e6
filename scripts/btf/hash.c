// SPDX-License-Identifier: GPL-2.0-only
#include "hash.h"

#include <string.h>

enum {
	LANES = 8,
	LANE_SIZE = sizeof(uint64_t),
	BLOCK_SIZE = LANES * LANE_SIZE,
};

static const uint64_t multiplier = UINT64_C(0x9fb21c651e98df25);

/* Each step can be undone, so that no difference is lost; the turn lets high bits matter for low ones. */
static inline uint64_t mix(uint64_t hash, uint64_t number)
{
	hash ^= number;
	return (hash << 29 | hash >> 35) * multiplier;
}

/* Lanes do not wait for each other. */
static inline void add_block(uint64_t lanes[LANES], const unsigned char *block)
{
	uint64_t numbers[LANES];

	memcpy(numbers, block, BLOCK_SIZE);
#pragma GCC unroll 8
	for (int i = 0; i < LANES; i++)
		lanes[i] = mix(lanes[i], numbers[i]);
}

uint64_t hash_bytes(const void *bytes, size_t len)
{
	uint64_t lanes[LANES] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	const unsigned char *at = bytes;
	unsigned char rest[BLOCK_SIZE] = { 0 };
	uint64_t hash = len;
	size_t left = len;

	for (; left >= BLOCK_SIZE; left -= BLOCK_SIZE, at += BLOCK_SIZE)
		add_block(lanes, at);
	if (left)
		memcpy(rest, at, left);
	add_block(lanes, rest);
	for (int i = 0; i < LANES; i++)
		hash = mix(hash, lanes[i]);
	return hash ^ hash >> 32;
}

uint32_t hash_text(const char *text, size_t len)
{
	uint64_t hash = HASH_START ^ len;

	for (; len >= LANE_SIZE; len -= LANE_SIZE, text += LANE_SIZE) {
		uint64_t number;

		memcpy(&number, text, LANE_SIZE);
		hash = mix(hash, number);
	}
	if (len) {
		uint64_t number = 0;

		memcpy(&number, text, len);
		hash = mix(hash, number);
	}
	return hash ^ hash >> 32;
}
