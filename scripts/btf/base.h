/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kernel's BTF with what is needed to look something up in it. The tables are those of an index file
 * (index.h), or were made in memory; either way they are not to be trusted further than they can be checked:
 * every offset and id in them is, when it is used.
 */
#ifndef BTF_BASE_H
#define BTF_BASE_H

#include <stdbool.h>
#include <stdint.h>

#include "btf.h"
#include "buckets.h"
#include "growth.h"
#include "types.h"

struct base {
	struct btf btf;
	uint32_t nr_types; /* with type 0, void */
	const uint32_t *offsets; /* of each type, see btf_check_types() */
	struct buckets strings; /* by hash_text(): offsets, of equal strings the first */
	struct buckets
		types; /* by type_hash(): ids of those that types can be equal to, as they are to be tried */
	struct buckets names; /* by struct_name_hash(): ids of all structs and unions */
	struct growth growth; /* of the table behind @types */
	bool is_by_name; /* the types are in the order of order.h */
	bool is_built; /* the tables were made in memory, and are freed with the base */
};

/* Check the types of @base->btf and make the tables. NULL, or what is wrong with the BTF. */
const char *base_build(struct base *base);

/* Where the base has the string of @len bytes @text (a zero byte follows them); -1 if nowhere. */
int64_t base_find_string(const struct base *base, const char *text, uint32_t len);

/* Type @id; false if there is none. */
static inline bool base_type(const struct base *base, uint32_t id, struct type *type)
{
	return id && id < base->nr_types && btf_type_at(&base->btf, base->offsets[id], type);
}

/* What structs and unions are found by that have the @name. */
uint32_t struct_name_hash(uint32_t name);

void base_free(struct base *base);

#endif
