/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files that are replaced as a whole or not at all: each is written beside its destination under a
 * temporary name, and only if its content changed; the renames come when everything was written.
 */
#ifndef MODPOST_OUTPUT_FILE_H
#define MODPOST_OUTPUT_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct output_file;

/* All-zero is an empty set. */
struct output_files {
	struct output_file **files;
	size_t nr;
	size_t capacity;
};

/*
 * Write @len bytes of @text for the file @path. False with errno set if that failed; nothing but
 * temporary files has changed then. Writing a file again replaces what was written first. Devices and pipes are written to at once.
 */
bool output_files_write(struct output_files *outputs, const char *path, const char *text,
			size_t len);

/* Does the file @path hold exactly these bytes? */
bool output_file_is_current(const char *path, const char *text, size_t len);

/* Give all written files their names. NULL, or with errno set the name of the file that failed. */
const char *output_files_publish(struct output_files *outputs);

/* Remove all temporary files. */
void output_files_discard(struct output_files *outputs);

#endif
