/* SPDX-License-Identifier: GPL-2.0-only */
/* Module.symvers: who exports what. */
#ifndef KO2OBJ_SYMVERS_H
#define KO2OBJ_SYMVERS_H

/* One line of it. */
struct export
{
	struct export *next; /* of the same module, in the file's order */
	const char *name;
	const char *crc;
	const char *license; /* "" or "GPL" */
	const char *ns;
};

/* Reads the file, once. */
void symvers_read(const char *path);

/* The first export of a module, NULL if there is none. */
const struct export *symvers_of(const char *module);

#endif
