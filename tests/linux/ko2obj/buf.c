// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "buf.h"

#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *xcalloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size);

	if (!p)
		err(1, "out of memory");
	return p;
}

__attribute__((format(printf, 1, 2))) char *xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *s;
	int len;

	va_start(ap, fmt);
	len = vasprintf(&s, fmt, ap);
	va_end(ap);
	if (len < 0)
		err(1, "out of memory");
	return s;
}

size_t buf_add(struct buf *b, const void *data, size_t len)
{
	size_t at = b->len;

	if (b->len + len > b->room) {
		b->room = (b->len + len) * 2;
		b->data = realloc(b->data, b->room);
		if (!b->data)
			err(1, "out of memory");
	}
	if (len)
		memcpy(b->data + at, data, len);
	b->len += len;
	return at;
}

size_t buf_str(struct buf *b, const char *s)
{
	return buf_add(b, s, strlen(s) + 1);
}

__attribute__((format(printf, 2, 3))) void buf_text(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	if (vasprintf(&s, fmt, ap) < 0)
		err(1, "out of memory");
	va_end(ap);
	buf_add(b, s, strlen(s));
	free(s);
}

void buf_align(struct buf *b, size_t align)
{
	while (b->len % align)
		buf_add(b, "", 1);
}
