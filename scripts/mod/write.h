/* SPDX-License-Identifier: GPL-2.0-only */
/* Third phase, write: all outputs of a run, each only if its content changed. */
#ifndef MODPOST_WRITE_H
#define MODPOST_WRITE_H

#include "run.h"

/* .mod.c files and .vmlinux.export.c. False after a fatal message. */
bool write_sources(struct run *run);

/* The same, with each module's imports resolved just before its file is written. */
bool resolve_and_write_sources(struct run *run);

/* Namespace dependencies, symbol dump and list of modules, then give all outputs their names. */
bool write_lists(struct run *run);

#endif
