// SPDX-License-Identifier: GPL-2.0-only
#include "lib/strbuf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"

void strbuf_reserve(struct strbuf *buf, size_t len)
{
	size_t needed = buf->len + len + 1;

	if (needed > buf->size) {
		buf->size = needed > 2 * buf->size ? needed + 256 : 2 * buf->size;
		buf->text = xrealloc(buf->text, buf->size);
	}
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

	for (size_t i = 0; i < 8; i++, number <<= 4)
		digits[2 + i] = "0123456789abcdef"[number >> 28];
	strbuf_add_bytes(buf, digits, sizeof(digits) - 1);
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
