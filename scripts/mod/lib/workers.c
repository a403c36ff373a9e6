// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "lib/workers.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "lib/memory.h"

struct work {
	atomic_size_t next;
	size_t nr_items;
	void (*run)(void *context, size_t item);
	void *context;
};

unsigned int workers_processors(void)
{
	cpu_set_t set;

	/* Machines with more than 1024 processors get all that fit. */
	if (sched_getaffinity(0, sizeof(set), &set))
		return 1;
	return CPU_COUNT(&set);
}

static void *run_items(void *argument)
{
	struct work *work = argument;
	size_t item;

	while ((item = atomic_fetch_add(&work->next, 1)) < work->nr_items)
		work->run(work->context, item);
	return NULL;
}

void workers_run(size_t nr_items, unsigned int nr_threads, void (*run)(void *context, size_t item),
		 void *context)
{
	struct work work = { .nr_items = nr_items, .run = run, .context = context };
	pthread_t *threads;
	unsigned int started = 0;

	if (nr_threads > nr_items)
		nr_threads = nr_items ? nr_items : 1;
	threads = xmalloc(nr_threads * sizeof(*threads));
	/* This thread can do everything, so it does not matter how many others there are. */
	while (started + 1 < nr_threads &&
	       !pthread_create(&threads[started], NULL, run_items, &work))
		started++;
	run_items(&work);

	while (started)
		pthread_join(threads[--started], NULL);
	free(threads);
}
