// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "lib/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "lib/jobserver.h"
#include "lib/memory.h"

/* Fewer are done before a thread is on its way. */
#define ITEMS_PER_THREAD 16

struct work {
	atomic_size_t next;
	size_t nr_items;
	void (*run)(void *context, size_t item);
	void *context;
};

unsigned int parallel_processors(void)
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

void parallel_run_on(unsigned int nr_threads, size_t nr_items,
		     void (*work)(void *context, size_t item), void *context)
{
	struct work all = { .nr_items = nr_items, .run = work, .context = context };
	pthread_t *threads;
	unsigned int started = 0;

	if (nr_threads > nr_items)
		nr_threads = nr_items ? nr_items : 1;
	threads = xmalloc_array(nr_threads, sizeof(*threads));
	/* This thread can do everything, so it does not matter how many others there are. */
	while (started + 1 < nr_threads &&
	       !pthread_create(&threads[started], NULL, run_items, &all))
		started++;
	run_items(&all);

	while (started)
		pthread_join(threads[--started], NULL);
	free(threads);
}

static void run_on_slots(unsigned int jobs, unsigned int wanted, size_t nr_items,
			 void (*work)(void *context, size_t item), void *context)
{
	/* One slot of make's is ours anyhow. */
	if (!jobs && jobserver_connect(getenv("MAKEFLAGS")))
		wanted = 1 + jobserver_acquire(wanted - 1);
	parallel_run_on(wanted, nr_items, work, context);
	jobserver_release();
}

static unsigned int most_threads(unsigned int jobs)
{
	return jobs ? jobs : parallel_processors();
}

void parallel_run(unsigned int jobs, size_t nr_items, void (*work)(void *context, size_t item),
		  void *context)
{
	unsigned int wanted = most_threads(jobs);

	if (wanted > nr_items / ITEMS_PER_THREAD + 1)
		wanted = nr_items / ITEMS_PER_THREAD + 1;
	run_on_slots(jobs, wanted, nr_items, work, context);
}

struct both {
	void (*parts[2])(void *context);
	void *context;
};

static void run_part(void *context, size_t i)
{
	const struct both *both = context;

	both->parts[i](both->context);
}

void parallel_run_both(unsigned int jobs, void (*first)(void *context),
		       void (*second)(void *context), void *context)
{
	struct both both = { .parts = { first, second }, .context = context };

	run_on_slots(jobs, most_threads(jobs) < 2 ? 1 : 2, 2, run_part, &both);
}
