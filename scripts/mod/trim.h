/* SPDX-License-Identifier: GPL-2.0-only */
/* CONFIG_TRIM_UNUSED_KSYMS: which exports stay although no module uses them. */
#ifndef MODPOST_TRIM_H
#define MODPOST_TRIM_H

#include "run.h"

/* Keep what the lines of the text of a white list name; @text is cut up. */
void trim_keep_listed(struct run *run, char *text);

/* Read the white list of the command line, if any. False after a fatal message. */
bool trim_read_whitelist(struct run *run);

/* Does an export vanish from all outputs? */
bool trim_drops(const struct run *run, const struct exported_symbol *export);

#endif
