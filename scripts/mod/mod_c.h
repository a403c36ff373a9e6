/* SPDX-License-Identifier: GPL-2.0-only */
/* The generated C files: <module>.mod.c and .vmlinux.export.c. */
#ifndef MODPOST_MOD_C_H
#define MODPOST_MOD_C_H

#include "lib/strbuf.h"
#include "mod_contents.h"

#define VMLINUX_EXPORT_C ".vmlinux.export.c"

/* The text of <module>.mod.c. */
void mod_c_write(const struct run *run, const struct mod_contents *contents, struct strbuf *out);

/* The text of .vmlinux.export.c. What there is to say about it is appended to @diagnostics. */
void vmlinux_export_c_write(const struct run *run, const struct module *vmlinux, struct strbuf *out,
			    struct diagnostics *diagnostics);

#endif
