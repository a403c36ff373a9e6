/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How most aliases are made of the members of an entry: text with members in braces.
 *
 *	{member}	its number in upper-case hex, as wide as the member
 *	{member:4x}	in lower-case hex (X: upper-case hex, d: decimal) of at least 4 digits
 *	{member:s}	its text (S: in upper case; w: with "_" for white space)
 *	{member:h}	its bytes in lower-case hex
 *	{member:u}	its bytes as a GUID, whose first three parts are little-endian (U: in upper
 *			case and in braces)
 *	{member:r}	its bytes as a GUID, in the order they are stored
 *	{...?ffff}	"*" instead if the number is that hex number, or if the text is empty
 *	{...&10}	"*" instead unless that bit of the member match_flags or flags is set
 *	{}		a text that comes from elsewhere
 */
#ifndef MODPOST_DEVICE_FORMAT_H
#define MODPOST_DEVICE_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "device/layout.h"
#include "device/table.h"

enum { DEVICE_PIECES_MAX = 16 };

/* Literal text and the member behind it, if any. */
struct device_piece {
	const char *literal;
	size_t literal_len;
	const struct device_member *member; /* NULL: {}, or the end of the format */
	bool is_insert;
	char kind; /* X, x, d, s, S, w, h, u, U or r */
	unsigned int digits;
	char condition; /* '?', '&' or 0 */
	uint32_t value;
};

struct device_format {
	struct device_piece pieces[DEVICE_PIECES_MAX];
	size_t nr_pieces;
	const struct device_member *flags; /* NULL if the format needs none */
};

/* Prepare @text. The name of a member that @layout lacks, or NULL if all is well. */
const char *device_format_prepare(struct device_format *format, const char *text,
				  const struct device_layout *layout);

/* Append one entry to the table's text, with @insert for {}. */
void device_format_add(struct device_table *table, const unsigned char *entry, const char *insert);

/* Append a number to the table's text in upper-case hex of at least @digits. */
void device_add_hex(struct device_table *table, uint64_t number, unsigned int digits);

/* Append a text to the table's text with "_" for white space. */
void device_add_words(struct device_table *table, const char *text, size_t len);

/* Append a text to the table's text in upper case. */
void device_add_upper(struct device_table *table, const char *text, size_t len);

#endif
