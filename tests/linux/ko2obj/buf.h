/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory and text; nothing here returns without success. */
#ifndef KO2OBJ_BUF_H
#define KO2OBJ_BUF_H

#include <stddef.h>

/* A growing byte buffer. */
struct buf {
	char *data;
	size_t len;
	size_t room;
};

/* Zeroed memory, at least a byte. */
void *xcalloc(size_t n, size_t size);
__attribute__((format(printf, 1, 2))) char *xasprintf(const char *fmt, ...);

/* Both append and return where the bytes begin; the NUL of a string is appended, too. */
size_t buf_add(struct buf *b, const void *data, size_t len);
size_t buf_str(struct buf *b, const char *s);

/* Appends formatted text, without its NUL. */
__attribute__((format(printf, 2, 3))) void buf_text(struct buf *b, const char *fmt, ...);

/* Appends zeros up to a multiple of @align. */
void buf_align(struct buf *b, size_t align);

#endif
