/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BTF_DECLARATIONS_H
#define BTF_DECLARATIONS_H

#include "module.h"

/*
 * Forward declarations that are left become the only struct or union of that name among those of the base and
 * those of the module that are kept (spec section 3, rule 5). NULL, or why that is left to others.
 */
const char *resolve_declarations(struct module *module);

#endif
