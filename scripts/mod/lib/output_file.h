/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files that are replaced as a whole or not at all: each is written beside its destination under a
 * temporary name, and only if its content changed; the renames come when everything was written.
 */
#ifndef MODPOST_LIB_OUTPUT_FILE_H
#define MODPOST_LIB_OUTPUT_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/file_identity.h"

struct output_file;

/* All-zero is an empty set. */
struct output_files {
	struct output_file **files;
	size_t nr;
	size_t capacity;
};

/*
 * Write @len bytes of @text for the file @path. False with errno set if that failed; nothing but
 * temporary files has changed then. Writing a file again replaces what was written first. Devices and
 * pipes are written to at once.
 */
bool output_files_write(struct output_files *outputs, const char *path, const char *text,
			size_t len);

/*
 * The same for a file @path that may have a record .<name>.cmd of how make has made it, which is not true of
 * this content: publishing removes the record before the file gets its name.
 */
bool output_files_write_unrecorded(struct output_files *outputs, const char *path, const char *text,
				   size_t len);

enum output_state {
	OUTPUT_CURRENT, /* the file has this content already */
	OUTPUT_PREPARED, /* its new content has been written under the temporary name */
	OUTPUT_UNUSUAL, /* a link or a device, only output_files_write() may touch it */
	OUTPUT_FAILED, /* errno says why */
};

/*
 * The work of output_files_write() for one file, on any thread. If *@file is not NULL afterwards, it is to be
 * given to output_files_add() or output_file_drop(). @identity, if not NULL: what OUTPUT_CURRENT was true of. No other file of the run may have the same path,
 * under whatever spelling.
 */
enum output_state output_file_prepare(struct output_file **file, const char *path, const char *text,
				      size_t len, struct file_identity *identity);

/* Has @file to come without a record, as with output_files_write_unrecorded()? */
void output_file_set_unrecorded(struct output_file *file);

/* Publish @file together with @outputs, which own it from now on. */
void output_files_add(struct output_files *outputs, struct output_file *file);

/* Remove its temporary file and release @file. */
void output_file_drop(struct output_file *file);

/* Give all written files their names. NULL, or with errno set the name of the file that failed. */
const char *output_files_publish(struct output_files *outputs);

/* Remove all temporary files. */
void output_files_discard(struct output_files *outputs);

#endif
