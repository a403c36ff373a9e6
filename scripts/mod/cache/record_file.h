/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file of records that one run leaves to the next: a header, then records of a length, a digest and
 * bytes, which begin with a name and a NUL; all in host order. The key in the header says what they go by; with another
 * one the file is as good as none. Nothing about such a file is an error.
 */
#ifndef MODPOST_CACHE_RECORD_FILE_H
#define MODPOST_CACHE_RECORD_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/uio.h>

#include "lib/hash_table.h"
#include "lib/memory.h"

struct record {
	const char *name; /* where its bytes begin */
	const char *content; /* what follows the name */
	size_t content_len;
	struct record *next;
	bool is_used, is_wrong; /* for whoever uses the records */
};

/* All-zero is a file without records. */
struct record_file {
	char *image;
	size_t size;
	struct arena arena;
	struct record *first; /* in the order of the file */
	size_t nr_records;
	struct hash_table names;
};

/* Read the file @path, if it is this user's and has this key. Its records stay until record_file_close(). */
void record_file_open(struct record_file *file, const char *path, uint64_t key);
void record_file_close(struct record_file *file);

/* The record of that name, if its bytes are those that were written, or NULL. Any thread may ask. */
struct record *record_file_find(const struct record_file *file, const char *name);

/* Records that wait to be written. All-zero is none. */
struct record_writer {
	struct arena arena; /* holds their headers */
	struct iovec *pieces;
	size_t nr, capacity;
	size_t nr_records;
	bool failed; /* one was too long */
};

/* The bytes, name included, have to stay until the records are written. */
void record_writer_add(struct record_writer *writer, const void *bytes, size_t len);
/* A record of a file that is open. */
void record_writer_copy(struct record_writer *writer, const struct record *record);

/* False, with errno set or not, if they could not all be written to @fd. */
bool record_writer_write(const struct record_writer *writer, int fd, uint64_t key);
void record_writer_free(struct record_writer *writer);

#endif
