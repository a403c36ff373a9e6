/* SPDX-License-Identifier: GPL-2.0-only */
/* Made-up BTF, type by type. */
#ifndef BTF_MAKER_H
#define BTF_MAKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kinds.h"

/* Fill with zero bytes for complete BTF, or with maker_start_split(). */
struct maker {
	uint32_t words[4096];
	size_t nr_words;
	char strings[8192];
	uint32_t strings_size;
	const struct maker *base;
	uint32_t first_id, first_string; /* what is in front of these is the base's */
	uint32_t nr_types; /* without void */
};

/* Begin BTF on top of @base, which is complete and does not change any more. */
void maker_start_split(struct maker *maker, const struct maker *base);

/* The offset of a string, which is added if neither base nor @maker has it. */
uint32_t make_string(struct maker *maker, const char *text);

/* Add a string that is there already, or that nobody needs. */
uint32_t make_another_string(struct maker *maker, const char *text);

/* Each of these adds a type and returns its id. */
uint32_t make_type(struct maker *maker, enum kind kind, const char *name, uint32_t third);
uint32_t make_int(struct maker *maker, const char *name, uint32_t size);
uint32_t make_array(struct maker *maker, uint32_t element, uint32_t index, uint32_t nr);
uint32_t make_fwd(struct maker *maker, enum kind kind, const char *name);

/* Types with parts: first @nr of them are promised, then each is added. */
uint32_t make_struct(struct maker *maker, enum kind kind, const char *name, uint32_t size,
		     uint32_t nr);
void make_member(struct maker *maker, const char *name, uint32_t type, uint32_t offset);
uint32_t make_enum(struct maker *maker, const char *name, uint32_t size, uint32_t nr);
void make_value(struct maker *maker, const char *name, uint32_t value);
uint32_t make_proto(struct maker *maker, uint32_t result, uint32_t nr);
void make_parameter(struct maker *maker, const char *name, uint32_t type);

/* One word of the last type. */
void make_word(struct maker *maker, uint32_t word);

/* The id that the next type will have. */
uint32_t next_id(const struct maker *maker);

/* All of it, in this machine's byte order or the other one; to be freed by the caller. */
unsigned char *make_btf(const struct maker *maker, bool swap, size_t *size);

#endif
