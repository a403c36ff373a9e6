// SPDX-License-Identifier: GPL-2.0-only
#include "type_equal.h"

#include "hash.h"
#include "kinds.h"

uint32_t type_hash(const struct type *type)
{
	const struct kind_row *row = type_row(type);
	uint64_t hash = hash_add(HASH_START, type->name);
	size_t unit = row_unit(row), words;

	if (kind_is_enum(type_kind(type)))
		return hash_add(hash, 0);
	hash = hash_add(hash_add(hash, type->info), type->third);
	if (!row->hashed)
		return hash;
	words = type_nr_words(type);
	for (size_t i = 0, in_unit = 0; i < words; i++) {
		if (row->hashed & WORD_BIT(in_unit))
			hash = hash_add(hash, type_word(type, i));
		in_unit = in_unit + 1 == unit ? 0 : in_unit + 1;
	}
	return hash;
}

/* @ignored: words of each unit that may be different */
static bool are_words_equal(const struct type *a, const struct type *b, unsigned int ignored)
{
	size_t unit = row_unit(type_row(a)), words = type_nr_words(a);

	for (size_t i = 0, in_unit = 0; i < words; i++) {
		if (!(ignored & WORD_BIT(in_unit)) && type_word(a, i) != type_word(b, i))
			return false;
		in_unit = in_unit + 1 == unit ? 0 : in_unit + 1;
	}
	return true;
}

bool type_is_equal(const struct type *a, const struct type *b)
{
	return a->name == b->name && a->info == b->info && a->third == b->third &&
	       are_words_equal(a, b, 0);
}

bool type_has_equal_shape(const struct type *a, const struct type *b)
{
	const struct kind_row *row = type_row(a);

	return a->name == b->name && a->info == b->info &&
	       (row->third_is_type || a->third == b->third) && are_words_equal(a, b, row->types);
}

enum enum_match enum_compare(const struct type *a, const struct type *b)
{
	if (a->name != b->name || !kind_is_enum(type_kind(a)) || !kind_is_enum(type_kind(b)))
		return ENUM_DIFFERS;
	if (type_is_equal(a, b))
		return ENUM_EQUAL;
	if (type_vlen(a) && type_vlen(b))
		return ENUM_DIFFERS;
	if (type_kind(a) != type_kind(b) || a->third != b->third)
		return ENUM_DEPENDS;
	return ENUM_DECLARED;
}
