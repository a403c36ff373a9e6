// SPDX-License-Identifier: GPL-2.0-only
#include "md4.h"

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

static uint32_t rotate_left(uint32_t word, unsigned int bits)
{
	return word << bits | word >> (32 - bits);
}

static uint32_t mix(unsigned int round, uint32_t b, uint32_t c, uint32_t d)
{
	if (round == 0)
		return (b & c) | (~b & d);
	if (round == 1)
		return (b & c) | (b & d) | (c & d);
	return b ^ c ^ d;
}

static void transform(struct md4 *md4)
{
	static const uint32_t constants[3] = { 0, 0x5a827999, 0x6ed9eba1 };
	static const unsigned char shifts[3][4] = { { 3, 7, 11, 19 },
						    { 3, 5, 9, 13 },
						    { 3, 9, 11, 15 } };
	static const unsigned char order[3][16] = {
		{ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 },
		{ 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15 },
		{ 0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15 },
	};
	uint32_t a = md4->state[0], b = md4->state[1], c = md4->state[2], d = md4->state[3];

	for (unsigned int step = 0; step < 48; step++) {
		unsigned int round = step / 16;
		uint32_t word = md4->block[order[round][step % 16]];
		uint32_t next = rotate_left(a + mix(round, b, c, d) + word + constants[round],
					    shifts[round][step % 4]);

		a = d;
		d = c;
		c = b;
		b = next;
	}
	md4->state[0] += a;
	md4->state[1] += b;
	md4->state[2] += c;
	md4->state[3] += d;
	memset(md4->block, 0, sizeof(md4->block));
}

static void put_byte(struct md4 *md4, unsigned int place, unsigned char byte)
{
	md4->block[place / 4] |= (uint32_t)byte << (24 - place % 4 * 8);
}

void md4_add(struct md4 *md4, unsigned char byte)
{
	unsigned int place = md4->nr_bytes++ % 64;

	put_byte(md4, place, byte);
	if (place == 63)
		transform(md4);
}

void md4_finish(struct md4 *md4, char *digits, size_t len)
{
	unsigned int place = md4->nr_bytes % 64;
	char text[33];

	put_byte(md4, place, 0x80);
	if (place >= 56)
		transform(md4);
	md4->block[14] = (uint32_t)(md4->nr_bytes << 3);
	md4->block[15] = (uint32_t)(md4->nr_bytes >> 29);
	transform(md4);

	for (unsigned int i = 0; i < 16; i++)
		snprintf(text + 2 * i, 3, "%02X", md4->state[i / 4] >> i % 4 * 8 & 0xff);
	memcpy(digits, text, len);
	digits[len] = '\0';
}
