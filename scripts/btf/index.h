/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tables of a base in a file, to be mapped and used as they are. The file is for the machine that made it:
 * on one of another byte order it is as good as none.
 *
 *   header            struct index_header
 *   offsets           of types, nr_types words (struct base)
 *   strings           struct buckets: nr_buckets + 1 starts, then nr_entries entries
 *   types, names      the same
 *
 * Each part begins at a multiple of eight bytes, right behind the one before.
 */
#ifndef BTF_INDEX_H
#define BTF_INDEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base.h"

/* The file's bytes for @base, which base_build() has filled; to be freed by the caller. */
void *index_make(const struct base *base, size_t *size);

/*
 * Give @base, of which @btf alone is set, the tables in @data (aligned to eight bytes), which then has to
 * stay as long as the base. False if that is no index of this format and base, or was damaged.
 */
bool index_use(struct base *base, const void *data, size_t size);

#endif
