/* SPDX-License-Identifier: GPL-2.0-only */
/* First phase, read: all objects, on as many threads as make lets us have. */
#ifndef MODPOST_READ_OBJECTS_H
#define MODPOST_READ_OBJECTS_H

#include "run.h"

/* Fill in the facts of the run. Nothing is printed. */
void read_objects(struct run *run);

#endif
