/* SPDX-License-Identifier: GPL-2.0-only */
/* How a definition changed. */
#ifndef SYMTYPES_CHANGES_H
#define SYMTYPES_CHANGES_H

#include "lib/strbuf.h"

/*
 * Add a line for each change from definition @old to @new of what is called @name: how, a tab, what was,
 * a tab, what is. How is:
 *   added, removed, changed, moved	members and enumerators; changed also the definition itself
 *   declaration			the arguments or the type of an export
 *   value				of an enumerator that is a definition of its own
 *   known, unknown			what stands between the braces, to genksyms
 * At least one line is added.
 */
void changes_add(struct strbuf *out, const char *name, const char *old, const char *new);

#endif
