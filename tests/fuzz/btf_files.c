// SPDX-License-Identifier: GPL-2.0-only
#include "btf_files.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base.h"
#include "hash.h"
#include "index.h"

/* Where an index has what is signed; see index.c. */
enum {
	HASH_AT = 16,
	SIZE_AT = 24,
	BASE_SIZE_AT = 32,
	BASE_HASH_AT = 40,
	HASHED_FROM = 24,
	SIGNED_SIZE = 48
};

static void load(struct bytes *bytes, const char *folder, const char *name)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (!bytes_read(bytes, path))
		die("cannot read", path);
}

/* Into the other byte order. The header, too, but for its two single bytes. */
static void swap(struct bytes *bytes)
{
	uint32_t types_size;
	unsigned char first = bytes->data[0];

	memcpy(&types_size, bytes->data + 12, sizeof(types_size));
	bytes->data[0] = bytes->data[1];
	bytes->data[1] = first;
	for (size_t at = 4; at < 24 + types_size; at += 4) {
		uint32_t word;

		memcpy(&word, bytes->data + at, sizeof(word));
		word = __builtin_bswap32(word);
		memcpy(bytes->data + at, &word, sizeof(word));
	}
}

static struct bytes make_index(const struct bytes *raw)
{
	struct base base = { 0 };
	struct bytes index;

	if (btf_open(&base.btf, raw->data, raw->len) || base_build(&base))
		die("pahole made no BTF that btf-rebase knows", "base");
	index.data = index_make(&base, &index.len);
	base_free(&base);
	return index;
}

void btf_files_load(struct btf_files *files, struct bytes *raw, const char *folder,
		    enum btf_variant variant)
{
	load(raw, folder, "base");
	load(&files->in, folder, "in");
	load(&files->object, folder, "object");
	if (variant == BTF_SWAPPED) {
		swap(raw);
		swap(&files->in);
	}
	if (variant == BTF_ELF)
		load(&files->base, folder, "base.elf");
	else
		files->base = bytes_copy(raw);
	files->index = make_index(raw);
}

static void put(struct bytes *index, size_t at, uint64_t number)
{
	memcpy(index->data + at, &number, sizeof(number));
}

void btf_index_sign(struct bytes *index, const struct bytes *raw)
{
	if (index->len < SIGNED_SIZE)
		return;
	put(index, SIZE_AT, index->len);
	put(index, BASE_SIZE_AT, raw->len);
	put(index, BASE_HASH_AT, hash_bytes(raw->data, raw->len));
	put(index, HASH_AT, hash_bytes(index->data + HASHED_FROM, index->len - HASHED_FROM));
}
