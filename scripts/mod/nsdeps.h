/* SPDX-License-Identifier: GPL-2.0-only */
/* The file for "make nsdeps": which modules lack which MODULE_IMPORT_NS(). */
#ifndef MODPOST_NSDEPS_H
#define MODPOST_NSDEPS_H

#include "lib/strbuf.h"
#include "run.h"

void nsdeps_write(const struct run *run, struct strbuf *out);

#endif
