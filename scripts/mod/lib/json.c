// SPDX-License-Identifier: GPL-2.0-only
#include "lib/json.h"

/* The number of bytes of the UTF-8 character at @text; 0 if it is none. Its NUL ends a text in every case. */
static size_t character_length(const unsigned char *text)
{
	/* The shortest form only, no surrogates, nothing above U+10FFFF: by the range of the second byte. */
	static const struct {
		unsigned char first, last; /* first byte */
		unsigned char low, high; /* second byte */
		size_t len;
	} forms[] = {
		{ 0xc2, 0xdf, 0x80, 0xbf, 2 }, { 0xe0, 0xe0, 0xa0, 0xbf, 3 },
		{ 0xe1, 0xec, 0x80, 0xbf, 3 }, { 0xed, 0xed, 0x80, 0x9f, 3 },
		{ 0xee, 0xef, 0x80, 0xbf, 3 }, { 0xf0, 0xf0, 0x90, 0xbf, 4 },
		{ 0xf1, 0xf3, 0x80, 0xbf, 4 }, { 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};

	if (*text < 0x80)
		return 1;
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		size_t len = 2;

		if (*text < forms[i].first || *text > forms[i].last)
			continue;
		if (text[1] < forms[i].low || text[1] > forms[i].high)
			return 0;
		while (len < forms[i].len && (text[len] & 0xc0) == 0x80)
			len++;
		return len == forms[i].len ? len : 0;
	}
	return 0;
}

/* The number of bytes from @text on that stand for themselves. */
static size_t plain_length(const unsigned char *text)
{
	size_t len = 0;

	while (text[len] >= 0x20 && text[len] < 0x80 && text[len] != '"' && text[len] != '\\' &&
	       text[len] != '<')
		len++;
	return len;
}

static size_t add_special(struct strbuf *out, const unsigned char *text)
{
	size_t len = character_length(text);

	if (!len)
		strbuf_printf(out, "\\\\x%02x", *text);
	else if (len > 1)
		strbuf_add_bytes(out, text, len);
	else if (*text == '"' || *text == '\\')
		strbuf_printf(out, "\\%c", *text);
	else
		strbuf_printf(out, "\\u%04x", *text);
	return len ? len : 1;
}

void json_add_string(struct strbuf *out, const char *text)
{
	const unsigned char *next = (const unsigned char *)text;

	if (!text) {
		strbuf_add(out, "null");
		return;
	}
	strbuf_add(out, "\"");
	while (*next) {
		size_t plain = plain_length(next);

		strbuf_add_bytes(out, next, plain);
		next += plain;
		if (*next)
			next += add_special(out, next);
	}
	strbuf_add(out, "\"");
}
