/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What outputs contained when they were last compared with a text: its digest, as long as the identity of the file is the
 * same. It saves reading them to find out that they are what they should be.
 */
#ifndef MODPOST_CACHE_OUTPUT_MEMORY_H
#define MODPOST_CACHE_OUTPUT_MEMORY_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "cache/kept_file.h"
#include "lib/output_file.h"
#include "lib/strbuf.h"

struct output_memory {
	struct kept_file file;
	pthread_mutex_t lock; /* of what follows, and of beginning a new file */
	struct strbuf *news; /* records */
	size_t nr_news, news_capacity;
};

void output_memory_open(struct output_memory *memory, const struct options *options);

/* output_file_prepare(), on any thread, which may know that the file has this content already. */
enum output_state output_memory_prepare(struct output_memory *memory, struct output_file **file,
					const char *path, const char *text, size_t len);

/* Leave what is known to the next run. If the run did not come to all outputs, others may still be right, too. */
void output_memory_save(struct output_memory *memory, bool is_complete);
void output_memory_close(struct output_memory *memory);

#endif
