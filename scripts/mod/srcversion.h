/* SPDX-License-Identifier: GPL-2.0-only */
/* The source version of a module: a digest of its sources without comments and white space. */
#ifndef MODPOST_SRCVERSION_H
#define MODPOST_SRCVERSION_H

#include "facts.h"
#include "lib/hash_table.h"
#include "lib/md4.h"

/* Normalise one source text, in place, and add it to the digest. */
void srcversion_add_source(struct md4 *md4, char *source);

/*
 * Does @path lie directly in the directory @dir, which ends in a slash? Decided by the first place
 * where the name @dir occurs.
 */
bool srcversion_covers(const char *path, const char *dir);

/*
 * Compute facts->srcversion. False after a fatal message. If @crc_lines is not NULL, modversions_keep_lines() gets all
 * .cmd files that were read for it.
 */
bool srcversion_read(struct facts *facts, struct hash_table *crc_lines);

#endif
