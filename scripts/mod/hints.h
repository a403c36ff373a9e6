/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What stands below a message: its likely cause, as far as that is certain. Looking for it costs nothing
 * as long as there is no such message.
 */
#ifndef MODPOST_HINTS_H
#define MODPOST_HINTS_H

#include "run.h"

/*
 * No module of the run, and no dump, exports @name, which @module wants. Says nothing about exports when the run
 * did not look for them.
 */
void hint_undefined(struct run *run, const struct module *module, const char *name);

/* @module lacks the import of the namespace of @export. */
void hint_namespace(struct run *run, const struct module *module,
		    const struct exported_symbol *export);

/* A module may not use @export because of its licence. */
void hint_gpl_only(struct run *run, const struct exported_symbol *export);

#endif
