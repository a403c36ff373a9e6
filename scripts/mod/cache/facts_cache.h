/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The facts of the run before, of objects that have not changed since: an object whose facts are taken is not read. Facts
 * are kept of whatever was read without fail, also by a run that ends with errors.
 */
#ifndef MODPOST_CACHE_FACTS_CACHE_H
#define MODPOST_CACHE_FACTS_CACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "cache/kept_file.h"
#include "facts.h"
#include "lib/pool.h"
#include "lib/strbuf.h"
#include "options.h"

/* All-zero: nothing is known, and nothing will be kept. */
struct facts_cache {
	struct kept_file file;
	struct pool pool; /* for what is taken */

	/* Of each object of the run: the record that was taken, or the bytes of a new one, or neither. */
	struct cached_facts {
		const struct record *record;
		struct strbuf bytes;
	} * items;
	size_t nr;
};

void facts_cache_open(struct facts_cache *cache, const struct options *options, size_t nr_objects);

/*
 * Fill @facts with those of the object @path, the one at @i in the order of the run. Any thread may do that for any
 * object. False, with nothing to release, unless all files that they came from are what they were. Strings and arrays
 * stay in the cache.
 */
bool facts_cache_take(struct facts_cache *cache, size_t i, const char *path, struct facts *facts);

/* Objects will be read. */
void facts_cache_begin(struct facts_cache *cache);

/* The facts of one of them. Any thread may do that. They are kept if each change to what they came from will show. */
void facts_cache_keep(struct facts_cache *cache, size_t i, const struct facts *facts);

/* Will the next run not find the same facts anyhow? */
bool facts_cache_has_news(const struct facts_cache *cache);

/* Leave all facts to the next run. */
void facts_cache_save(struct facts_cache *cache);

/* The facts that were taken are gone then. */
void facts_cache_close(struct facts_cache *cache);

#endif
