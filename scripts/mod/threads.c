// SPDX-License-Identifier: GPL-2.0-only
#include "threads.h"

#include <stdlib.h>

#include "jobserver.h"
#include "workers.h"

/* Fewer are done before a thread is on its way. */
#define ITEMS_PER_THREAD 16

void threads_run(const struct options *options, size_t nr_items,
		 void (*work)(void *context, size_t item), void *context)
{
	unsigned int wanted = options->jobs ? options->jobs : workers_processors();

	if (wanted > nr_items / ITEMS_PER_THREAD + 1)
		wanted = nr_items / ITEMS_PER_THREAD + 1;
	/* One slot of make's is ours anyhow. */
	if (!options->jobs && jobserver_connect(getenv("MAKEFLAGS")))
		wanted = 1 + jobserver_acquire(wanted - 1);
	workers_run(nr_items, wanted, work, context);
	jobserver_release();
}
