/* SPDX-License-Identifier: GPL-2.0-only */
/* Contents of files. */
#ifndef FUZZ_BYTES_H
#define FUZZ_BYTES_H

#include <stdbool.h>
#include <stddef.h>

struct bytes {
	unsigned char *data; /* on the heap, never NULL */
	size_t len;
};

struct bytes bytes_copy(const struct bytes *bytes);
void bytes_free(struct bytes *bytes);

/* Put @len bytes of @source in place of @old_len bytes at @at. @source is not part of @bytes. */
void bytes_replace(struct bytes *bytes, size_t at, size_t old_len, const void *source, size_t len);

/* Whole files. Reading is false when there is no such file; all other trouble ends the program. */
bool bytes_read(struct bytes *bytes, const char *path);
void bytes_write(const struct bytes *bytes, const char *path);

/* Print a reason and exit with status 2. */
void die(const char *what, const char *path) __attribute__((noreturn));

#endif
