/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BTF_REFERENCES_H
#define BTF_REFERENCES_H

#include "chains.h"
#include "module.h"

/*
 * Types that refer to others, from the leaves up (spec section 3, rule 6): with their references in final
 * ids they are equal or not. NULL, or why that is left to others.
 */
const char *dedup_references(struct module *module, struct chains *chains);

#endif
