// SPDX-License-Identifier: GPL-2.0-only
#include "run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/text_file.h"

static char *read_object_list(struct run *run)
{
	const char *path = run->options->object_list;

	if (has_feature(&run->options->features, FEATURE_LIST_FROM_STDIN) && !strcmp(path, "-"))
		path = "/dev/stdin";
	return run_read_text(run, path);
}

static void collect_objects(struct run *run)
{
	const struct options *options = run->options;
	char *rest, *name;

	for (size_t i = 0; i < options->nr_objects; i++)
		*array_push(run->objects, run->nr_objects, run->objects_capacity) =
			options->objects[i];

	if (!options->object_list)
		return;
	rest = read_object_list(run);
	if (!rest) {
		run->object_list_error = errno;
		return;
	}
	while ((name = text_next_line(&rest)) != NULL)
		*array_push(run->objects, run->nr_objects, run->objects_capacity) = name;
}

void run_init(struct run *run, const struct options *options)
{
	memset(run, 0, sizeof(*run));
	run->output_memory = xmalloc(sizeof(*run->output_memory));
	output_memory_open(run->output_memory, options);
	run->options = options;
	run->reporter.keep_going = options->keep_going;
	run->reporter.fatal_prefix = has_feature(&options->features, FEATURE_FATAL_PREFIX);
	run->reporter.module_first = has_feature(&options->features, FEATURE_MODULE_FIRST);
	modules_init(&run->modules);
	collect_objects(run);
}

void run_free(struct run *run)
{
	for (size_t i = 0; i < run->nr_facts; i++)
		facts_free(&run->facts[i]);
	for (size_t i = 0; i < run->nr_texts; i++)
		free(run->texts[i]);
	facts_cache_close(&run->facts_cache);
	output_memory_close(run->output_memory);
	free(run->output_memory);
	free(run->facts);
	free(run->texts);
	free(run->objects);
	arena_free(&run->model_arena);
	hash_table_free(&run->hints.missing);
	free(run->hints.names);
	modules_free(&run->modules);
	output_files_discard(&run->outputs);
}

bool run_has_failed(const struct run *run)
{
	return run->reporter.errors || (run->nr_mismatches && run->options->mismatch_fatal);
}

char *run_read_text(struct run *run, const char *path)
{
	char *text = text_file_read(path);

	if (text)
		*array_push(run->texts, run->nr_texts, run->texts_capacity) = text;
	return text;
}
