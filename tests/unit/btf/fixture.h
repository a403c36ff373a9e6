/* SPDX-License-Identifier: GPL-2.0-only */
/* A base, a module, and the split BTF that is to come out. */
#ifndef BTF_FIXTURE_H
#define BTF_FIXTURE_H

#include "maker.h"

struct fixture {
	bool is_one_unit;
	struct maker base, in, want;
};

/* The base is complete from here on; @want may be begun. */
void base_is_made(struct fixture *fixture);

/*
 * Rebase @in in both byte orders, with an index and without. Fails unless all four give @want and no string or type
 * more.
 */
void assert_rebased(const struct fixture *fixture);

/* The same with a refusal, whose reason has these words in it. */
void assert_left(const struct fixture *fixture, const char *words);

struct attempt {
	const void *base, *index, *in; /* raw BTF, but the index, which may be NULL */
	size_t base_size, index_size, in_size;
	bool is_one_unit;
};

/* Split BTF, to be freed by the caller. NULL with @wrong set if it is left to others. */
unsigned char *rebase_data(const struct attempt *attempt, size_t *size, const char **wrong);

/* The index of a base; to be freed by the caller. */
unsigned char *index_of(const void *base_data, size_t base_size, size_t *size);

#endif
