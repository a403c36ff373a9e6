/* SPDX-License-Identifier: GPL-2.0-only */
/* A text that grows: no limit on its length or on that of one addition. */
#ifndef MODPOST_LIB_STRBUF_H
#define MODPOST_LIB_STRBUF_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* All-zero is an empty text; @text is NULL until something was added. */
struct strbuf {
	char *text; /* always NUL-terminated */
	size_t len;
	size_t size;
};

/* Make room for @len bytes more and a NUL. */
void strbuf_reserve(struct strbuf *buf, size_t len);

/* Inline, as texts are put together from many small pieces whose length is mostly known to the compiler. */
static inline void strbuf_add_bytes(struct strbuf *buf, const void *bytes, size_t len)
{
	if (len >= buf->size - buf->len)
		strbuf_reserve(buf, len);
	memcpy(buf->text + buf->len, bytes, len);
	buf->len += len;
	buf->text[buf->len] = '\0';
}

static inline void strbuf_add(struct strbuf *buf, const char *text)
{
	strbuf_add_bytes(buf, text, strlen(text));
}

void strbuf_printf(struct strbuf *buf, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Add @number as "0x" and eight digits. */
void strbuf_add_hex(struct strbuf *buf, uint32_t number);

/* Make it empty, keeping the memory for the next text. */
void strbuf_reset(struct strbuf *buf);
void strbuf_free(struct strbuf *buf);

#endif
