/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Raw BTF: its header, its types and its strings, in either byte order. The format is that of the kernel's
 * documentation, "BPF Type Format", and of its header linux/btf.h.
 *
 * A type is three words (name, info, and size or type), and more words that its kind tells. All that this
 * program does depends on which of the words are names and which are ids of types; kinds.h has the table.
 */
#ifndef BTF_BTF_H
#define BTF_BTF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { BTF_WORD = sizeof(uint32_t), BTF_HEADER_SIZE = 24, BTF_TYPE_WORDS = 3 };

/* Ids and offsets stay below these: each file has less, so sums of two fit into 32 bits. */
enum { BTF_MOST_TYPES = 1 << 28, BTF_MOST_BYTES = 1 << 30 };

/* The bytes stay the caller's. */
struct btf {
	const unsigned char *data;
	size_t size;
	const unsigned char *types; /* behind the header */
	uint32_t types_size; /* in bytes, a multiple of BTF_WORD */
	const char *strings; /* the first one is empty, the last one ends */
	uint32_t strings_size;
	bool is_swapped; /* of the other byte order than this machine's */
};

/* A type, in the byte order of the machine but for its further words. */
struct type {
	uint32_t name; /* an offset into the strings */
	uint32_t info;
	uint32_t third; /* a size or the id of a type; 0 without a meaning */
	const unsigned char *extra; /* further words, see type_word() */
	bool is_swapped;
};

static inline uint32_t btf_load(const unsigned char *at, bool is_swapped)
{
	uint32_t word;

	memcpy(&word, at, sizeof(word));
	return is_swapped ? __builtin_bswap32(word) : word;
}

static inline uint32_t type_kind(const struct type *type)
{
	return type->info >> 24 & 0x1f;
}

static inline uint32_t type_vlen(const struct type *type)
{
	return type->info & 0xffff;
}

static inline bool type_flag(const struct type *type)
{
	return type->info >> 31;
}

/* Word @i behind the first three. */
static inline uint32_t type_word(const struct type *type, size_t i)
{
	return btf_load(type->extra + i * BTF_WORD, type->is_swapped);
}

/*
 * Take @size bytes of @data for a complete file of BTF, which has nothing but header, types and strings, in this
 * order. NULL, or what is wrong with it. Types are not looked at.
 */
const char *btf_open(struct btf *btf, const void *data, size_t size);

/* Write the BTF_HEADER_SIZE bytes of a header for so many bytes of types and strings. */
void btf_put_header(unsigned char *data, uint32_t types_size, uint32_t strings_size,
		    bool is_swapped);

#endif
