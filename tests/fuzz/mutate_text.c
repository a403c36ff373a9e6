// SPDX-License-Identifier: GPL-2.0-only
/* Mutations of text files: symbol dumps, lists, .mod and .cmd files, sources. */
#include "mutate.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const words[] = {
	"\n",
	"\n\n",
	"\t",
	"\t\t\t\t\n",
	" ",
	"\\",
	"\\\n",
	"\"",
	"/*",
	"*/",
	"\r\n",
	"\v\f",
	"%s%n",
	"0x",
	"-1",
	"\xff\xfe",
	"../",
	"/",
	".o\n",
	".a\n",
	"/dev/null\n",
	"source_x := ",
	"deps_x := \\\n",
	"\n#SYMVER ",
	"\n#SYMVER f 0x1\n",
	"vmlinux\n",
	"vmlinux.o\n",
	"EXPORT_SYMBOL_GPL\t",
	"99999999999999999999",
	"0x12345678\tf\tvmlinux\tEXPORT_SYMBOL\t\n",
};

static void insert(struct bytes *text, const void *source, size_t len, struct random *random)
{
	bytes_replace(text, random_below(random, text->len + 1), 0, source, len);
}

static void insert_word(struct bytes *text, struct random *random)
{
	const char *word = words[random_below(random, COUNT(words))];

	insert(text, word, strlen(word), random);
}

static void insert_nul(struct bytes *text, struct random *random)
{
	insert(text, "", 1, random);
}

static void change_byte(struct bytes *text, struct random *random)
{
	if (text->len)
		text->data[random_below(random, text->len)] = random_bits(random);
}

static void drop(struct bytes *text, struct random *random)
{
	size_t at = random_below(random, text->len + 1);

	bytes_replace(text, at, random_below(random, text->len - at + 1), "", 0);
}

static void cut(struct bytes *text, struct random *random)
{
	text->len = random_below(random, text->len + 1);
}

static void repeat(struct bytes *text, struct random *random)
{
	size_t at = random_below(random, text->len + 1);
	struct bytes part = { text->data + at, random_below(random, text->len - at + 1) };

	part = bytes_copy(&part);
	insert(text, part.data, part.len, random);
	bytes_free(&part);
}

/* What takes time with the square of the length shows at this length. */
static void grow(struct bytes *text, struct random *random)
{
	static const size_t limits[] = { 200, 5000, 70000 };
	size_t limit = 1 + random_below(random, limits[random_below(random, COUNT(limits))]);
	const char *word = words[random_below(random, COUNT(words))];
	size_t len = strlen(word);
	char *run = malloc(limit);

	if (!run)
		die("no memory for", "a text");
	/* A word over and over, or one long name. */
	for (size_t i = 0; i < limit; i++)
		run[i] = random->state % 2 ? word[i % len] : 'a';
	insert(text, run, limit, random);
	free(run);
}

void mutate_text(struct bytes *text, struct random *random)
{
	static void (*const kinds[])(struct bytes * text, struct random * random) = {
		insert_word, insert_word, change_byte, change_byte, drop, repeat, cut, insert_nul,
	};
	size_t changes = 1 + random_below(random, 3);

	if (random_once_in(random, 16))
		grow(text, random);
	while (changes--)
		kinds[random_below(random, COUNT(kinds))](text, random);
}
