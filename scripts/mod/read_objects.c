// SPDX-License-Identifier: GPL-2.0-only
#include "read_objects.h"

#include <gelf.h>
#include <stdlib.h>

#include "cache/facts_cache.h"
#include "lib/parallel.h"
#include "read.h"

/* The objects that are to be read, as places in the order of the run. */
struct reading {
	struct run *run;
	size_t *items;
	size_t nr;
};

static void take_one(void *context, size_t i)
{
	struct run *run = context;
	struct facts *facts = &run->facts[i];

	if (!facts_cache_take(&run->facts_cache, i, run->objects[i], facts))
		facts_init(facts);
}

static void forget_all(struct run *run)
{
	for (size_t i = 0; i < run->nr_facts; i++)
		facts_init(&run->facts[i]);
}

static void read_one(void *context, size_t i)
{
	const struct reading *reading = context;
	struct run *run = reading->run;
	size_t item = reading->items[i];

	read_object(&run->facts[item], run->objects[item], run->options);
	facts_cache_keep(&run->facts_cache, item, &run->facts[item]);
}

void read_objects(struct run *run)
{
	struct reading reading = { .run = run };

	elf_version(EV_CURRENT);
	run->facts = xmalloc(run->nr_objects * sizeof(*run->facts));
	run->nr_facts = run->nr_objects;
	facts_cache_open(&run->facts_cache, run->options, run->nr_objects);
	if (run->facts_cache.file.old.nr_records)
		threads_run(run->options, run->nr_objects, take_one, run);
	else
		forget_all(run);

	reading.items = xmalloc(run->nr_objects * sizeof(*reading.items));
	for (size_t i = 0; i < run->nr_objects; i++) {
		/* Facts that were taken know of an object. */
		if (!run->facts[i].nr_inputs)
			reading.items[reading.nr++] = i;
	}
	if (reading.nr) {
		facts_cache_begin(&run->facts_cache);
		threads_run(run->options, reading.nr, read_one, &reading);
	}
	free(reading.items);
}
