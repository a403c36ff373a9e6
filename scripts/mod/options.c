// SPDX-License-Identifier: GPL-2.0-only
#include "options.h"

#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"

/* In the order in which --help prints them. */
enum option_id {
	OPTION_EXTERNAL,
	OPTION_DUMP_IN,
	OPTION_MODULES_ENABLED,
	OPTION_MODVERSIONS,
	OPTION_BASIC_VERSIONS,
	OPTION_EXTENDED_VERSIONS,
	OPTION_IGNORE_MISSING,
	OPTION_OBJECT_LIST,
	OPTION_DUMP_OUT,
	OPTION_ALL_SRCVERSIONS,
	OPTION_TRIM_UNUSED,
	OPTION_UNUSED_WHITELIST,
	OPTION_EXTRA_WARNINGS,
	OPTION_WARN_UNRESOLVED,
	OPTION_MISMATCH_FATAL,
	OPTION_ALLOW_MISSING_NAMESPACES,
	OPTION_NAMESPACE_DEPS,
	OPTION_ABI,
	OPTION_KEEP_GOING,
	OPTION_MODULES_OUT,
	OPTION_DEVICETABLE,
	OPTION_ALL_UNDEFINED,
	OPTION_JOBS,
	OPTION_NO_HINTS,
	OPTION_SAMPLES_OUT,
	OPTION_SAMPLES_IN,
	OPTION_MODEL_OUT,
	OPTION_MODEL_IN,
	OPTION_COMPILED_OUT,
	OPTION_NO_FACTS_CACHE,
	OPTION_REPORT,
	OPTION_HELP,
	OPTION_VERSION,
	NR_OPTIONS
};

/* What getopt_long() returns for an option without a letter, plus its enum option_id. */
enum { LONG_OPTION = 256 };

