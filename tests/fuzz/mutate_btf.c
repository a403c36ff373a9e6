// SPDX-License-Identifier: GPL-2.0-only
/* Mutations of raw BTF and of an index: words, most of them one that was there before with a little change. */
#include "mutate.h"

#include <stdint.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { WORD = sizeof(uint32_t), HEADER_SIZE = 24 };

static uint32_t get(const struct bytes *bytes, size_t at)
{
	uint32_t word = 0;

	if (bytes->len >= WORD && at <= bytes->len - WORD)
		memcpy(&word, bytes->data + at, WORD);
	return word;
}

static void put(struct bytes *bytes, size_t at, uint32_t word)
{
	if (bytes->len >= WORD && at <= bytes->len - WORD)
		memcpy(bytes->data + at, &word, WORD);
}

static size_t random_place(const struct bytes *bytes, struct random *random)
{
	return random_below(random, bytes->len / WORD) * WORD;
}

static uint32_t odd_word(const struct bytes *bytes, uint32_t old, struct random *random)
{
	const uint32_t words[] = {
		0,	 1,	    2,		3,	 0x7fffffff, 0x80000000,     UINT32_MAX,
		old + 1, old - 1,   old * 2,	old / 2, -old,	     old ^ 1u << 31, bytes->len,
		old ^ 1, old + 256, old & 0xff, 1 << 24, 4 << 24,    5u << 24 | 1,   7 << 24,
	};

	switch (random_below(random, 4)) {
	case 0:
		return random_below(random, 64);
	case 1:
		/* a word of elsewhere */
		return get(bytes, random_place(bytes, random));
	case 2:
		return old ^ 1u << random_below(random, 32);
	default:
		return words[random_below(random, COUNT(words))];
	}
}

static void change_word(struct bytes *bytes, struct random *random)
{
	size_t at = random_place(bytes, random);

	put(bytes, at, odd_word(bytes, get(bytes, at), random));
}

static void change_header(struct bytes *bytes, struct random *random)
{
	size_t at = random_below(random, HEADER_SIZE / WORD) * WORD;

	put(bytes, at, odd_word(bytes, get(bytes, at), random));
}

static void change_byte(struct bytes *bytes, struct random *random)
{
	bytes->data[random_below(random, bytes->len)] =
		random_once_in(random, 2) ? 0 : random_bits(random);
}

/* Types that are there twice, or others than they were. */
static void copy_run(struct bytes *bytes, struct random *random)
{
	size_t from = random_place(bytes, random), to = random_place(bytes, random);
	size_t len = WORD * random_below(random, 24);

	for (size_t i = 0; i < len; i += WORD)
		put(bytes, to + i, get(bytes, from + i));
}

static void cut(struct bytes *bytes, struct random *random)
{
	bytes->len = random_below(random, bytes->len);
}

/* Words more among the types, with a header that knows of them. */
static void insert_run(struct bytes *bytes, struct random *random)
{
	size_t types = HEADER_SIZE + get(bytes, 12);
	uint32_t len = WORD * (1 + random_below(random, 8)), run[8];

	if (types > bytes->len || types < HEADER_SIZE)
		return;
	for (size_t i = 0; i < COUNT(run); i++)
		run[i] = get(bytes, random_place(bytes, random));
	put(bytes, 12, get(bytes, 12) + len);
	put(bytes, 16, get(bytes, 16) + len);
	bytes_replace(bytes,
		      HEADER_SIZE + random_below(random, (types - HEADER_SIZE) / WORD + 1) * WORD,
		      0, run, len);
}

void mutate_btf(struct bytes *bytes, struct random *random)
{
	static void (*const kinds[])(struct bytes * bytes, struct random * random) = {
		change_word, change_word, change_word,	 change_word, change_word, change_word,
		change_byte, copy_run,	  change_header, insert_run,  insert_run,  cut,
	};
	size_t changes = 1 + random_below(random, random_once_in(random, 3) ? 8 : 2);

	while (changes-- && bytes->len > HEADER_SIZE)
		kinds[random_below(random, COUNT(kinds))](bytes, random);
}
