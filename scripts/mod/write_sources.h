/* SPDX-License-Identifier: GPL-2.0-only */
/* The part of the third phase that makes sources: .mod.c files and .vmlinux.export.c. */
#ifndef MODPOST_WRITE_SOURCES_H
#define MODPOST_WRITE_SOURCES_H

#include "run.h"

/* Write them all, on several threads; publishing is left to publish_outputs(). False after a fatal message. */
bool write_sources(struct run *run);

#endif
