/* SPDX-License-Identifier: GPL-2.0-only */
/* The generated C files: <module>.mod.c and .vmlinux.export.c. */
#ifndef MODPOST_MOD_C_H
#define MODPOST_MOD_C_H

#include "run.h"
#include "strbuf.h"

#define VMLINUX_EXPORT_C ".vmlinux.export.c"

/* The text of <module>.mod.c. What there is to say about it is appended to @diagnostics. */
void mod_c_write(const struct run *run, const struct module *module, struct strbuf *out,
		 struct diagnostics *diagnostics);

/* The text of .vmlinux.export.c. */
void vmlinux_export_c_write(const struct run *run, const struct module *vmlinux, struct strbuf *out,
			    struct diagnostics *diagnostics);

#endif
