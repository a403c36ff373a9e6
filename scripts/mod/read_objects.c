// SPDX-License-Identifier: GPL-2.0-only
#include "read_objects.h"

#include <gelf.h>

#include "read_object.h"
#include "threads.h"

static void read_one(void *context, size_t i)
{
	const struct run *run = context;

	read_object(&run->facts[i], run->objects[i], run->options);
}

void read_objects(struct run *run)
{
	elf_version(EV_CURRENT);
	run->facts = xmalloc(run->nr_objects * sizeof(*run->facts));
	run->nr_facts = run->nr_objects;
	threads_run(run->options, run->nr_objects, read_one, run);
}
