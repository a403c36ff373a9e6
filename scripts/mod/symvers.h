/* SPDX-License-Identifier: GPL-2.0-only */
/* Symbol dumps: Module.symvers and the like. */
#ifndef MODPOST_SYMVERS_H
#define MODPOST_SYMVERS_H

#include "lib/strbuf.h"
#include "run.h"

/*
 * Add the modules and exports of the dump @path, whose content is @text, to the run. @text is cut up and must
 * stay as long as the run. False after a fatal message.
 */
bool symvers_parse(struct run *run, const char *path, char *text);

/* Read all dumps of the command line. False after a fatal message. */
bool symvers_read(struct run *run);

/* The dump of all exports that come from objects. */
void symvers_write(const struct run *run, struct strbuf *out);

#endif
