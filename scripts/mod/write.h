/* SPDX-License-Identifier: GPL-2.0-only */
/* Third phase, write: all outputs of a run, each only if its content changed. */
#ifndef MODPOST_WRITE_H
#define MODPOST_WRITE_H

#include "run.h"
#include "strbuf.h"

/* May the file of @module be written, after the errors so far? NULL stands for files of the run as a whole. */
bool write_is_allowed(const struct run *run, const struct module *module);

/* Write one file unless errors forbid it. False after a fatal message. */
bool write_output(struct run *run, const struct module *module, const char *path,
		  const struct strbuf *text);

/* Namespace dependencies, symbol dump and list of modules, then give all outputs their names. */
bool write_lists(struct run *run);

#endif
