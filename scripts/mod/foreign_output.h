/* SPDX-License-Identifier: GPL-2.0-only */
/* Files in the place of an output that modpost has not written, so that it may not replace them. */
#ifndef MODPOST_FOREIGN_OUTPUT_H
#define MODPOST_FOREIGN_OUTPUT_H

#include <stdbool.h>

enum output_kind {
	OUTPUT_LIST, /* says nothing about itself */
	OUTPUT_SOURCE, /* .mod.c and .vmlinux.export.c, of whatever release */
	OUTPUT_DUMP, /* symbol dump */
	OUTPUT_OBJECT, /* .mod.o, whoever has made it of a .mod.c */
	OUTPUT_REPORT, /* of --report, of whatever version */
};

/* The member by which a report is known. */
#define REPORT_FORMAT "kolink modpost report"

/* Is there a file with a content that is not of this kind? One that cannot be read is not. */
bool output_is_foreign(const char *path, enum output_kind kind);

#endif
