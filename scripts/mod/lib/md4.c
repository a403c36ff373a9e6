// SPDX-License-Identifier: GPL-2.0-only
#include "lib/md4.h"

#include <stdio.h>
#include <string.h>

void md4_init(struct md4 *md4)
{
	memset(md4, 0, sizeof(*md4));
	md4->state[0] = 0x67452301;
	md4->state[1] = 0xefcdab89;
	md4->state[2] = 0x98badcfe;
	md4->state[3] = 0x10325476;
}

static uint32_t choose(uint32_t x, uint32_t y, uint32_t z)
{
	return z ^ (x & (y ^ z));
}

static uint32_t majority(uint32_t x, uint32_t y, uint32_t z)
{
	return (y & z) | (x & (y | z));
}

static uint32_t parity(uint32_t x, uint32_t y, uint32_t z)
{
	return x ^ (y ^ z);
}

static uint32_t rotate_left(uint32_t word, unsigned int bits)
{
	return word << bits | word >> (32 - bits);
}

/* Each step waits for the one before: what it brings comes in last, and what comes with it was added up before. */
static uint32_t step(uint32_t before, uint32_t mixed, unsigned int bits)
{
	return rotate_left(before + mixed, bits);
}

static void transform(uint32_t state[4], const uint32_t word[16])
{
	static const unsigned char third_round[4] = { 0, 2, 1, 3 };
	const uint32_t root_2 = 0x5a827999, root_3 = 0x6ed9eba1;
	uint32_t a = state[0], b = state[1], c = state[2], d = state[3];

#pragma GCC unroll 4
	for (unsigned int i = 0; i < 16; i += 4) {
		a = step(a + word[i], choose(b, c, d), 3);
		d = step(d + word[i + 1], choose(a, b, c), 7);
		c = step(c + word[i + 2], choose(d, a, b), 11);
		b = step(b + word[i + 3], choose(c, d, a), 19);
	}
#pragma GCC unroll 4
	for (unsigned int i = 0; i < 4; i++) {
		a = step(a + word[i] + root_2, majority(b, c, d), 3);
		d = step(d + word[i + 4] + root_2, majority(a, b, c), 5);
		c = step(c + word[i + 8] + root_2, majority(d, a, b), 9);
		b = step(b + word[i + 12] + root_2, majority(c, d, a), 13);
	}
#pragma GCC unroll 4
	for (unsigned int round = 0; round < 4; round++) {
		unsigned int i = third_round[round];

		a = step(a + word[i] + root_3, parity(b, c, d), 3);
		d = step(d + word[i + 8] + root_3, parity(a, b, c), 9);
		c = step(c + word[i + 4] + root_3, parity(d, a, b), 11);
		b = step(b + word[i + 12] + root_3, parity(c, d, a), 15);
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
}

static void load_words(uint32_t word[16], const unsigned char *block)
{
	for (unsigned int i = 0; i < 16; i++, block += 4)
		word[i] = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 |
			  (uint32_t)block[2] << 8 | block[3];
}

static void add_block(struct md4 *md4, const unsigned char *block)
{
	uint32_t word[16];

	load_words(word, block);
	transform(md4->state, word);
}

void md4_add(struct md4 *md4, const char *bytes, size_t len)
{
	size_t waiting = md4->nr_bytes % MD4_BLOCK;

	md4->nr_bytes += len;
	if (waiting) {
		size_t lacking = MD4_BLOCK - waiting;
		size_t taken = len < lacking ? len : lacking;

		memcpy(md4->block + waiting, bytes, taken);
		if (taken < lacking)
			return;
		add_block(md4, md4->block);
		bytes += taken;
		len -= taken;
	}
	for (; len >= MD4_BLOCK; bytes += MD4_BLOCK, len -= MD4_BLOCK)
		add_block(md4, (const unsigned char *)bytes);
	memcpy(md4->block, bytes, len);
}

void md4_finish(struct md4 *md4, char *digits, size_t len)
{
	size_t end = md4->nr_bytes % MD4_BLOCK;
	uint32_t word[16];
	char text[33];

	md4->block[end++] = 0x80;
	memset(md4->block + end, 0, MD4_BLOCK - end);
	load_words(word, md4->block);
	if (end > MD4_BLOCK - 8) {
		transform(md4->state, word);
		memset(word, 0, sizeof(word));
	}
	word[14] = (uint32_t)(md4->nr_bytes << 3);
	word[15] = (uint32_t)(md4->nr_bytes >> 29);
	transform(md4->state, word);

	for (unsigned int i = 0; i < 16; i++)
		snprintf(text + 2 * i, 3, "%02X", md4->state[i / 4] >> i % 4 * 8 & 0xff);
	memcpy(digits, text, len);
	digits[len] = '\0';
}
