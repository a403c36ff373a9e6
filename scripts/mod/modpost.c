// SPDX-License-Identifier: GPL-2.0-only
/*
 * modpost: read all objects, resolve the symbols between them, write what has to be compiled and linked to
 * the modules.
 */
#include <errno.h>
#include <stdlib.h>

#include "circles.h"
#include "device/offsets.h"
#include "lib/parallel.h"
#include "mod_object/learn.h"
#include "mod_object/mod_objects.h"
#include "mod_object/samples.h"
#include "options.h"
#include "read.h"
#include "report.h"
#include "resolve.h"
#include "resolve_before_6_5.h"
#include "run.h"
#include "symvers.h"
#include "trim.h"
#include "write.h"
#include "write_sources.h"

/* The facts of fewer are written in the time that it takes to start one. */
#define OBJECTS_WORTH_A_THREAD 200

struct resolution {
	struct run *run;
	bool done;
};

static void resolve(void *context)
{
	struct resolution *resolution = context;
	struct run *run = resolution->run;

	resolution->done = resolve_add_objects(run);
	if (resolution->done)
		run->resolve_form->resolve_imports(run);
}

/* Facts are facts, also of modules that do not fit together. */
static void save_facts(void *context)
{
	const struct resolution *resolution = context;

	facts_cache_save(&resolution->run->facts_cache);
}

static bool resolve_beside_saving(struct run *run)
{
	struct resolution resolution = { .run = run };

	if (!facts_cache_has_news(&run->facts_cache)) {
		resolve(&resolution);
	} else if (run->nr_objects < OBJECTS_WORTH_A_THREAD) {
		resolve(&resolution);
		save_facts(&resolution);
	} else {
		parallel_run_both(run->options->jobs, resolve, save_facts, &resolution);
	}
	return resolution.done;
}

static bool finish_sources(struct run *run)
{
	if (run->options->features.native)
		circles_report(run);
	return trim_read_whitelist(run) && write_sources(run);
}

static bool finish_outputs(struct run *run)
{
	if (!mod_objects_begin(run))
		return false;
	if (!finish_sources(run) || !write_lists(run) || !report_write(run) ||
	    !publish_outputs(run))
		return false;
	resolve_report_totals(run);
	return !run_has_failed(run);
}

static bool run_phases(struct run *run)
{
	bool succeeded;

	if (!symvers_read(run))
		return false;
	read_objects(run);
	if (!resolve_beside_saving(run))
		return false;
	succeeded = finish_outputs(run);
	output_memory_save(run->output_memory, succeeded);
	return succeeded;
}

static bool read_devicetable(struct device_offsets *offsets, struct options *options,
			     struct reporter *reporter)
{
	options->device_offsets = offsets;
	if (!options->devicetable || device_offsets_read(offsets, options->devicetable))
		return true;
	report_system(reporter, options->devicetable, errno);
	return false;
}

static bool do_run(struct run *run, struct options *options)
{
	struct device_offsets device_offsets = { 0 };
	bool done;

	if (options->samples_out)
		return samples_write(run, options->samples_out);
	if (options->samples_in)
		return learn_model(run, options->samples_in, options->model_out);
	done = read_devicetable(&device_offsets, options, &run->reporter) && run_phases(run);
	device_offsets_free(&device_offsets);
	return done;
}

static const struct resolve_form *form_of(const struct features *features)
{
	return has_feature(features, FEATURE_MODULE_BY_MODULE) ? &resolve_form_before_6_5
							       : &resolve_form;
}

int main(int argc, char **argv)
{
	struct options options;
	bool succeeded = false;
	struct run run;

	switch (options_parse(&options, argc, argv, getenv("KERNELVERSION"))) {
	case OPTIONS_DONE:
		succeeded = true;
		break;
	case OPTIONS_BAD:
		break;
	case OPTIONS_RUN:
		run_init(&run, &options);
		run.resolve_form = form_of(&options.features);
		succeeded = do_run(&run, &options);
		run_free(&run);
		break;
	}
	options_free(&options);
	return succeeded ? EXIT_SUCCESS : EXIT_FAILURE;
}
