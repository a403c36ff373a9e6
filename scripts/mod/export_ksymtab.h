/* SPDX-License-Identifier: GPL-2.0-only */
/* EXPORT_SYMBOL*() before Linux 6.5: entries of the symbol table that the compiler made already. */
#ifndef MODPOST_EXPORT_KSYMTAB_H
#define MODPOST_EXPORT_KSYMTAB_H

#include "elf_object.h"
#include "facts.h"
#include "options.h"

/* Note an export if @name is that of an entry in one of the sections that hold them. */
void ksymtab_read_symbol(const char *name, const char *section_name, struct facts *facts);

/*
 * symbols_read(), with the exports among the symbols and their namespaces. False if the object is unusable (a fatal
 * message was added).
 */
bool ksymtab_read(struct elf_object *object, const struct options *options, struct facts *facts);

#endif
