/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BTF_UNITS_H
#define BTF_UNITS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether all of the debugging information in an ELF file is that of one compilation unit (DWARF standard, version 4 or 5,
 * chapter "Unit Headers"). False if there is none, or it cannot be told.
 */
bool units_is_one(const unsigned char *data, size_t size);

#endif
