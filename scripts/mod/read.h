/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * First phase, read: from one object, with its .mod file, .cmd files and sources, to facts. Depends on nothing
 * else and changes nothing else, so it may run for many objects at once.
 */
#ifndef MODPOST_READ_H
#define MODPOST_READ_H

#include "facts.h"
#include "options.h"

/* Fill @facts, which facts_free() releases, from the object @path. */
void read_object(struct facts *facts, const char *path, const struct options *options);

#endif
