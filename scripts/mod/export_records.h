/* SPDX-License-Identifier: GPL-2.0-only */
/* EXPORT_SYMBOL*(): the records in the section .export_symbol. */
#ifndef MODPOST_EXPORT_RECORDS_H
#define MODPOST_EXPORT_RECORDS_H

#include "elf_object.h"
#include "facts.h"
#include "releases.h"
#include "symbol_search.h"

/*
 * Read the relocations of the section .export_symbol, which are in @section: one is one export. False if the object
 * is unusable (a fatal message was added).
 */
bool exports_read_section(struct elf_object *object, const struct features *features,
			  struct symbol_search *search, size_t section, struct facts *facts);

#endif
