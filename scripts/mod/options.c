// SPDX-License-Identifier: GPL-2.0-only
#include "options.h"

#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"

#define FIELD(name) offsetof(struct options, name)

enum option_kind {
	SWITCH, /* sets a bool */
	STRING, /* sets a string, the last one wins */
	NUMBER, /* sets an unsigned int */
	LIST, /* -i */
	RELEASE_NAME, /* --abi, dealt with before the others */
	HELP,
	VERSION,
};

enum { LONG_OPTION = 256 };

/* @feature: the one that the option came with; 0 if all releases have it, and for what is our own. */
static const struct option_row {
	int letter;
	const char *name;
	enum option_kind kind;
	size_t field;
	enum feature feature;
	const char *argument, *meaning;
} option_table[] = {
	{ 'e', NULL, SWITCH, FIELD(external), 0, NULL, "build external modules" },
	{ 'i', NULL, LIST, 0, 0, "FILE", "read a symbol dump (may be repeated)" },
	{ 'M', NULL, SWITCH, FIELD(modules_enabled), FEATURE_MODULES_OPTION, NULL,
	  "modules are enabled: read the exports" },
	{ 'm', NULL, SWITCH, FIELD(modversions), 0, NULL, "symbol versions: read the CRCs" },
	{ 'b', NULL, SWITCH, FIELD(basic_versions), FEATURE_VERSION_OPTIONS, NULL,
	  "write basic version tables" },
	{ 'x', NULL, SWITCH, FIELD(extended_versions), FEATURE_VERSION_OPTIONS, NULL,
	  "write extended version tables" },
	{ 'n', NULL, SWITCH, FIELD(ignore_missing), 0, NULL, "skip objects that cannot be opened" },
	{ 'T', NULL, STRING, FIELD(object_list), 0, "FILE", "read names of objects from a file" },
	{ 'o', NULL, STRING, FIELD(dump_out), 0, "FILE", "write the symbol dump" },
	{ 'a', NULL, SWITCH, FIELD(all_srcversions), 0, NULL,
	  "give every module a source version" },
	{ 't', NULL, SWITCH, FIELD(trim_unused), FEATURE_TRIM_OPTIONS, NULL,
	  "drop exports that nobody uses" },
	{ 'u', NULL, STRING, FIELD(unused_whitelist), FEATURE_TRIM_OPTIONS, "FILE",
	  "names of exports that -t has to keep" },
	{ 'W', NULL, SWITCH, FIELD(extra_warnings), 0, NULL, "extra warnings" },
	{ 'w', NULL, SWITCH, FIELD(warn_unresolved), 0, NULL, "unresolved symbols are warnings" },
	{ 'E', NULL, SWITCH, FIELD(mismatch_fatal), 0, NULL, "section mismatches are errors" },
	{ 'N', NULL, SWITCH, FIELD(allow_missing_namespaces), 0, NULL,
	  "missing namespace imports are warnings" },
	{ 'd', NULL, STRING, FIELD(namespace_deps), 0, "FILE",
	  "write the namespaces that modules do not import" },
	{ LONG_OPTION, "abi", RELEASE_NAME, 0, 0, "RELEASE",
	  "behave as that Linux release, e.g. 6.12, or native" },
	{ LONG_OPTION + 1, "keep-going", SWITCH, FIELD(keep_going), 0, NULL,
	  "an error in one module leaves out that module only" },
	{ LONG_OPTION + 2, "modules-out", STRING, FIELD(modules_out), 0, "FILE",
	  "list the modules whose .mod.c is valid" },
	{ LONG_OPTION + 7, "devicetable", STRING, FIELD(devicetable), 0, "FILE",
	  "layout of the tree's device ids (devicetable-offsets.h)" },
	{ LONG_OPTION + 3, "all-undefined", SWITCH, FIELD(all_undefined), 0, NULL,
	  "print all undefined symbols, not just the first 10" },
	{ LONG_OPTION + 4, "jobs", NUMBER, FIELD(jobs), 0, "N",
	  "read objects on N threads, not on as many as make and processors allow" },
	{ LONG_OPTION + 8, "no-hints", SWITCH, FIELD(no_hints), 0, NULL,
	  "say nothing about likely causes below messages" },
	{ LONG_OPTION + 9, "write-samples", STRING, FIELD(samples_out), 0, "STEM",
	  "write samples, STEM1.mod.c and two others, to be compiled, and nothing else" },
	{ LONG_OPTION + 10, "learn", STRING, FIELD(samples_in), 0, "STEM",
	  "learn from STEM1.mod.o and the others how to make such objects, and nothing else" },
	{ LONG_OPTION + 11, "model", STRING, FIELD(model_out), 0, "FILE",
	  "write what was learned" },
	{ LONG_OPTION + 12, "mod-objects", STRING, FIELD(model_in), 0, "FILE",
	  "make .mod.o files with what was learned" },
	{ LONG_OPTION + 13, "compiled-list", STRING, FIELD(compiled_out), 0, "FILE",
	  "list the .mod.o files that are left to the compiler" },
	{ LONG_OPTION + 14, "no-facts-cache", SWITCH, FIELD(no_facts_cache), 0, NULL,
	  "read all objects, and leave nothing to the next run" },
	{ LONG_OPTION + 5, "help", HELP, 0, 0, NULL, "print this text" },
	{ LONG_OPTION + 6, "version", VERSION, 0, 0, NULL, "print the supported releases" },
};

