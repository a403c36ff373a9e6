/* SPDX-License-Identifier: GPL-2.0-only */
/* EXPORT_SYMBOL*(): the records in the section .export_symbol. */
#ifndef MODPOST_EXPORT_RECORDS_H
#define MODPOST_EXPORT_RECORDS_H

#include "elf_object.h"
#include "facts.h"
#include "symbol_search.h"

/*
 * One relocation of the section .export_symbol is one export. False if the object is unusable (a fatal
 * message was added).
 */
bool exports_read_record(struct elf_object *object, struct symbol_search *search,
			 const struct elf_relocation *relocation, struct facts *facts);

#endif
