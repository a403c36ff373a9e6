/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file of records beside the symbol dump that one run leaves to the next. It saves time and changes no result: what
 * cannot be trusted is found out anew, and no trouble with the file is an error.
 */
#ifndef MODPOST_CACHE_KEPT_FILE_H
#define MODPOST_CACHE_KEPT_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "cache/record_file.h"
#include "lib/file_identity.h"
#include "options.h"

/* All-zero: nothing is known, and nothing will be kept. */
struct kept_file {
	char *path; /* NULL: there is none */
	char *temporary; /* the next one's name while it is written */
	bool was_interrupted; /* a run was killed between kept_file_begin() and kept_file_replace() */
	uint64_t key;
	struct record_file old; /* what the run before left */

	int fd; /* of the next one */
	bool is_begun, is_impossible;
	struct file_clock clock; /* when it was begun: only what had settled by then can be kept */
};

/*
 * Read what the last run left in .tmp_<dump>.@purpose. The options say where the dump goes, and whether files are to be
 * kept. Without the same @key, what was left is as good as nothing.
 */
void kept_file_open(struct kept_file *file, const struct options *options, const char *purpose,
		    uint64_t key);

/* Something will be looked at, to be kept. False if it cannot be. May be called again. */
bool kept_file_begin(struct kept_file *file);

/* Leave the records, and nothing else, to the next run. Those of the run before are gone then. */
void kept_file_replace(struct kept_file *file, const struct record_writer *records);

void kept_file_close(struct kept_file *file);

#endif
