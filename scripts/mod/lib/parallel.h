/* SPDX-License-Identifier: GPL-2.0-only */
/* Independent items of work on several threads: as many as were asked for, or else as make lets us have. */
#ifndef MODPOST_LIB_PARALLEL_H
#define MODPOST_LIB_PARALLEL_H

#include <stddef.h>

/* How many processors this process may use. */
unsigned int parallel_processors(void);

/*
 * Call @work once for each number below @nr_items, in any order, on up to @nr_threads threads including
 * this one, and return when all is done.
 */
void parallel_run_on(unsigned int nr_threads, size_t nr_items,
		     void (*work)(void *context, size_t item), void *context);

/*
 * The same on as many threads as @jobs says; if that is 0, make lets us have, and processors and items are worth.
 * Slots of make's are held no longer than that.
 */
void parallel_run(unsigned int jobs, size_t nr_items, void (*work)(void *context, size_t item),
		  void *context);

/* Call both, at the same time if that is possible, and return when both are done. */
void parallel_run_both(unsigned int jobs, void (*first)(void *context),
		       void (*second)(void *context), void *context);

#endif
