/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The digest behind source versions: MD4, except that message bytes are loaded as big-endian words and that
 * the two words of the length are not bytes at all.
 */
#ifndef MODPOST_MD4_H
#define MODPOST_MD4_H

#include <stddef.h>
#include <stdint.h>

struct md4 {
	uint32_t state[4];
	uint32_t block[16];
	uint64_t nr_bytes;
};

void md4_init(struct md4 *md4);
void md4_add(struct md4 *md4, unsigned char byte);

/* Write the @len first of the 32 upper-case hex digits and a NUL. */
void md4_finish(struct md4 *md4, char *digits, size_t len);

#endif
