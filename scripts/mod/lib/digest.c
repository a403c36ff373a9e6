// SPDX-License-Identifier: GPL-2.0-only
/*
 * Four sums side by side, so that the processor need not wait for a product before it begins the next. Each step is
 * reversible: two inputs that differ in one word never have the same sum.
 */
#include "lib/digest.h"

#include <string.h>

#define NR_SUMS	   4
#define BLOCK	   (NR_SUMS * sizeof(uint64_t))
#define MULTIPLIER 0x9e3779b97f4a7c15ull /* odd */

static uint64_t mix(uint64_t sum, uint64_t word)
{
	return ((sum << 29 | sum >> 35) ^ word) * MULTIPLIER;
}

static void add_block(uint64_t sums[NR_SUMS], const void *block)
{
	uint64_t words[NR_SUMS];

	memcpy(words, block, BLOCK);
	for (int i = 0; i < NR_SUMS; i++)
		sums[i] = mix(sums[i], words[i]);
}

/* Let each bit change about half of the others. */
static uint64_t scatter(uint64_t sum)
{
	sum = (sum ^ sum >> 32) * MULTIPLIER;
	sum = (sum ^ sum >> 29) * MULTIPLIER;
	return sum ^ sum >> 32;
}

uint64_t digest_of(const void *bytes, size_t len)
{
	uint64_t sums[NR_SUMS] = { 1, 2, 3, 4 }, digest = len;
	unsigned char rest[BLOCK] = { 0 };
	const unsigned char *next = bytes;
	size_t left = len;

	for (; left >= BLOCK; next += BLOCK, left -= BLOCK)
		add_block(sums, next);
	if (left)
		memcpy(rest, next, left);
	add_block(sums, rest);
	for (int i = 0; i < NR_SUMS; i++)
		digest = mix(digest, scatter(sums[i]));
	return scatter(digest);
}
