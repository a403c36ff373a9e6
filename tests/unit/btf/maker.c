// SPDX-License-Identifier: GPL-2.0-only
#include "maker.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

#include "btf.h"

/* Begin with the empty string. */
static void start(struct maker *maker)
{
	if (maker->first_id)
		return;
	maker->first_id = 1;
	maker->strings_size = 1;
}

void maker_start_split(struct maker *maker, const struct maker *base)
{
	memset(maker, 0, sizeof(*maker));
	maker->base = base;
	maker->first_id = 1 + base->nr_types;
	maker->first_string = base->strings_size;
}

static int64_t find_string(const struct maker *maker, const char *text)
{
	uint32_t at = 0;

	if (maker->base) {
		int64_t found = find_string(maker->base, text);

		if (found >= 0)
			return found;
	}
	for (; at < maker->strings_size; at += strlen(maker->strings + at) + 1) {
		if (!strcmp(maker->strings + at, text))
			return maker->first_string + at;
	}
	return -1;
}

uint32_t make_another_string(struct maker *maker, const char *text)
{
	uint32_t offset;

	start(maker);
	offset = maker->strings_size;
	assert_true(offset + strlen(text) < sizeof(maker->strings));
	strcpy(maker->strings + offset, text);
	maker->strings_size += strlen(text) + 1;
	return maker->first_string + offset;
}

uint32_t make_string(struct maker *maker, const char *text)
{
	int64_t found;

	start(maker);
	found = find_string(maker, text);
	return found < 0 ? make_another_string(maker, text) : found;
}

void make_word(struct maker *maker, uint32_t word)
{
	assert_true(maker->nr_words < ARRAY_SIZE(maker->words));
	maker->words[maker->nr_words++] = word;
}

uint32_t next_id(const struct maker *maker)
{
	return (maker->first_id ? maker->first_id : 1) + maker->nr_types;
}

static uint32_t add(struct maker *maker, const char *name, uint32_t info, uint32_t third)
{
	make_word(maker, make_string(maker, name));
	make_word(maker, info);
	make_word(maker, third);
	return maker->first_id + maker->nr_types++;
}

uint32_t make_type(struct maker *maker, enum kind kind, const char *name, uint32_t third)
{
	return add(maker, name, (uint32_t)kind << 24, third);
}

uint32_t make_int(struct maker *maker, const char *name, uint32_t size)
{
	uint32_t id = make_type(maker, KIND_INT, name, size);

	make_word(maker, size * 8);
	return id;
}

uint32_t make_array(struct maker *maker, uint32_t element, uint32_t index, uint32_t nr)
{
	uint32_t id = make_type(maker, KIND_ARRAY, "", 0);

	make_word(maker, element);
	make_word(maker, index);
	make_word(maker, nr);
	return id;
}

uint32_t make_fwd(struct maker *maker, enum kind kind, const char *name)
{
	return add(maker, name, (uint32_t)KIND_FWD << 24 | (uint32_t)(kind == KIND_UNION) << 31, 0);
}

uint32_t make_struct(struct maker *maker, enum kind kind, const char *name, uint32_t size,
		     uint32_t nr)
{
	return add(maker, name, (uint32_t)kind << 24 | nr, size);
}

void make_member(struct maker *maker, const char *name, uint32_t type, uint32_t offset)
{
	make_word(maker, make_string(maker, name));
	make_word(maker, type);
	make_word(maker, offset);
}

uint32_t make_enum(struct maker *maker, const char *name, uint32_t size, uint32_t nr)
{
	return add(maker, name, (uint32_t)KIND_ENUM << 24 | nr, size);
}

void make_value(struct maker *maker, const char *name, uint32_t value)
{
	make_word(maker, make_string(maker, name));
	make_word(maker, value);
}

uint32_t make_proto(struct maker *maker, uint32_t result, uint32_t nr)
{
	return add(maker, "", (uint32_t)KIND_FUNC_PROTO << 24 | nr, result);
}

void make_parameter(struct maker *maker, const char *name, uint32_t type)
{
	make_word(maker, make_string(maker, name));
	make_word(maker, type);
}

unsigned char *make_btf(const struct maker *maker, bool swap, size_t *size)
{
	uint32_t types_size = maker->nr_words * BTF_WORD;
	unsigned char *data;

	*size = BTF_HEADER_SIZE + types_size + maker->strings_size;
	data = malloc(*size);
	assert_non_null(data);
	btf_put_header(data, types_size, maker->strings_size, swap);
	for (size_t i = 0; i < maker->nr_words; i++) {
		uint32_t word = swap ? __builtin_bswap32(maker->words[i]) : maker->words[i];

		memcpy(data + BTF_HEADER_SIZE + i * BTF_WORD, &word, BTF_WORD);
	}
	memcpy(data + BTF_HEADER_SIZE + types_size, maker->strings, maker->strings_size);
	return data;
}
