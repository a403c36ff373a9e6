/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Third phase, write: all outputs of a run, each only if its content changed, and none if the run fails. The
 * kernel's tool has written some or all of them when it finds the last errors.
 */
#ifndef MODPOST_WRITE_H
#define MODPOST_WRITE_H

#include "foreign_output.h"
#include "lib/strbuf.h"
#include "run.h"

/* May the file of @module be written, after the errors so far? NULL stands for files of the run as a whole. */
bool write_is_allowed(const struct run *run, const struct module *module);

/*
 * Write one file unless errors forbid it, or what is there was not written by modpost. False after a fatal
 * message.
 */
bool write_output(struct run *run, struct module *module, const char *path, enum output_kind kind,
		  const struct strbuf *text);

/* Report that @path was not written by modpost: an error of @module, or if that is NULL of the run. */
void report_foreign_output(struct run *run, struct module *module, const char *path);

/* The list for "make nsdeps": which modules lack which MODULE_IMPORT_NS(). */
void nsdeps_write(const struct run *run, struct strbuf *out);

/* That list, symbol dump and lists of modules. */
bool write_lists(struct run *run);

/* Give all outputs their names; none of them if the run has failed. */
bool publish_outputs(struct run *run);

#endif
