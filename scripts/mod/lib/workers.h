/* SPDX-License-Identifier: GPL-2.0-only */
/* Independent items of work on several threads. */
#ifndef MODPOST_LIB_WORKERS_H
#define MODPOST_LIB_WORKERS_H

#include <stddef.h>

/* How many processors this process may use. */
unsigned int workers_processors(void);

/*
 * Call @work once for each number below @nr_items, in any order, on up to @nr_threads threads including
 * this one, and return when all is done.
 */
void workers_run(size_t nr_items, unsigned int nr_threads, void (*work)(void *context, size_t item),
		 void *context);

#endif
