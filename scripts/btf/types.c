// SPDX-License-Identifier: GPL-2.0-only
#include "types.h"

#include <stdlib.h>

#include "alloc.h"
#include "kinds.h"

/* Bits of info that are neither vlen nor kind nor flag */
#define UNKNOWN_INFO 0x60ff0000

bool btf_type_at(const struct btf *btf, uint32_t offset, struct type *type)
{
	const uint32_t header_size = BTF_TYPE_WORDS * BTF_WORD;
	const unsigned char *at = btf->types + offset;

	if (offset > btf->types_size || btf->types_size - offset < header_size)
		return false;
	type->name = btf_load(at, btf->is_swapped);
	type->info = btf_load(at + BTF_WORD, btf->is_swapped);
	type->third = btf_load(at + 2 * BTF_WORD, btf->is_swapped);
	type->extra = at + header_size;
	type->is_swapped = btf->is_swapped;
	return kind_find(type_kind(type)) &&
	       type_nr_words(type) <= (btf->types_size - offset - header_size) / BTF_WORD;
}

static const char *check_info(const struct type *type)
{
	const struct kind_row *row = type_row(type);

	if (type->info & UNKNOWN_INFO || (type_flag(type) && !row->has_flag))
		return "a type has an unknown flag";
	if (type_vlen(type) > row->most_vlen)
		return "a type has a number of parts where its kind has none";
	return NULL;
}

/* Find all types, in an array that is longer than it has to be. */
static const char *find_types(const struct btf *btf, uint32_t *offsets, uint32_t *nr)
{
	uint32_t offset = 0, id = 1;
	struct type type;

	offsets[0] = 0;
	for (; offset < btf->types_size; id++) {
		const char *wrong;

		if (!btf_type_at(btf, offset, &type))
			return "a type is of an unknown kind, or too long";
		wrong = check_info(&type);
		if (wrong)
			return wrong;
		offsets[id] = offset;
		offset += (BTF_TYPE_WORDS + type_nr_words(&type)) * BTF_WORD;
	}
	*nr = id;
	return id > BTF_MOST_TYPES ? "there are too many types" : NULL;
}

static bool are_words_valid(const struct btf *btf, const struct type *type, uint32_t nr)
{
	const struct kind_row *row = type_row(type);
	size_t unit = row_unit(row), words = type_nr_words(type);

	if (!row->names && !row->types)
		return true;
	for (size_t i = 0, in_unit = 0; i < words; i++) {
		if (row->names & WORD_BIT(in_unit) && type_word(type, i) >= btf->strings_size)
			return false;
		if (row->types & WORD_BIT(in_unit) && type_word(type, i) >= nr)
			return false;
		in_unit = in_unit + 1 == unit ? 0 : in_unit + 1;
	}
	return true;
}

static const char *check_references(const struct btf *btf, const uint32_t *offsets, uint32_t nr)
{
	struct type type;

	for (uint32_t id = 1; id < nr; id++) {
		btf_type_at(btf, offsets[id], &type);
		if (type.name >= btf->strings_size ||
		    (type_row(&type)->third_is_type && type.third >= nr) ||
		    !are_words_valid(btf, &type, nr))
			return "a type has a name or a type out of range";
	}
	return NULL;
}

const char *btf_check_types(const struct btf *btf, uint32_t **offsets, uint32_t *nr)
{
	const char *wrong;

	*offsets =
		alloc_array(1 + btf->types_size / (BTF_TYPE_WORDS * BTF_WORD), sizeof(**offsets));
	wrong = find_types(btf, *offsets, nr);
	if (!wrong)
		wrong = check_references(btf, *offsets, *nr);
	if (wrong) {
		free(*offsets);
		*offsets = NULL;
	}
	return wrong;
}
