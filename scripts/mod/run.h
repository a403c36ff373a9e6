/* SPDX-License-Identifier: GPL-2.0-only */
/* What the phases of one run of modpost share. */
#ifndef MODPOST_RUN_H
#define MODPOST_RUN_H

#include <stddef.h>

#include "diagnostics.h"
#include "modules.h"
#include "options.h"
#include "output_file.h"

struct run {
	const struct options *options;
	struct reporter reporter;
	struct modules modules;
	struct output_files outputs;

	struct facts *facts; /* one for each object, in order */
	size_t nr_facts;
	char **texts; /* symbol dumps, whose strings are in use */
	size_t nr_texts;
	size_t nr_undefined;
	size_t nr_mismatches;
};

/* Report a message that belongs to @module; an error takes the module out of a --keep-going run. */
#define report_for(run, module, message, ...) \
	report_for_as(run, module, message_severity(message), message, ##__VA_ARGS__)
#define report_for_as(run, module, severity, message, ...)                     \
	do {                                                                   \
		report_as(&(run)->reporter, severity, message, ##__VA_ARGS__); \
		if ((severity) >= SEVERITY_ERROR)                              \
			(module)->failed = true;                               \
	} while (0)

#endif
