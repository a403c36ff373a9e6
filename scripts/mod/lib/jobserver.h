/* SPDX-License-Identifier: GPL-2.0-only */
/* Slots for parallel work from the make that runs us. */
#ifndef MODPOST_LIB_JOBSERVER_H
#define MODPOST_LIB_JOBSERVER_H

#include <stdbool.h>

/*
 * Find the jobserver that @makeflags names, the content of MAKEFLAGS or NULL. False if make has none.
 * One that exists but cannot be used grants nothing, and neither does make -j1.
 */
bool jobserver_connect(const char *makeflags);

/*
 * Take up to @wanted slots that are free now, beside the one that we run on anyhow. They are given
 * back by jobserver_release(), at the end of the program, and when a signal ends it.
 */
unsigned int jobserver_acquire(unsigned int wanted);
void jobserver_release(void);

#endif
