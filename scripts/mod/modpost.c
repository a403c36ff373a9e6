// SPDX-License-Identifier: GPL-2.0-only
/*
 * modpost: read all objects, resolve the symbols between them, write what has to be compiled and linked to
 * the modules.
 */
#include <errno.h>
#include <gelf.h>
#include <stdlib.h>
#include <string.h>

#include "jobserver.h"
#include "options.h"
#include "read_object.h"
#include "resolve.h"
#include "run.h"
#include "symvers.h"
#include "text_file.h"
#include "trim.h"
#include "workers.h"
#include "write.h"

/* Fewer are read before a thread is on its way. */
#define OBJECTS_PER_THREAD 16

/* Names of objects: arguments first, then the lines of the -T file. */
struct object_names {
	const char **names;
	size_t nr, capacity;
	char *list; /* content of the -T file */
	int list_error; /* why it could not be read */
};

static void collect_names(struct object_names *objects, const struct options *options)
{
	char *rest, *name;

	for (size_t i = 0; i < options->nr_objects; i++)
		*array_push(objects->names, objects->nr, objects->capacity) = options->objects[i];

	if (!options->object_list)
		return;
	objects->list = text_file_read(options->object_list);
	if (!objects->list) {
		objects->list_error = errno;
		return;
	}
	rest = objects->list;
	while ((name = text_next_line(&rest)) != NULL)
		*array_push(objects->names, objects->nr, objects->capacity) = name;
}

static bool read_dumps(struct run *run)
{
	const struct options *options = run->options;

	run->texts = xmalloc(options->nr_dumps_in * sizeof(*run->texts));
	for (size_t i = 0; i < options->nr_dumps_in; i++) {
		char *text = text_file_read(options->dumps_in[i]);

		if (!text) {
			report_system(&run->reporter, options->dumps_in[i], errno);
			return false;
		}
		run->texts[run->nr_texts++] = text;
		if (!symvers_parse(run, options->dumps_in[i], text))
			return false;
	}
	return true;
}

/* The first phase, on as many threads as make lets us have. */
struct reading {
	struct facts *facts;
	const struct object_names *objects;
	const struct options *options;
};

static void read_one(void *context, size_t i)
{
	const struct reading *reading = context;

	read_object(&reading->facts[i], reading->objects->names[i], reading->options);
}

static void read_objects(struct run *run, const struct object_names *objects)
{
	struct reading reading = { .objects = objects, .options = run->options };
	unsigned int threads = run->options->jobs ? run->options->jobs : workers_processors();

	run->nr_facts = objects->nr;
	run->facts = xmalloc(objects->nr * sizeof(*run->facts));
	reading.facts = run->facts;

	if (threads > objects->nr / OBJECTS_PER_THREAD + 1)
		threads = objects->nr / OBJECTS_PER_THREAD + 1;
	if (!run->options->jobs && jobserver_connect(getenv("MAKEFLAGS")))
		threads = 1 + jobserver_acquire(threads - 1);
	workers_run(objects->nr, threads, read_one, &reading);
	jobserver_release();
}

static bool add_objects(struct run *run, const struct object_names *objects)
{
	for (size_t i = 0; i < run->nr_facts; i++) {
		if (!resolve_add_object(run, &run->facts[i]) && !run->options->keep_going)
			return false;
	}
	if (objects->list_error == EISDIR) {
		report_system(&run->reporter, run->options->object_list, EISDIR);
		return false;
	}
	if (objects->list_error) {
		report(&run->reporter, MSG_OBJECT_LIST, run->options->object_list,
		       strerror(objects->list_error));
		return false;
	}
	return true;
}

static bool keep_whitelisted(struct run *run)
{
	const char *path = run->options->unused_whitelist;
	char *text;

	if (!path)
		return true;
	text = text_file_read(path);
	if (!text) {
		report_system(&run->reporter, path, errno);
		return false;
	}
	trim_keep_listed(run, text);
	free(text);
	return true;
}

static bool run_phases(struct run *run, const struct object_names *objects)
{
	if (!read_dumps(run))
		return false;
	read_objects(run, objects);

	if (!add_objects(run, objects))
		return false;
	resolve_imports(run);
	if (!keep_whitelisted(run))
		return false;

	if (!write_sources(run) || !write_lists(run))
		return false;
	resolve_report_totals(run);
	return !run->reporter.errors;
}

static void run_free(struct run *run)
{
	for (size_t i = 0; i < run->nr_facts; i++)
		facts_free(&run->facts[i]);
	free(run->facts);
	for (size_t i = 0; i < run->nr_texts; i++)
		free(run->texts[i]);
	free(run->texts);
	modules_free(&run->modules);
	output_files_discard(&run->outputs);
}

int main(int argc, char **argv)
{
	struct object_names objects = { 0 };
	struct options options;
	struct run run = { .options = &options };
	bool succeeded = false;

	switch (options_parse(&options, argc, argv, getenv("KERNELVERSION"))) {
	case OPTIONS_DONE:
		succeeded = true;
		break;
	case OPTIONS_BAD:
		break;
	case OPTIONS_RUN:
		elf_version(EV_CURRENT);
		run.reporter.keep_going = options.keep_going;
		modules_init(&run.modules);
		collect_names(&objects, &options);
		succeeded = run_phases(&run, &objects);
		run_free(&run);
		break;
	}

	free(objects.names);
	free(objects.list);
	options_free(&options);
	return succeeded ? EXIT_SUCCESS : EXIT_FAILURE;
}
