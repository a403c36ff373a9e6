// SPDX-License-Identifier: GPL-2.0-only
#include "device/format.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char upper_digits[] = "0123456789ABCDEF";
static const char lower_digits[] = "0123456789abcdef";

static bool is_text(char kind)
{
	return kind == 's' || kind == 'S' || kind == 'w';
}

/* What stands behind the name of a member: "[:KIND][?VALUE|&VALUE]}". */
static void read_details(struct device_piece *piece, const char *text)
{
	char *end;

	piece->kind = 'X';
	piece->digits = 2 * piece->member->size;
	if (*text == ':') {
		piece->digits = strtoul(text + 1, &end, 10);
		piece->kind = *end;
		text = end + 1;
	}
	piece->condition = 0;
	if (*text == '?' || *text == '&') {
		piece->condition = *text;
		piece->value = strtoul(text + 1, NULL, 16);
	}
}

static const struct device_member *find_flags(const struct device_layout *layout)
{
	const struct device_member *flags = device_layout_member(layout, "match_flags", 11);

	return flags ? flags : device_layout_member(layout, "flags", 5);
}

const char *device_format_prepare(struct device_format *format, const char *text,
				  const struct device_layout *layout)
{
	format->nr_pieces = 0;
	format->flags = NULL;
	while (*text && format->nr_pieces < DEVICE_PIECES_MAX) {
		struct device_piece *piece = &format->pieces[format->nr_pieces++];
		size_t name_len;

		piece->literal = text;
		piece->literal_len = strcspn(text, "{");
		piece->is_insert = false;
		piece->member = NULL;
		text += piece->literal_len;
		if (!*text)
			break;

		name_len = strcspn(++text, ":?&}");
		if (name_len) {
			piece->member = device_layout_member(layout, text, name_len);
			if (!piece->member)
				return text;
			read_details(piece, text + name_len);
		}
		piece->is_insert = !name_len;
		if (name_len && piece->condition == '&') {
			format->flags = find_flags(layout);
			if (!format->flags)
				return "match_flags";
		}
		text = strchr(text, '}') + 1;
	}
	return NULL;
}

static void add_number(struct strbuf *out, uint64_t number, unsigned int base, unsigned int digits,
		       const char *symbols)
{
	char text[64];
	size_t start = sizeof(text);

	while (start && (number || start > sizeof(text) - digits || start == sizeof(text))) {
		text[--start] = symbols[number % base];
		number /= base;
	}
	strbuf_add_bytes(out, text + start, sizeof(text) - start);
}

static void add_bytes(struct strbuf *out, const unsigned char *bytes, size_t len,
		      const char *symbols)
{
	for (size_t i = 0; i < len; i++)
		add_number(out, bytes[i], 16, 2, symbols);
}

static void add_guid(struct strbuf *out, const unsigned char *bytes, bool is_little,
		     const char *symbols)
{
	static const unsigned char order[] = { 3, 2, 1, 0, 5, 4, 7, 6 };

	for (size_t i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			strbuf_add(out, "-");
		add_number(out, bytes[is_little && i < sizeof(order) ? order[i] : i], 16, 2,
			   symbols);
	}
}

void device_add_hex(struct device_table *table, uint64_t number, unsigned int digits)
{
	add_number(&table->text, number, 16, digits, upper_digits);
}

void device_add_words(struct device_table *table, const char *text, size_t len)
{
	size_t start = table->text.len;

	strbuf_add_bytes(&table->text, text, len);
	for (char *c = table->text.text + start; *c; c++) {
		if (isspace((unsigned char)*c))
			*c = '_';
	}
}

void device_add_upper(struct device_table *table, const char *text, size_t len)
{
	size_t start = table->text.len;

	strbuf_add_bytes(&table->text, text, len);
	for (char *c = table->text.text + start; *c; c++)
		*c = toupper((unsigned char)*c);
}

static void add_text(struct device_table *table, char kind, const char *text, size_t len)
{
	if (kind == 'w')
		device_add_words(table, text, len);
	else if (kind == 'S')
		device_add_upper(table, text, len);
	else
		strbuf_add_bytes(&table->text, text, len);
}

static bool is_any(const struct device_table *table, const struct device_piece *piece,
		   const unsigned char *entry, uint32_t flags)
{
	const struct device_member *member = piece->member;

	if (piece->condition == '&')
		return !(flags & piece->value);
	if (piece->condition != '?')
		return false;
	if (is_text(piece->kind))
		return !entry[member->offset];
	return device_number(table, entry + member->offset, member->size) == piece->value;
}

static void add_member(struct device_table *table, const struct device_piece *piece,
		       const unsigned char *bytes)
{
	const struct device_member *member = piece->member;
	struct strbuf *out = &table->text;

	switch (piece->kind) {
	case 'X':
	case 'x':
		add_number(out, device_number(table, bytes, member->size), 16, piece->digits,
			   piece->kind == 'x' ? lower_digits : upper_digits);
		break;
	case 'd':
		add_number(out, device_number(table, bytes, member->size), 10, piece->digits,
			   lower_digits);
		break;
	case 'h':
		add_bytes(out, bytes, member->size, lower_digits);
		break;
	case 'u':
		add_guid(out, bytes, true, lower_digits);
		break;
	case 'U':
		strbuf_add(out, "{");
		add_guid(out, bytes, true, upper_digits);
		strbuf_add(out, "}");
		break;
	case 'r':
		add_guid(out, bytes, false, lower_digits);
		break;
	default:
		add_text(table, piece->kind, (const char *)bytes,
			 strnlen((const char *)bytes, member->size));
	}
}

void device_format_add(struct device_table *table, const unsigned char *entry, const char *insert)
{
	const struct device_format *format = table->format;
	uint32_t flags = 0;

	if (format->flags)
		flags = device_number(table, entry + format->flags->offset, format->flags->size);

	for (size_t i = 0; i < format->nr_pieces; i++) {
		const struct device_piece *piece = &format->pieces[i];

		strbuf_add_bytes(&table->text, piece->literal, piece->literal_len);
		if (piece->is_insert)
			strbuf_add(&table->text, insert);
		else if (piece->member && is_any(table, piece, entry, flags))
			strbuf_add(&table->text, "*");
		else if (piece->member)
			add_member(table, piece, entry + piece->member->offset);
	}
}
