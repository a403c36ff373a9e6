/* SPDX-License-Identifier: GPL-2.0-only */
/* The tag=value strings of the section .modinfo, and MODULE_LICENSE() among them. */
#ifndef MODPOST_MODINFO_H
#define MODPOST_MODINFO_H

#include "elf_object.h"
#include "facts.h"
#include "options.h"

/* The value of the first @tag in .modinfo, or of the next one behind the value @previous. */
const char *modinfo_next(const struct elf_object *object, const char *tag, const char *previous);

/* May a module under this license use GPL-only symbols? */
bool license_is_gpl_compatible(const char *license);

/* Find out whether all licenses of a module are compatible; complain if it has none. */
void licenses_read(const struct elf_object *object, struct facts *facts);

/* It may have no MODULE_LICENSE() because it is none of the module's sources, but what modpost made. */
void hint_no_license(const struct elf_object *object, const struct options *options,
		     struct facts *facts);

#endif
