/* SPDX-License-Identifier: GPL-2.0-only */
/* Modules that need each other in a circle: none of them can be loaded first. */
#ifndef MODPOST_CIRCLES_H
#define MODPOST_CIRCLES_H

#include "run.h"

/*
 * Warn of them, once the imports are resolved: one line for all modules that reach each other, with the
 * shortest circle through the first of them. What a dump names has no known needs.
 */
void circles_report(struct run *run);

#endif
