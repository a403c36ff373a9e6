/* SPDX-License-Identifier: GPL-2.0-only */
/* The types of BTF, one by one, and the check of all of them. */
#ifndef BTF_TYPES_H
#define BTF_TYPES_H

#include <stdbool.h>
#include <stdint.h>

#include "btf.h"

/* The type that begins @offset bytes behind the first; false if it does not end where the types end, or before. */
bool btf_type_at(const struct btf *btf, uint32_t offset, struct type *type);

/*
 * Check all types: kinds, flags, names and ids. NULL, or what is wrong. *@offsets, to be freed by the caller,
 * says where type i begins and has *@nr items; type 0 (void) is nowhere and has the offset 0.
 */
const char *btf_check_types(const struct btf *btf, uint32_t **offsets, uint32_t *nr);

#endif
