/* SPDX-License-Identifier: GPL-2.0-only */
/* Numbers by chance, the same ones for the same start. */
#ifndef FUZZ_RANDOM_H
#define FUZZ_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct random {
	uint64_t state;
};

/* The numbers of mutation @number in the run with @seed. */
struct random random_start(uint64_t seed, uint64_t number);

uint64_t random_bits(struct random *random);

/* From 0 to @limit - 1; 0 when there is no such number. */
size_t random_below(struct random *random, size_t limit);

static inline bool random_once_in(struct random *random, size_t n)
{
	return !random_below(random, n);
}

#endif
