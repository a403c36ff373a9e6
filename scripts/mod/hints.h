/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What stands below a message: its likely cause, as far as that is certain. Looking for it costs nothing
 * as long as there is no such message.
 */
#ifndef MODPOST_HINTS_H
#define MODPOST_HINTS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/hash_table.h"

struct run;
struct module;
struct export;
struct elf_object;
struct facts;
struct options;

/* All-zero is what every run begins with. */
struct hints {
	bool is_ready;
	bool all_exports_known; /* of the whole build: a name that is not among them is exported by nobody */
	struct hash_table missing; /* undefined symbol to its struct missing_symbol */
	struct spelled_name *names; /* of all exports */
	size_t nr_names, names_capacity;
};

void hints_free(struct hints *hints);

/* It may have no MODULE_LICENSE() because it is none of the module's sources, but what modpost made. */
void hint_no_license(const struct elf_object *object, const struct options *options,
		     struct facts *facts);

/*
 * No module of the run, and no dump, exports @name, which @module wants. Says nothing about exports when the run
 * did not look for them.
 */
void hint_undefined(struct run *run, const struct module *module, const char *name);

/* @module lacks the import of the namespace of @export. */
void hint_namespace(struct run *run, const struct module *module, const struct export *export);

/* A module may not use @export because of its licence. */
void hint_gpl_only(struct run *run, const struct export *export);

#endif
