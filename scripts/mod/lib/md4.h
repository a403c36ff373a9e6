/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The digest behind source versions: MD4 (RFC 1320), except that message bytes are loaded as big-endian words
 * and that the two words of the length are not bytes at all.
 */
#ifndef MODPOST_LIB_MD4_H
#define MODPOST_LIB_MD4_H

#include <stddef.h>
#include <stdint.h>

#define MD4_BLOCK 64

struct md4 {
	uint32_t state[4];
	/* What is not in the state yet: nr_bytes % MD4_BLOCK of it */
	unsigned char block[MD4_BLOCK];
	uint64_t nr_bytes;
};

/* Begin a message. */
void md4_init(struct md4 *md4);

/* Add @len bytes to the message. Where it is cut into pieces does not matter. */
void md4_add(struct md4 *md4, const char *bytes, size_t len);

/* End the message: write the @len first of the 32 upper-case hex digits and a NUL. */
void md4_finish(struct md4 *md4, char *digits, size_t len);

#endif
