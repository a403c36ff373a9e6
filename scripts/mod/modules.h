/* SPDX-License-Identifier: GPL-2.0-only */
/* The modules of a run and the table of all exported symbols: what the second phase works on. */
#ifndef MODPOST_MODULES_H
#define MODPOST_MODULES_H

#include <stdbool.h>
#include <stdint.h>

#include "facts.h"
#include "lib/hash_table.h"
#include "lib/memory.h"

struct module;

struct exported_symbol {
	const char *name;
	const char *namespace;
	struct module *module;
	struct exported_symbol *next; /* of the same module, in order */
	struct exported_symbol *older; /* added before under the same name */
	uint32_t crc;
	bool has_crc;
	bool gpl_only;
	bool is_function;
	bool is_used;
};

struct namespace_name {
	const char *name;
	struct namespace_name *next;
};

/* A module that another one imports from. */
struct dependency {
	const struct module *module;
	struct dependency *next;
};

struct module {
	const char *name; /* path without .o, or what a dump says */
	const struct facts *facts; /* NULL: known from a dump only */
	struct module *next;
	size_t number; /* place among the modules, from 0 */
	bool is_vmlinux;
	bool failed; /* had an error of its own */
	bool has_object; /* modpost makes its .mod.o itself */

	struct exported_symbol *exports, **exports_end;

	/* The export behind each of the facts' imports, NULL where there is none. */
	struct exported_symbol **providers;
	struct dependency *depends, **depends_end; /* without vmlinux */
	struct namespace_name *missing_namespaces, **missing_namespaces_end;
	struct diagnostics held; /* before 6.5: printed just before its file is written */
	const struct module *counted_by; /* scratch: already a dependency of this module */
};

struct modules {
	struct arena arena;
	struct module *first, **end;
	size_t nr;
	struct hash_table exports; /* name to the newest struct exported_symbol */
	struct hash_table dumps; /* dump file to a hash_table of its modules */
};

void modules_init(struct modules *modules);
void modules_free(struct modules *modules);

/* Append a module. @facts is NULL for one that a dump names. */
struct module *modules_add(struct modules *modules, const char *name, const struct facts *facts);

/*
 * The module @name of the dump file @dump, added when it is new. Dumps that are to share their modules use one
 * name. The strings must stay.
 */
struct module *modules_of_dump(struct modules *modules, const char *dump, const char *name);

/* ".ko" unless the module is vmlinux. */
const char *module_suffix(const struct module *module);

/* The newest export called @name. One leading dot, as function entries may have, is passed over. */
struct exported_symbol *modules_find_export(const struct modules *modules, const char *name);

/* The hash by which an export called @name is found. */
uint32_t export_hash(const char *name);

/* modules_find_export(), with that hash. */
struct exported_symbol *modules_find_export_hashed(const struct modules *modules, const char *name,
						   uint32_t hash);

/* Append an export to those of @module. Strings are not copied. */
struct exported_symbol *modules_add_export(struct modules *modules, struct module *module,
					   const char *name, const char *namespace);

#endif
