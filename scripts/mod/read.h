/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * First phase, read: from one object, with its .mod file, .cmd files and sources, to facts. Depends on nothing
 * else and changes nothing else, so many objects are read at once.
 */
#ifndef MODPOST_READ_H
#define MODPOST_READ_H

#include "facts.h"
#include "options.h"
#include "run.h"

/* Fill @facts, which facts_free() releases, from the object @path. */
void read_object(struct facts *facts, const char *path, const struct options *options);

/* Fill in the facts of the run, on as many threads as make lets us have. Nothing is printed. */
void read_objects(struct run *run);

#endif
