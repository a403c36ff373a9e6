// SPDX-License-Identifier: GPL-2.0-only
#include "strbuf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

static char *strbuf_reserve(struct strbuf *buf, size_t len)
{
	size_t needed = buf->len + len + 1;

	if (needed > buf->size) {
		buf->size = needed > 2 * buf->size ? needed + 256 : 2 * buf->size;
		buf->text = xrealloc(buf->text, buf->size);
	}
	return buf->text + buf->len;
}

void strbuf_add_bytes(struct strbuf *buf, const void *bytes, size_t len)
{
	char *end = strbuf_reserve(buf, len);

	memcpy(end, bytes, len);
	end[len] = '\0';
	buf->len += len;
}

void strbuf_add(struct strbuf *buf, const char *text)
{
	strbuf_add_bytes(buf, text, strlen(text));
}

void strbuf_printf(struct strbuf *buf, const char *format, ...)
{
	va_list args;
	int len;

	/* Nearly always there is room, and one attempt does. */
	strbuf_reserve(buf, 0);
	va_start(args, format);
	len = vsnprintf(buf->text + buf->len, buf->size - buf->len, format, args);
	va_end(args);
	if (len < 0)
		return;

	if ((size_t)len >= buf->size - buf->len) {
		strbuf_reserve(buf, len);
		va_start(args, format);
		vsnprintf(buf->text + buf->len, len + 1, format, args);
		va_end(args);
	}
	buf->len += len;
}

void strbuf_add_hex(struct strbuf *buf, uint32_t number)
{
	char digits[] = "0x00000000";
	size_t len = strlen(digits);

	for (size_t i = len; number; number >>= 4)
		digits[--i] = "0123456789abcdef"[number & 15];
	strbuf_add_bytes(buf, digits, len);
}

void strbuf_reset(struct strbuf *buf)
{
	buf->len = 0;
	if (buf->text)
		buf->text[0] = '\0';
}

void strbuf_free(struct strbuf *buf)
{
	free(buf->text);
	memset(buf, 0, sizeof(*buf));
}
