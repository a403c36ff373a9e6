/* SPDX-License-Identifier: GPL-2.0-only */
/* Work on as many threads as --jobs says, or else make lets us have. */
#ifndef MODPOST_LIB_PARALLEL_H
#define MODPOST_LIB_PARALLEL_H

#include <stddef.h>

#include "options.h"

/*
 * Call @work once for each number below @nr_items, in any order and on any thread, and return when all is
 * done. Slots of make's are held no longer than that.
 */
void threads_run(const struct options *options, size_t nr_items,
		 void (*work)(void *context, size_t item), void *context);

/* Call both, at the same time if that is possible, and return when both are done. */
void threads_run_both(const struct options *options, void (*first)(void *context),
		      void (*second)(void *context), void *context);

#endif
