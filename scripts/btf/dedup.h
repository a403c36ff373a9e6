/* SPDX-License-Identifier: GPL-2.0-only */
/* Which types of the module are types of the base, or one another (spec section 3, rules 3 to 6). */
#ifndef BTF_DEDUP_H
#define BTF_DEDUP_H

#include "module.h"

/*
 * Decide what each type of the module becomes; references of kept types are ids of kept types or of the base
 * then, once module_resolve() was done on them. NULL, or why that is left to others.
 */
const char *dedup(struct module *module);

#endif
