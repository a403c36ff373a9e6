/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BTF_SPLIT_H
#define BTF_SPLIT_H

#include <stddef.h>

#include "module.h"

/*
 * The split BTF of a module after dedup(): its kept types, numbered on from the base's (spec section 3, rule 7), in the
 * base's byte order. To be freed by the caller. The module is of no use any more. @by_name: in the order of order.h.
 */
void *split_make(struct module *module, bool by_name, size_t *size);

#endif
