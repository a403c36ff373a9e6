/* SPDX-License-Identifier: GPL-2.0-only */
/* The module loader as a part of a program of the host, for tests. */
#ifndef _HOST_LOADER_H
#define _HOST_LOADER_H

/* Once, at first: reads the kernel's BTF. False if it has none. */
_Bool init_loader(void);

/*
 * Takes a file through all that the loader does before it runs code of the
 * module, and looks at its BTF and symbols. 0 if the module is good; with keep
 * it then stays loaded, so that later ones can use its exports.
 */
int try_module(const char *name, const void *data, unsigned long size, int keep);

#endif