static const struct option_row {
	int letter; /* 0: it has a name instead */
	const char *name;
	enum feature feature; /* it came with; 0: all releases have it, or it is our own */
	const char *argument, *meaning;
} option_table[NR_OPTIONS] = {
	[OPTION_EXTERNAL] = { 'e', NULL, 0, NULL, "build external modules" },
	[OPTION_DUMP_IN] = { 'i', NULL, 0, "FILE", "read a symbol dump (may be repeated)" },
	[OPTION_MODULES_ENABLED] = { 'M', NULL, FEATURE_MODULES_OPTION, NULL,
				     "modules are enabled: read the exports" },
	[OPTION_MODVERSIONS] = { 'm', NULL, 0, NULL, "symbol versions: read the CRCs" },
	[OPTION_BASIC_VERSIONS] = { 'b', NULL, FEATURE_VERSION_OPTIONS, NULL,
				    "write basic version tables" },
	[OPTION_EXTENDED_VERSIONS] = { 'x', NULL, FEATURE_VERSION_OPTIONS, NULL,
				       "write extended version tables" },
	[OPTION_IGNORE_MISSING] = { 'n', NULL, 0, NULL, "skip objects that cannot be opened" },
	[OPTION_OBJECT_LIST] = { 'T', NULL, 0, "FILE", "read names of objects from a file" },
	[OPTION_DUMP_OUT] = { 'o', NULL, 0, "FILE", "write the symbol dump" },
	[OPTION_ALL_SRCVERSIONS] = { 'a', NULL, 0, NULL, "give every module a source version" },
	[OPTION_TRIM_UNUSED] = { 't', NULL, FEATURE_TRIM_OPTIONS, NULL,
				 "drop exports that nobody uses" },
	[OPTION_UNUSED_WHITELIST] = { 'u', NULL, FEATURE_TRIM_OPTIONS, "FILE",
				      "names of exports that -t has to keep" },
	[OPTION_EXTRA_WARNINGS] = { 'W', NULL, 0, NULL, "extra warnings" },
	[OPTION_WARN_UNRESOLVED] = { 'w', NULL, 0, NULL, "unresolved symbols are warnings" },
	[OPTION_MISMATCH_FATAL] = { 'E', NULL, 0, NULL, "section mismatches are errors" },
	[OPTION_ALLOW_MISSING_NAMESPACES] = { 'N', NULL, 0, NULL,
					      "missing namespace imports are warnings" },
	[OPTION_NAMESPACE_DEPS] = { 'd', NULL, 0, "FILE",
				    "write the namespaces that modules do not import" },
	[OPTION_ABI] = { 0, "abi", 0, "RELEASE",
			 "behave as that Linux release, e.g. 6.12, or native" },
	[OPTION_KEEP_GOING] = { 0, "keep-going", 0, NULL,
				"an error in one module leaves out that module only" },
	[OPTION_MODULES_OUT] = { 0, "modules-out", 0, "FILE",
				 "list the modules whose .mod.c is valid" },
	[OPTION_DEVICETABLE] = { 0, "devicetable", 0, "FILE",
				 "layout of the tree's device ids (devicetable-offsets.h)" },
	[OPTION_ALL_UNDEFINED] = { 0, "all-undefined", 0, NULL,
				   "print all undefined symbols, not just the first 10" },
	[OPTION_JOBS] = { 0, "jobs", 0, "N",
			  "work on N threads, not on as many as make and processors "
			  "allow" },
	[OPTION_NO_HINTS] = { 0, "no-hints", 0, NULL,
			      "say nothing about likely causes below messages" },
	[OPTION_SAMPLES_OUT] = { 0, "write-samples", 0, "STEM",
				 "write samples, STEM1.mod.c and two others, to be compiled, and "
				 "nothing else" },
	[OPTION_SAMPLES_IN] = { 0, "learn", 0, "STEM",
				"learn from STEM1.mod.o and the others how to make such objects, "
				"and nothing else" },
	[OPTION_MODEL_OUT] = { 0, "model", 0, "FILE", "write what was learned" },
	[OPTION_MODEL_IN] = { 0, "mod-objects", 0, "FILE",
			      "make .mod.o files with what was learned" },
	[OPTION_COMPILED_OUT] = { 0, "compiled-list", 0, "FILE",
				  "list the .mod.o files that are left to the compiler" },
	[OPTION_NO_FACTS_CACHE] = { 0, "no-facts-cache", 0, NULL,
				    "read all objects, and leave nothing to the next run" },
	[OPTION_REPORT] = { 0, "report", 0, "FILE", "write what is known of all modules, as JSON" },
	[OPTION_HELP] = { 0, "help", 0, NULL, "print this text" },
	[OPTION_VERSION] = { 0, "version", 0, NULL, "print the supported releases" },
};

/* What getopt_long() wants to know, for one release. */
struct getopt_tables {
	char letters[2 * NR_OPTIONS + 1];
	struct option names[NR_OPTIONS + 1];
};

static void getopt_tables_fill(struct getopt_tables *tables, const struct features *features)
{
	struct option *name = tables->names;
	char *letter = tables->letters;

	memset(tables, 0, sizeof(*tables));
	for (size_t i = 0; i < NR_OPTIONS; i++) {
		const struct option_row *row = &option_table[i];

		if (!has_feature(features, row->feature))
			continue;
		if (row->name) {
			name->name = row->name;
			name->has_arg = row->argument ? required_argument : no_argument;
			name->val = LONG_OPTION + i;
			name++;
		} else {
			*letter++ = row->letter;
			if (row->argument)
				*letter++ = ':';
		}
	}
}

/* NR_OPTIONS if @value, from getopt_long(), says that there is no such option. */
static enum option_id option_find(int value)
{
	enum option_id id = 0;

	if (value >= LONG_OPTION)
		return value - LONG_OPTION;
	while (id < NR_OPTIONS && option_table[id].letter != value)
		id++;
	return id;
}

