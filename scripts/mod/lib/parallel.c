// SPDX-License-Identifier: GPL-2.0-only
#include "lib/parallel.h"

#include <stdlib.h>

#include "lib/jobserver.h"
#include "lib/workers.h"

/* Fewer are done before a thread is on its way. */
#define ITEMS_PER_THREAD 16

static void run(const struct options *options, unsigned int wanted, size_t nr_items,
		void (*work)(void *context, size_t item), void *context)
{
	/* One slot of make's is ours anyhow. */
	if (!options->jobs && jobserver_connect(getenv("MAKEFLAGS")))
		wanted = 1 + jobserver_acquire(wanted - 1);
	workers_run(nr_items, wanted, work, context);
	jobserver_release();
}

static unsigned int most_threads(const struct options *options)
{
	return options->jobs ? options->jobs : workers_processors();
}

void threads_run(const struct options *options, size_t nr_items,
		 void (*work)(void *context, size_t item), void *context)
{
	unsigned int wanted = most_threads(options);

	if (wanted > nr_items / ITEMS_PER_THREAD + 1)
		wanted = nr_items / ITEMS_PER_THREAD + 1;
	run(options, wanted, nr_items, work, context);
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

void threads_run_both(const struct options *options, void (*first)(void *context),
		      void (*second)(void *context), void *context)
{
	struct both both = { .parts = { first, second }, .context = context };

	run(options, most_threads(options) < 2 ? 1 : 2, 2, run_part, &both);
}
