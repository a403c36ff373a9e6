/* SPDX-License-Identifier: GPL-2.0-only */
/* What the report says of one module. */
#ifndef MODPOST_REPORT_MODULE_H
#define MODPOST_REPORT_MODULE_H

#include "lib/strbuf.h"
#include "run.h"

/* Modules of the run are in the report, and those of dumps that one of them uses. */
bool report_has_module(const struct module *module);

/*
 * Add @module as a JSON object. On any thread; trouble with its object is appended to @diagnostics. False if there was
 * any.
 */
bool report_module_write(const struct run *run, const struct module *module, struct strbuf *out,
			 struct diagnostics *diagnostics);

#endif