static void print_help(const char *program)
{
	printf("Usage: %s [OPTION]... [OBJECT.o]...\n"
	       "Check modules and their exported symbols, and write what has to be linked to "
	       "them.\n\n",
	       program);
	for (size_t i = 0; i < NR_OPTIONS; i++) {
		const struct option_row *row = &option_table[i];
		char option[64];

		if (row->name)
			snprintf(option, sizeof(option), "--%s%s%s", row->name,
				 row->argument ? "=" : "", row->argument ? row->argument : "");
		else
			snprintf(option, sizeof(option), "-%c%s%s", row->letter,
				 row->argument ? " " : "", row->argument ? row->argument : "");
		printf("  %-20s %s", option, row->meaning);
		if (row->feature)
			printf(" (since %u.%u)", RELEASE_MAJOR(feature_since(row->feature)),
			       RELEASE_MINOR(feature_since(row->feature)));
		putchar('\n');
	}
}

static void print_version(void)
{
	printf("modpost of kolink, in the form of Linux %u.%u and later; native is %u.%u\n",
	       RELEASE_MAJOR(OLDEST_RELEASE), RELEASE_MINOR(OLDEST_RELEASE),
	       RELEASE_MAJOR(NATIVE_RELEASE), RELEASE_MINOR(NATIVE_RELEASE));
}

/* The last --abi of the command line. What else stands there is judged afterwards. */
static const char *find_abi(int argc, char **argv)
{
	const struct features features = features_of(NATIVE_RELEASE);
	struct getopt_tables tables;
	const char *abi = NULL;
	int value;

	getopt_tables_fill(&tables, &features);
	opterr = 0;
	optind = 0;
	while ((value = getopt_long(argc, argv, tables.letters, tables.names, NULL)) != -1) {
		if (option_find(value) == OPTION_ABI)
			abi = optarg;
	}
	opterr = 1;
	return abi;
}

static bool is_native(const char *abi, const char *kernelversion)
{
	return abi ? !strcmp(abi, "native") : !kernelversion || !*kernelversion;
}

/* 0 if neither @abi nor @kernelversion names a release; it may still be too old. */
static unsigned int choose_release(const char *abi, const char *kernelversion)
{
	if (abi)
		return release_parse(abi, true);
	if (kernelversion && *kernelversion)
		return release_parse(kernelversion, false);
	return NATIVE_RELEASE;
}

static bool release_is_supported(unsigned int release, const char *abi, const char *kernelversion)
{
	const char *origin = abi ? "--abi" : "KERNELVERSION";

	if (!release)
		fprintf(stderr, "ERROR: modpost: %s: '%s' is not a release such as 6.12\n", origin,
			abi ? abi : kernelversion);
	else if (release < OLDEST_RELEASE)
		fprintf(stderr,
			"ERROR: modpost: %s: release %u.%u is older than %u.%u, "
			"the oldest one that is supported\n",
			origin, RELEASE_MAJOR(release), RELEASE_MINOR(release),
			RELEASE_MAJOR(OLDEST_RELEASE), RELEASE_MINOR(OLDEST_RELEASE));
	return release >= OLDEST_RELEASE;
}

static bool parse_number(const char *text, unsigned int *number)
{
	unsigned long value;
	char *end;

	value = strtoul(text, &end, 10);
	*number = value;
	if (*text >= '0' && *text <= '9' && !*end && value && value <= INT_MAX)
		return true;
	fprintf(stderr, "ERROR: modpost: '%s' is not a number of jobs\n", text);
	return false;
}

