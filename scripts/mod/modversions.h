/* SPDX-License-Identifier: GPL-2.0-only */
/* Symbol versions: the CRCs that the .cmd files of a module's objects record. */
#ifndef MODPOST_MODVERSIONS_H
#define MODPOST_MODVERSIONS_H

#include "facts.h"
#include "lib/hash_table.h"
#include "lib/strbuf.h"
#include "releases.h"

/* The .cmd file of an object that a .mod file or .vmlinux.objs lists. */
void modversions_cmd_path(struct strbuf *path, const char *object, const struct features *features);

/* Note all #SYMVER lines of the text of a .cmd file. */
void modversions_scan(const char *text, struct facts *facts);

/*
 * Keep what modversions_read() will want to know of the .cmd file @path, whose content is @text, in @crc_lines. Strings
 * go to the arena of @facts.
 */
void modversions_keep_lines(struct hash_table *crc_lines, const char *path, const char *text,
			    struct facts *facts);

/*
 * Note the CRCs of all objects of a module or of vmlinux. False after a fatal message. Files in @crc_lines are not
 * read once more.
 */
bool modversions_read(const struct features *features, struct facts *facts,
		      const struct hash_table *crc_lines);

#endif
