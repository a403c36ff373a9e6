/* SPDX-License-Identifier: GPL-2.0-only */
/* What the words of a type mean, by its kind ("BPF Type Format", chapter 2). */
#ifndef BTF_KINDS_H
#define BTF_KINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "btf.h"

enum kind {
	KIND_VOID,
	KIND_INT,
	KIND_PTR,
	KIND_ARRAY,
	KIND_STRUCT,
	KIND_UNION,
	KIND_ENUM,
	KIND_FWD,
	KIND_TYPEDEF,
	KIND_VOLATILE,
	KIND_CONST,
	KIND_RESTRICT,
	KIND_FUNC,
	KIND_FUNC_PROTO,
	KIND_VAR,
	KIND_DATASEC,
	KIND_FLOAT,
	KIND_DECL_TAG,
	KIND_TYPE_TAG,
	KIND_ENUM64,
	NR_KINDS,
};

/* How types of a kind become one (spec section 3). */
enum pass {
	PASS_UNKNOWN, /* there is no such kind */
	PASS_NEVER,
	PASS_PLAIN, /* nothing refers on from them */
	PASS_STRUCT, /* may be part of circles */
	PASS_REFERENCE, /* all the others */
};

#define WORD_BIT(i) (1u << (i))

/* Behind the first three words there are @fixed words or vlen times @each words. */
struct kind_row {
	enum pass pass;
	bool third_is_type;
	bool has_flag; /* bit 31 of info means something */
	uint16_t most_vlen;
	uint8_t fixed, each;
	/* Of these words: */
	uint8_t names; /* WORD_BIT of those that are names */
	uint8_t types; /* of those that are ids of types */
	uint8_t hashed; /* of those that equal types are found by */
};

extern const struct kind_row kind_rows[NR_KINDS];

/* NULL if there is no such kind. */
static inline const struct kind_row *kind_find(uint32_t kind)
{
	return kind < NR_KINDS && kind_rows[kind].pass ? &kind_rows[kind] : NULL;
}

/* The row of a type of a kind that there is. */
static inline const struct kind_row *type_row(const struct type *type)
{
	return &kind_rows[type_kind(type)];
}

static inline size_t row_unit(const struct kind_row *row)
{
	return row->fixed + row->each;
}

/* The words behind the first three: units of row_unit() words. */
static inline size_t row_units(const struct kind_row *row, const struct type *type)
{
	return row->fixed ? 1 : row->each ? type_vlen(type) : 0;
}

static inline size_t type_nr_words(const struct type *type)
{
	const struct kind_row *row = type_row(type);

	return row_units(row, type) * row_unit(row);
}

static inline bool kind_is_struct(uint32_t kind)
{
	return kind == KIND_STRUCT || kind == KIND_UNION;
}

static inline bool kind_is_enum(uint32_t kind)
{
	return kind == KIND_ENUM || kind == KIND_ENUM64;
}

/* The kind that a FWD stands for: its flag says union. */
static inline uint32_t fwd_kind(const struct type *fwd)
{
	return type_flag(fwd) ? KIND_UNION : KIND_STRUCT;
}

#endif
