/* SPDX-License-Identifier: GPL-2.0-only */
/* MODULE_LICENSE() */
#ifndef MODPOST_LICENSES_H
#define MODPOST_LICENSES_H

#include "elf_object.h"
#include "facts.h"

/* May a module under this license use GPL-only symbols? */
bool license_is_gpl_compatible(const char *license);

/* Find out whether all licenses of a module are compatible; complain if it has none. */
void licenses_read(const struct elf_object *object, struct facts *facts);

#endif
