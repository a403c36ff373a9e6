/* SPDX-License-Identifier: GPL-2.0-only */
/* Making .mod.o files in a run of modpost, with the model that the command line names. */
#ifndef MODPOST_MOD_OBJECT_MOD_OBJECTS_H
#define MODPOST_MOD_OBJECT_MOD_OBJECTS_H

#include "lib/strbuf.h"
#include "mod_contents.h"
#include "run.h"

/*
 * Read the model, if there is to be one. If it cannot be used, say why; then all is left to the compiler. False after a
 * fatal message.
 */
bool mod_objects_begin(struct run *run);

/* Append the object for @contents; false if it is left to the compiler. On any thread. */
bool mod_objects_make(const struct run *run, const struct mod_contents *contents,
		      struct strbuf *out);

#endif
