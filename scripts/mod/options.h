/* SPDX-License-Identifier: GPL-2.0-only */
/* The command line. */
#ifndef MODPOST_OPTIONS_H
#define MODPOST_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "releases.h"

struct device_offsets;

struct options {
	struct features features;

	bool external; /* -e */
	bool modules_enabled; /* -M */
	bool modversions; /* -m */
	bool basic_versions; /* -b, or -m where -b does not exist */
	bool extended_versions; /* -x */
	bool ignore_missing; /* -n */
	bool all_srcversions; /* -a */
	bool trim_unused; /* -t */
	bool extra_warnings; /* -W */
	bool warn_unresolved; /* -w */
	bool mismatch_fatal; /* -E */
	bool allow_missing_namespaces; /* -N */
	bool keep_going; /* --keep-going */
	bool all_undefined; /* --all-undefined */
	bool no_hints; /* --no-hints */
	bool no_facts_cache; /* --no-facts-cache */

	const char **dumps_in; /* -i */
	size_t nr_dumps_in;
	const char *object_list; /* -T */
	const char *dump_out; /* -o */
	const char *unused_whitelist; /* -u */
	const char *namespace_deps; /* -d */
	const char *modules_out; /* --modules-out */
	const char *devicetable; /* --devicetable */
	const struct device_offsets *device_offsets; /* what was read of that file, NULL: nothing */
	const char *samples_out; /* --write-samples */
	const char *samples_in; /* --learn */
	const char *model_out; /* --model */
	const char *model_in; /* --mod-objects */
	const char *compiled_out; /* --compiled-list */
	const char *report; /* --report */
	unsigned int jobs; /* --jobs, 0: not given */

	char **objects; /* the arguments that are no options */
	size_t nr_objects;
};

enum options_result {
	OPTIONS_RUN,
	OPTIONS_DONE, /* --help or --version was answered */
	OPTIONS_BAD, /* a message was printed */
};

/* May reorder @argv. @kernelversion is the content of KERNELVERSION or NULL. */
enum options_result options_parse(struct options *options, int argc, char **argv,
				  const char *kernelversion);
void options_free(struct options *options);

#endif
