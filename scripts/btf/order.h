/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The order of types. resolve_btfids of Linux 7.1 and later puts those of kernel and modules in order by name, for
 * searches by halves: first all without a name, then the others as strcmp() has them; what is equal stays in
 * the order in which pahole wrote it.
 */
#ifndef BTF_ORDER_H
#define BTF_ORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base.h"
#include "module.h"

/* The ids of the module's types that are kept, *@nr of them, in that order or as they are. To be freed by the caller. */
uint32_t *order_kept(const struct module *module, bool by_name, uint32_t *nr);

#endif
