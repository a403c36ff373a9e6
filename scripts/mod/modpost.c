// SPDX-License-Identifier: GPL-2.0-only
/*
 * modpost: read all objects, resolve the symbols between them, write what has to be compiled and linked to
 * the modules.
 */
#include <errno.h>
#include <stdlib.h>

#include "circles.h"
#include "options.h"
#include "read_objects.h"
#include "resolve.h"
#include "run.h"
#include "symvers.h"
#include "trim.h"
#include "write.h"
#include "write_sources.h"

static bool resolve_and_write(struct run *run)
{
	if (run->options->features.module_by_module)
		return resolve_and_write_sources(run);
	resolve_imports(run);
	if (run->options->features.native)
		circles_report(run);
	return trim_read_whitelist(run) && write_sources(run);
}

static bool run_phases(struct run *run)
{
	if (!symvers_read(run))
		return false;
	read_objects(run);

	if (!resolve_add_objects(run))
		return false;
	if (!resolve_and_write(run) || !write_lists(run) || !publish_outputs(run))
		return false;
	resolve_report_totals(run);
	return !run_has_failed(run);
}

static bool read_devicetable(struct options *options, struct reporter *reporter)
{
	if (!options->devicetable ||
	    device_offsets_read(&options->device_offsets, options->devicetable))
		return true;
	report_system(reporter, options->devicetable, errno);
	return false;
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
		succeeded = read_devicetable(&options, &run.reporter) && run_phases(&run);
		run_free(&run);
		break;
	}
	options_free(&options);
	return succeeded ? EXIT_SUCCESS : EXIT_FAILURE;
}
