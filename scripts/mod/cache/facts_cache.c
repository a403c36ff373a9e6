// SPDX-License-Identifier: GPL-2.0-only
#include "cache/facts_cache.h"

#include <stdlib.h>
#include <string.h>

#include "cache/facts_codec.h"
#include "cache/program_identity.h"
#include "device/offsets.h"
#include "lib/digest.h"
#include "lib/text.h"

/* To be changed with the form of the facts. */
#define FORM "kolink facts 1"

/* A copy, and arrays, which take more room than in the file, but not that much more. */
#define POOL_PER_BYTE 5

/* What the first phase does not look at is left out. An option that is new counts until it is known not to. */
static void add_options(struct strbuf *key, const struct options *options)
{
	struct options relevant = *options;

	relevant.external = false;
	relevant.basic_versions = false;
	relevant.extended_versions = false;
	relevant.trim_unused = false;
	relevant.warn_unresolved = false;
	relevant.mismatch_fatal = false;
	relevant.allow_missing_namespaces = false;
	relevant.keep_going = false;
	relevant.all_undefined = false;
	strbuf_add_bytes(key, &relevant, offsetof(struct options, dumps_in));
	if (options->device_offsets)
		device_offsets_add(options->device_offsets, key);
}

static bool make_key(uint64_t *key, const struct options *options)
{
	struct strbuf text = { 0 };
	bool done;

	strbuf_add(&text, FORM);
	add_options(&text, options);
	done = program_identity_add(&text);
	*key = digest_of(text.text, text.len);
	strbuf_free(&text);
	return done;
}

void facts_cache_open(struct facts_cache *cache, const struct options *options, size_t nr_objects)
{
	uint64_t key;

	if (!make_key(&key, options))
		return;
	kept_file_open(&cache->file, options, "facts", key);
	/* This replaces what was left of the next one. */
	if (cache->file.was_interrupted)
		kept_file_begin(&cache->file);
	pool_init(&cache->pool, cache->file.old.size * POOL_PER_BYTE);
	cache->nr = nr_objects;
	cache->items = xcalloc(nr_objects, sizeof(*cache->items));
}

/* Are they of this object, and not a lie that leads the outputs elsewhere? */
static bool belong_to(const struct facts *facts, const char *path)
{
	size_t len = strlen(path);

	return facts->result == FACTS_COMPLETE && facts->nr_inputs &&
	       !strcmp(facts->inputs[0].path, path) && ends_with(path, ".o") &&
	       strlen(facts->name) == len - 2 && !memcmp(facts->name, path, len - 2) &&
	       facts->is_vmlinux == !strcmp(facts->name, "vmlinux");
}

static bool inputs_are_current(const struct facts *facts)
{
	for (size_t i = 0; i < facts->nr_inputs; i++) {
		const struct fact_input *input = &facts->inputs[i];
		struct file_identity identity = file_identity_at(input->path);

		if (file_identity_is_none(&identity) ||
		    !file_identity_equals(&identity, &input->identity))
			return false;
	}
	return true;
}

/*
 * Out of the file, which may be gone soon: to remove a large one that is still in use takes as long as to resolve all
 * symbols, and would come at the end.
 */
static const char *copy_content(struct facts_cache *cache, const struct record *record)
{
	char *copy = pool_take(&cache->pool, record->content_len);

	return copy ? memcpy(copy, record->content, record->content_len) : NULL;
}

bool facts_cache_take(struct facts_cache *cache, size_t i, const char *path, struct facts *facts)
{
	const struct record *record = record_file_find(&cache->file.old, path);
	const char *content = record ? copy_content(cache, record) : NULL;

	if (!content || !facts_decode(facts, content, record->content_len, &cache->pool) ||
	    !belong_to(facts, path) || !inputs_are_current(facts))
		return false;
	cache->items[i].record = record;
	return true;
}

void facts_cache_begin(struct facts_cache *cache)
{
	kept_file_begin(&cache->file);
}

static bool inputs_are_settled(const struct facts *facts, const struct file_clock *clock)
{
	for (size_t i = 0; i < facts->nr_inputs; i++) {
		if (!file_identity_is_settled(&facts->inputs[i].identity, clock))
			return false;
	}
	return true;
}

void facts_cache_keep(struct facts_cache *cache, size_t i, const struct facts *facts)
{
	struct strbuf *bytes;

	if (!cache->file.is_begun || facts->result != FACTS_COMPLETE ||
	    !inputs_are_settled(facts, &cache->file.clock))
		return;
	bytes = &cache->items[i].bytes;
	strbuf_add_bytes(bytes, facts->inputs[0].path, strlen(facts->inputs[0].path) + 1);
	if (!facts_encode(facts, bytes))
		strbuf_free(bytes);
}

bool facts_cache_has_news(const struct facts_cache *cache)
{
	size_t nr_taken = 0;

	for (size_t i = 0; i < cache->nr; i++) {
		if (cache->items[i].bytes.len)
			return true;
		nr_taken += cache->items[i].record != NULL;
	}
	return nr_taken != cache->file.old.nr_records;
}

void facts_cache_save(struct facts_cache *cache)
{
	struct record_writer writer = { 0 };

	for (size_t i = 0; i < cache->nr; i++) {
		const struct cached_facts *item = &cache->items[i];

		if (item->record)
			record_writer_copy(&writer, item->record);
		else if (item->bytes.len)
			record_writer_add(&writer, item->bytes.text, item->bytes.len);
	}
	kept_file_replace(&cache->file, &writer);
	record_writer_free(&writer);
}

void facts_cache_close(struct facts_cache *cache)
{
	for (size_t i = 0; i < cache->nr; i++)
		strbuf_free(&cache->items[i].bytes);
	free(cache->items);
	pool_free(&cache->pool);
	kept_file_close(&cache->file);
	memset(cache, 0, sizeof(*cache));
}