/* What the option sets if it is a switch; NULL for the others. */
static bool *switch_of(struct options *options, enum option_id id)
{
	bool *const switches[NR_OPTIONS] = {
		[OPTION_EXTERNAL] = &options->external,
		[OPTION_MODULES_ENABLED] = &options->modules_enabled,
		[OPTION_MODVERSIONS] = &options->modversions,
		[OPTION_BASIC_VERSIONS] = &options->basic_versions,
		[OPTION_EXTENDED_VERSIONS] = &options->extended_versions,
		[OPTION_IGNORE_MISSING] = &options->ignore_missing,
		[OPTION_ALL_SRCVERSIONS] = &options->all_srcversions,
		[OPTION_TRIM_UNUSED] = &options->trim_unused,
		[OPTION_EXTRA_WARNINGS] = &options->extra_warnings,
		[OPTION_WARN_UNRESOLVED] = &options->warn_unresolved,
		[OPTION_MISMATCH_FATAL] = &options->mismatch_fatal,
		[OPTION_ALLOW_MISSING_NAMESPACES] = &options->allow_missing_namespaces,
		[OPTION_KEEP_GOING] = &options->keep_going,
		[OPTION_ALL_UNDEFINED] = &options->all_undefined,
		[OPTION_NO_HINTS] = &options->no_hints,
		[OPTION_NO_FACTS_CACHE] = &options->no_facts_cache,
	};

	return switches[id];
}

/* Likewise if it is a string, of which the last one wins. */
static const char **string_of(struct options *options, enum option_id id)
{
	const char **const strings[NR_OPTIONS] = {
		[OPTION_OBJECT_LIST] = &options->object_list,
		[OPTION_DUMP_OUT] = &options->dump_out,
		[OPTION_UNUSED_WHITELIST] = &options->unused_whitelist,
		[OPTION_NAMESPACE_DEPS] = &options->namespace_deps,
		[OPTION_MODULES_OUT] = &options->modules_out,
		[OPTION_DEVICETABLE] = &options->devicetable,
		[OPTION_SAMPLES_OUT] = &options->samples_out,
		[OPTION_SAMPLES_IN] = &options->samples_in,
		[OPTION_MODEL_OUT] = &options->model_out,
		[OPTION_MODEL_IN] = &options->model_in,
		[OPTION_COMPILED_OUT] = &options->compiled_out,
		[OPTION_REPORT] = &options->report,
	};

	return strings[id];
}

/* False after a message. --abi was dealt with before. */
static bool option_apply(struct options *options, enum option_id id)
{
	bool *flag = switch_of(options, id);
	const char **string = string_of(options, id);

	if (flag)
		*flag = true;
	else if (string)
		*string = optarg;
	else if (id == OPTION_DUMP_IN)
		options->dumps_in[options->nr_dumps_in++] = optarg;
	else if (id == OPTION_JOBS)
		return parse_number(optarg, &options->jobs);
	return true;
}

enum options_result options_parse(struct options *options, int argc, char **argv,
				  const char *kernelversion)
{
	const char *abi = find_abi(argc, argv);
	unsigned int release = choose_release(abi, kernelversion);
	struct getopt_tables tables;
	int value;

	memset(options, 0, sizeof(*options));
	options->features = features_of(release ? release : NATIVE_RELEASE);
	options->features.native = is_native(abi, kernelversion);
	options->dumps_in = xmalloc_array((size_t)argc + 1, sizeof(*options->dumps_in));

	getopt_tables_fill(&tables, &options->features);
	optind = 0;
	while ((value = getopt_long(argc, argv, tables.letters, tables.names, NULL)) != -1) {
		enum option_id id = option_find(value);

		if (id == NR_OPTIONS || !option_apply(options, id))
			return OPTIONS_BAD;
		if (id == OPTION_HELP)
			print_help(argv[0]);
		if (id == OPTION_VERSION)
			print_version();
		if (id == OPTION_HELP || id == OPTION_VERSION)
			return OPTIONS_DONE;
	}
	if (!release_is_supported(release, abi, kernelversion))
		return OPTIONS_BAD;
	if (!options->samples_in != !options->model_out) {
		fputs("ERROR: modpost: --learn and --model need each other\n", stderr);
		return OPTIONS_BAD;
	}

	if (!has_feature(&options->features, FEATURE_VERSION_OPTIONS))
		options->basic_versions = options->modversions;
	options->objects = argv + optind;
	options->nr_objects = argc - optind;
	return OPTIONS_RUN;
}

void options_free(struct options *options)
{
	free(options->dumps_in);
	memset(options, 0, sizeof(*options));
}
