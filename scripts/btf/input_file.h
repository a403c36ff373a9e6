/* SPDX-License-Identifier: GPL-2.0-only */
/* Whole files in memory, read-only. */
#ifndef BTF_INPUT_FILE_H
#define BTF_INPUT_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct input_file {
	const unsigned char *data;
	size_t size;
	void *mapping, *copy; /* what is to be released: one of them, or none */
};

/* Map the regular file @path: for long files, of which few pages may be looked at. False with errno set if it fails. */
bool input_file_map(struct input_file *file, const char *path);

/* Copy it instead: cheaper for short ones, and nobody can change the copy. */
bool input_file_read(struct input_file *file, const char *path);

/* All-zero is no file, which is fine, too. */
void input_file_close(struct input_file *file);

#endif
