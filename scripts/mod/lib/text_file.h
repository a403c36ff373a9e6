/* SPDX-License-Identifier: GPL-2.0-only */
/* Whole text files, read line by line. */
#ifndef MODPOST_LIB_TEXT_FILE_H
#define MODPOST_LIB_TEXT_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct file_identity;

/*
 * The content of the file @path up to its first NUL byte, to be freed by the caller. Pipes work too.
 * NULL with errno set if it cannot be read.
 */
char *text_file_read(const char *path);

/* The same, past NUL bytes too: the file has *@size bytes, and a NUL byte follows. */
char *whole_file_read(const char *path, size_t *size);

/* The same, with the identity of what was read: none if it was not a file of that size. */
char *text_file_read_as(const char *path, struct file_identity *identity);

/*
 * Cut the next line off *@rest and return it without its newline; NULL at the end of the text.
 * A last line without newline counts, an empty rest does not.
 */
char *text_next_line(char **rest);

#endif
