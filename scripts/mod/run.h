/* SPDX-License-Identifier: GPL-2.0-only */
/* What the phases of one run of modpost share. */
#ifndef MODPOST_RUN_H
#define MODPOST_RUN_H

#include <stddef.h>

#include "cache/facts_cache.h"
#include "cache/output_memory.h"
#include "diagnostics.h"
#include "lib/hash_table.h"
#include "lib/output_file.h"
#include "modules.h"
#include "options.h"

struct mod_model;
struct resolve_form;
struct spelled_name;

/* What hints.c finds out once, when there is a message to give a hint for. */
struct hints {
	bool is_ready;
	bool all_exports_known; /* of the whole build: a name that is not among them is exported by nobody */
	struct hash_table missing; /* undefined symbol to its struct missing_symbol */
	struct spelled_name *names; /* of all exports */
	size_t nr_names, names_capacity;
};

struct run {
	const struct options *options;
	const struct resolve_form *resolve_form; /* of the release; main() chooses it */
	struct reporter reporter;
	struct modules modules;
	struct output_files outputs;
	struct hints hints;
	struct facts_cache facts_cache;
	struct output_memory *output_memory; /* its own lock guards it */

	/* Paths of the objects: those of the command line, then those of the -T file. */
	const char **objects;
	size_t nr_objects, objects_capacity;
	int object_list_error; /* why the -T file could not be read, or 0 */

	struct facts *facts; /* of each object, in the same order */
	size_t nr_facts;

	const struct mod_model *model; /* how to make .mod.o files; NULL: they are compiled */
	struct arena model_arena;

	char **texts; /* contents of files whose strings are in use */
	size_t nr_texts, texts_capacity;

	size_t nr_undefined;
	size_t nr_mismatches;
};

/* Needs run_free() in the end. */
void run_init(struct run *run, const struct options *options);
void run_free(struct run *run);

/* Has there been an error, or what -E makes one? */
bool run_has_failed(const struct run *run);

/* The content of a text file, which stays as long as the run; NULL with errno set. */
char *run_read_text(struct run *run, const char *path);

/* Report a message that belongs to @module; an error takes the module out of a --keep-going run. */
#define report_for(run, module, message, ...) \
	report_for_as(run, module, message_severity(message), message, ##__VA_ARGS__)
#define report_for_as(run, module, severity, message, ...)                          \
	do {                                                                        \
		ASSERT_MESSAGE_ARGUMENTS(message, ##__VA_ARGS__);                   \
		report_message(&(run)->reporter, severity, message, (module)->name, \
			       MESSAGE_ARGUMENTS(__VA_ARGS__));                     \
		if ((severity) >= SEVERITY_ERROR)                                   \
			(module)->failed = true;                                    \
	} while (0)

#endif
