/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a .mod.c says, numbered: each list has items, each item is of a class, and each leaves pieces of data in
 * the object. A model says by list, class and piece what the compiler makes of a module.
 */
#ifndef MODPOST_MOD_OBJECT_ITEMS_H
#define MODPOST_MOD_OBJECT_ITEMS_H

#include "mod_contents.h"

enum item_list {
	LIST_NONE, /* what is there once; it counts as one item */
	LIST_EXPORTS,
	LIST_INFOS, /* MODULE_INFO() statements */
	LIST_VERSIONS,
	LIST_EXTENDED,
	NR_LISTS,
};

/* Classes of exports are sums of these, those of statements are their tags; the other lists have one. */
enum {
	EXPORT_IS_FUNCTION = 1,
	EXPORT_IS_GPL_ONLY = 2,
	EXPORT_HAS_NAMESPACE = 4,
	NR_EXPORT_CLASSES = 8,
	NR_CLASSES = 9, /* of the list that has the most */
};
_Static_assert((int)NR_CLASSES >= (int)NR_INFO_TAGS, "statements have more classes than exports");

enum item_piece {
	PIECE_NONE,
	PIECE_EXPORT_NAME, /* texts end with a NUL byte */
	PIECE_EXPORT_NAMESPACE,
	PIECE_INFO, /* tag=value */
	PIECE_VERSION, /* struct modversion_info */
	PIECE_EXTENDED_CRC,
	PIECE_EXTENDED_NAME,
	NR_PIECES,
};

struct mod_info {
	enum info_tag tag;
	const char *text; /* tag=value */
};

struct mod_items {
	const struct mod_contents *contents;
	const char *base; /* file name of the module, without .o */
	const char *name; /* KBUILD_MODNAME */
	struct mod_info *infos;
	size_t nr[NR_LISTS];
};

/* What only the compiler knows of the statements, and the makefiles of names. */
struct mod_words {
	const char *vermagic; /* NULL: unknown */
	bool has_retpoline;
	char dash; /* what stands for a dash in names of modules */
};

/* Number what @contents says; all that is new lives in @arena. */
void mod_items_init(struct mod_items *items, const struct mod_contents *contents,
		    const struct mod_words *words, struct arena *arena);

/* The list whose items a piece is of. */
enum item_list piece_list(enum item_piece piece);

/* The class of an item. */
unsigned int item_class(const struct mod_items *items, enum item_list list, size_t item);

/* The text of a piece that is one, or the name in a version; and the CRC of a piece that has one. */
const char *piece_text(const struct mod_items *items, enum item_piece piece, size_t item);
uint32_t piece_crc(const struct mod_items *items, enum item_piece piece, size_t item);

#endif
