// SPDX-License-Identifier: GPL-2.0-only
#include "cache/output_memory.h"

#include <stdlib.h>
#include <string.h>

#include "lib/digest.h"

/* To be changed with struct remembered_text. */
#define FORM 1

/* What a record has behind the path. */
struct remembered_text {
	struct file_identity identity;
	uint64_t digest, len;
};

/* A killed run may have left temporary files, which preparing the outputs removes. */
void output_memory_open(struct output_memory *memory, const struct options *options)
{
	memset(memory, 0, sizeof(*memory));
	pthread_mutex_init(&memory->lock, NULL);
	kept_file_open(&memory->file, options, "outputs", FORM);
	if (memory->file.was_interrupted)
		record_file_close(&memory->file.old);
}

static bool is_remembered(const struct record *record, const char *path,
			  const struct remembered_text *text)
{
	struct file_identity identity;
	struct remembered_text known;

	if (!record || record->content_len != sizeof(known))
		return false;
	memcpy(&known, record->content, sizeof(known));
	if (known.digest != text->digest || known.len != text->len)
		return false;
	/* Links are for output_files_write(). */
	identity = file_identity_at_itself(path);
	return !file_identity_is_none(&identity) &&
	       file_identity_equals(&identity, &known.identity);
}

static void begin(struct output_memory *memory)
{
	pthread_mutex_lock(&memory->lock);
	kept_file_begin(&memory->file);
	pthread_mutex_unlock(&memory->lock);
}

static void remember(struct output_memory *memory, const char *path,
		     const struct remembered_text *text)
{
	struct strbuf bytes = { 0 };

	if (!file_identity_is_settled(&text->identity, &memory->file.clock))
		return;
	strbuf_add_bytes(&bytes, path, strlen(path) + 1);
	strbuf_add_bytes(&bytes, text, sizeof(*text));
	pthread_mutex_lock(&memory->lock);
	*array_push(memory->news, memory->nr_news, memory->news_capacity) = bytes;
	pthread_mutex_unlock(&memory->lock);
}

enum output_state output_memory_prepare(struct output_memory *memory, struct output_file **file,
					const char *path, const char *text, size_t len)
{
	struct remembered_text now = { .len = len };
	enum output_state state;
	struct record *record;

	if (!memory->file.path)
		return output_file_prepare(file, path, text, len, NULL);
	now.digest = digest_of(text, len);
	record = record_file_find(&memory->file.old, path);
	if (is_remembered(record, path, &now)) {
		record->is_used = true;
		*file = NULL;
		return OUTPUT_CURRENT;
	}
	if (record)
		record->is_wrong = true;

	/* The clock has to be looked at before the file. */
	begin(memory);
	state = output_file_prepare(file, path, text, len, &now.identity);
	if (state == OUTPUT_CURRENT)
		remember(memory, path, &now);
	return state;
}

void output_memory_save(struct output_memory *memory, bool is_complete)
{
	const struct record *record = memory->file.old.first;
	struct record_writer writer = { 0 };

	for (; record; record = record->next) {
		if (record->is_used || (!is_complete && !record->is_wrong))
			record_writer_copy(&writer, record);
	}
	for (size_t i = 0; i < memory->nr_news; i++)
		record_writer_add(&writer, memory->news[i].text, memory->news[i].len);
	if (memory->nr_news || writer.nr_records != memory->file.old.nr_records)
		kept_file_replace(&memory->file, &writer);
	record_writer_free(&writer);
}

void output_memory_close(struct output_memory *memory)
{
	for (size_t i = 0; i < memory->nr_news; i++)
		strbuf_free(&memory->news[i]);
	free(memory->news);
	kept_file_close(&memory->file);
	pthread_mutex_destroy(&memory->lock);
	memset(memory, 0, sizeof(*memory));
}
