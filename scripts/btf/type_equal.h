/* SPDX-License-Identifier: GPL-2.0-only */
/* When types are equal, and what equal ones are found by. Names are offsets into common strings. */
#ifndef BTF_TYPE_EQUAL_H
#define BTF_TYPE_EQUAL_H

#include <stdbool.h>
#include <stdint.h>

#include "btf.h"

/* Equal types have equal hashes, and an enum has that of its forward declaration (spec section 3, rule 2). */
uint32_t type_hash(const struct type *type);

/* Equal in all words: of what they refer to the ids are compared. */
bool type_is_equal(const struct type *a, const struct type *b);

/* Equal but for the ids of types. */
bool type_has_equal_shape(const struct type *a, const struct type *b);

/*
 * Enums, of which one may be a forward declaration, which has no values. Versions of libbpf differ in
 * whether one stands for the other when the sizes or kinds are different.
 */
enum enum_match { ENUM_DIFFERS, ENUM_EQUAL, ENUM_DECLARED, ENUM_DEPENDS };

enum enum_match enum_compare(const struct type *a, const struct type *b);

#endif
