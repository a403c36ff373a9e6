/* SPDX-License-Identifier: GPL-2.0-only */
/* MODULE_IMPORT_NS() and who may use which namespace. */
#ifndef MODPOST_NAMESPACES_H
#define MODPOST_NAMESPACES_H

#include "elf_object.h"
#include "facts.h"
#include "releases.h"

/* Note the namespaces that a module imports. */
void namespaces_read(const struct elf_object *object, const struct features *features,
		     struct facts *facts);

/* Is it of the form "module:<patterns>"? Meant so since the feature module_namespaces. */
bool is_module_namespace(const char *namespace);

/*
 * Does the pattern list of a namespace "module:<patterns>" allow the module @base? False for other
 * namespaces.
 */
bool namespace_names_module(const char *namespace, const char *base);

/* May a module use symbols of @namespace? */
bool namespace_is_allowed(const struct facts *user, const char *namespace,
			  const struct features *features);

#endif