enum { NR_OPTIONS = ARRAY_SIZE(option_table) };

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
			name->val = row->letter;
			name++;
		} else {
			*letter++ = row->letter;
			if (row->argument)
				*letter++ = ':';
		}
	}
}

static const struct option_row *option_find(int letter)
{
	for (size_t i = 0; i < NR_OPTIONS; i++) {
		if (option_table[i].letter == letter)
			return &option_table[i];
	}
	return NULL;
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
	int letter;

	getopt_tables_fill(&tables, &features);
	opterr = 0;
	optind = 0;
	while ((letter = getopt_long(argc, argv, tables.letters, tables.names, NULL)) != -1) {
		const struct option_row *row = option_find(letter);

		if (row && row->kind == RELEASE_NAME)
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

/* False after a message. */
static bool option_apply(struct options *options, const struct option_row *row)
{
	void *field = (char *)options + row->field;

	switch (row->kind) {
	case SWITCH:
		*(bool *)field = true;
		break;
	case STRING:
		*(const char **)field = optarg;
		break;
	case NUMBER:
		return parse_number(optarg, field);
	case LIST:
		options->dumps_in[options->nr_dumps_in++] = optarg;
		break;
	case RELEASE_NAME:
	case HELP:
	case VERSION:
		break;
	}
	return true;
}

enum options_result options_parse(struct options *options, int argc, char **argv,
				  const char *kernelversion)
{
	const char *abi = find_abi(argc, argv);
	unsigned int release = choose_release(abi, kernelversion);
	struct getopt_tables tables;
	int letter;

	memset(options, 0, sizeof(*options));
	options->features = features_of(release ? release : NATIVE_RELEASE);
	options->features.native = is_native(abi, kernelversion);
	options->dumps_in = xmalloc_array((size_t)argc + 1, sizeof(*options->dumps_in));

	getopt_tables_fill(&tables, &options->features);
	optind = 0;
	while ((letter = getopt_long(argc, argv, tables.letters, tables.names, NULL)) != -1) {
		const struct option_row *row = option_find(letter);

		if (!row || !option_apply(options, row))
			return OPTIONS_BAD;
		if (row->kind == HELP)
			print_help(argv[0]);
		if (row->kind == VERSION)
			print_version();
		if (row->kind == HELP || row->kind == VERSION)
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
