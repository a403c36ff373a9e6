/* SPDX-License-Identifier: GPL-2.0-only */
/* A text that grows: no limit on its length or on that of one addition. */
#ifndef MODPOST_STRBUF_H
#define MODPOST_STRBUF_H

#include <stddef.h>
#include <stdint.h>

/* All-zero is an empty text; @text is NULL until something was added. */
struct strbuf {
	char *text; /* always NUL-terminated */
	size_t len;
	size_t size;
};

void strbuf_add(struct strbuf *buf, const char *text);
void strbuf_add_bytes(struct strbuf *buf, const void *bytes, size_t len);
void strbuf_printf(struct strbuf *buf, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Add @number as "0x" and eight digits. */
void strbuf_add_hex(struct strbuf *buf, uint32_t number);

/* Make it empty, keeping the memory for the next text. */
void strbuf_reset(struct strbuf *buf);
void strbuf_free(struct strbuf *buf);

#endif
