/* SPDX-License-Identifier: GPL-2.0-only */
/* Second phase, resolve: all facts, in the order of the inputs, against one table of exports. */
#ifndef MODPOST_RESOLVE_H
#define MODPOST_RESOLVE_H

#include "run.h"

/* How releases put exports and imports together. */
struct resolve_form {
	/* Add what a line of a symbol dump says. */
	struct exported_symbol *(*add_dump_export)(struct run *run, struct module *module,
						   const char *name, const char *namespace);
	/*
	 * NULL, or sets namespaces that an object names apart from its exports. @next: the first of its messages
	 * that was not yet printed.
	 */
	void (*set_namespaces)(struct run *run, struct module *module, size_t *next);
	/* Look up the imports of all modules. */
	void (*resolve_imports)(struct run *run);
};

/* That of 6.5 and later. */
extern const struct resolve_form resolve_form;

/* Add an export to @module and complain if its name was taken. Strings are not copied. */
struct exported_symbol *resolve_add_export(struct run *run, struct module *module, const char *name,
					   const char *namespace);

/* Print what reading an object had to say, from @next on and before @end, and move @next there. */
void resolve_report_until(struct run *run, const struct facts *facts, size_t *next, size_t end);

/*
 * Print what reading one object had to say, and add the module and its exports to the run. False if that was
 * fatal.
 */
bool resolve_add_object(struct run *run, const struct facts *facts);

/* Do that for all objects. False after what ends the run. */
bool resolve_add_objects(struct run *run);

/* Look up what a module imports, check its right to use it, mark it as used. */
void resolve_module(struct run *run, struct module *module);

/* Do that for all modules. */
void resolve_imports(struct run *run);

/* Say whether there were section mismatches and how many undefined symbols were not printed. */
void resolve_report_totals(struct run *run);

#endif
