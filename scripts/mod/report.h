/* SPDX-License-Identifier: GPL-2.0-only */
/* --report: what a run knows of its modules, as JSON. The form is described in docs/modules-report.schema.json. */
#ifndef MODPOST_REPORT_H
#define MODPOST_REPORT_H

#include "run.h"

/* To be changed with the form. */
#define REPORT_VERSION "1"

/*
 * Write the report if one was asked for and no error forbids it. All objects are opened once more for it. False after
 * a fatal message.
 */
bool report_write(struct run *run);

#endif
