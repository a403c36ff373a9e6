/* SPDX-License-Identifier: GPL-2.0-only */
/* The undefined symbols of a run, and where else than among the exports they are found. */
#ifndef MODPOST_HINT_SEARCH_H
#define MODPOST_HINT_SEARCH_H

#include "lib/hash_table.h"
#include "run.h"

/* Each NULL if there is none. */
struct missing_symbol {
	const struct module *definer; /* has a global definition of it */
	bool has_record; /* some object means to export it, if not in a form that counts here */
	const char *unlisted; /* path of an object that exports it and is not in the run */
	const char *old_exporter; /* module of the dump that -o names; not in the run */
};

/*
 * Fill @missing, from name to struct missing_symbol, with what nobody in the run exports. Reads all objects
 * once more, those that were built beside them, and the dump of the run before.
 */
void missing_collect(struct run *run, struct hash_table *missing);

#endif
