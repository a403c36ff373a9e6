// SPDX-License-Identifier: GPL-2.0-only
#include "read_objects.h"

#include <gelf.h>
#include <stdlib.h>

#include "jobserver.h"
#include "read_object.h"
#include "workers.h"

/* Fewer are read before a thread is on its way. */
#define OBJECTS_PER_THREAD 16

static void read_one(void *context, size_t i)
{
	const struct run *run = context;

	read_object(&run->facts[i], run->objects[i], run->options);
}

void read_objects(struct run *run)
{
	unsigned int wanted = run->options->jobs ? run->options->jobs : workers_processors();

	if (wanted > run->nr_objects / OBJECTS_PER_THREAD + 1)
		wanted = run->nr_objects / OBJECTS_PER_THREAD + 1;
	/* One slot of make's is ours anyhow. */
	if (!run->options->jobs && jobserver_connect(getenv("MAKEFLAGS")))
		wanted = 1 + jobserver_acquire(wanted - 1);

	elf_version(EV_CURRENT);
	run->facts = xmalloc(run->nr_objects * sizeof(*run->facts));
	run->nr_facts = run->nr_objects;
	workers_run(run->nr_objects, wanted, read_one, run);
	jobserver_release();
}
