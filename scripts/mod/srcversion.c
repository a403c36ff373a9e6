// SPDX-License-Identifier: GPL-2.0-only
#include "srcversion.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/hash_table.h"
#include "lib/strbuf.h"
#include "lib/text.h"
#include "lib/text_file.h"
#include "modversions.h"

#define SRCVERSION_DIGITS 23

enum source_result {
	SOURCE_HASHED,
	SOURCE_MALFORMED, /* there will be no source version */
	SOURCE_UNREADABLE, /* a fatal message was added */
};

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Copy the string literal at *@source, quotes included, to @to; let *@source be what follows it. */
static char *copy_string(char *to, const char **source)
{
	const char *from = *source;

	do
		*to++ = *from++;
	while (*from && (*from != '"' || from[-1] == '\\'));
	if (*from)
		*to++ = *from++;
	*source = from;
	return to;
}

/* Asterisks are frequent in comments, slashes are not. */
static const char *skip_comment(const char *source)
{
	const char *slash = source + 1;

	do
		slash = strchr(slash + 1, '/');
	while (slash && slash[-1] != '*');
	return slash ? slash + 1 : source + strlen(source);
}

enum character {
	COPIED,
	DROPPED,
	SPECIAL,
};

/* Normalise @text in place, and return its length. What is read is never behind what is written. */
static size_t normalise(char *text)
{
	static const unsigned char kinds[UCHAR_MAX + 1] = {
		[' '] = DROPPED,  ['\t'] = DROPPED, ['\n'] = DROPPED, ['\v'] = DROPPED,
		['\f'] = DROPPED, ['\r'] = DROPPED, ['\0'] = SPECIAL, ['"'] = SPECIAL,
		['\\'] = SPECIAL, ['/'] = SPECIAL,
	};
	const char *source = text;
	char *to = text;

	for (;;) {
		unsigned char kind;

		/* Without a branch for blanks, which nobody could predict. */
		while ((kind = kinds[(unsigned char)*source]) != SPECIAL) {
			*to = *source++;
			to += kind == COPIED;
		}
		if (!*source)
			return to - text;
		if (*source == '"')
			to = copy_string(to, &source);
		else if (source[0] == '\\' && source[1] == '\n')
			source += 2;
		else if (source[0] == '/' && source[1] == '*')
			source = skip_comment(source);
		else
			*to++ = *source++;
	}
}

void srcversion_add_source(struct md4 *md4, char *source)
{
	md4_add(md4, source, normalise(source));
}

/* Of one module. */
struct digesting {
	struct md4 md4;
	struct facts *facts;
	struct hash_table headers; /* path to struct header: most belong to several sources */
	struct hash_table *crc_lines;
};

struct header {
	char *text;
	size_t len;
};

static enum source_result add_source(struct digesting *digesting, const char *path)
{
	char *source = facts_read_input(digesting->facts, path);

	if (!source) {
		diagnose_system(&digesting->facts->diagnostics, path, errno);
		return SOURCE_UNREADABLE;
	}
	srcversion_add_source(&digesting->md4, source);
	free(source);
	return SOURCE_HASHED;
}

static enum source_result add_header(struct digesting *digesting, const char *path)
{
	struct header *header = hash_table_find(&digesting->headers, path);
	struct facts *facts = digesting->facts;
	char *text;

	if (!header) {
		text = facts_read_input(facts, path);
		if (!text) {
			diagnose_system(&facts->diagnostics, path, errno);
			return SOURCE_UNREADABLE;
		}
		header = xmalloc(sizeof(*header));
		header->text = text;
		header->len = normalise(text);
		path = facts->inputs[facts->nr_inputs - 1].path;
		*hash_table_place(&digesting->headers, path) = header;
	}
	md4_add(&digesting->md4, header->text, header->len);
	return SOURCE_HASHED;
}

static void free_headers(struct hash_table *headers)
{
	for (size_t i = 0; i < headers->size; i++) {
		struct header *header = headers->slots[i].value;

		if (header)
			free(header->text);
		free(header);
	}
	hash_table_free(headers);
}

bool srcversion_covers(const char *path, const char *dir)
{
	const char *slash = strrchr(path, '/');
	size_t len = strlen(dir);

	/* Nearly all are elsewhere. */
	if (!slash || !len || (size_t)(slash + 1 - path) < len || memcmp(slash + 1 - len, dir, len))
		return false;
	return strstr(path, dir) + len == slash + 1;
}

static enum source_result add_dependency(struct digesting *digesting, char *line, const char *dir)
{
	/* Every other one */
	if (starts_with(line, "$(wildcard "))
		return SOURCE_HASHED;
	line[strcspn(line, " \t\v\f\r")] = '\0';
	return srcversion_covers(line, dir) ? add_header(digesting, line) : SOURCE_HASHED;
}

static enum source_result add_listed_sources(struct digesting *digesting, char *record,
					     const char *dir)
{
	enum source_result result = SOURCE_HASHED;
	bool in_dependencies = false;
	char *line;

	while (result == SOURCE_HASHED && (line = text_next_line(&record)) != NULL) {
		while (is_space(*line))
			line++;

		if (starts_with(line, "source_")) {
			const char *blank = strrchr(line, ' ');

			if (!blank) {
				diagnose(&digesting->facts->diagnostics, MSG_MALFORMED_SOURCE,
					 line);
				return SOURCE_MALFORMED;
			}
			result = add_source(digesting, blank + 1);
		} else if (starts_with(line, "deps_")) {
			in_dependencies = true;
		} else if (in_dependencies) {
			size_t len = strlen(line);

			if (!len || line[len - 1] != '\\')
				break;
			result = add_dependency(digesting, line, dir);
		}
	}
	return result;
}

static enum source_result add_object(struct digesting *digesting, const char *object)
{
	struct facts *facts = digesting->facts;
	const char *base = path_base(object);
	char *dir = arena_strndup(&facts->arena, object, base - object);
	enum source_result result = SOURCE_UNREADABLE;
	struct strbuf path = { 0 };
	char *record;

	strbuf_printf(&path, "%s.%s.cmd", dir, base);
	record = facts_read_input(facts, path.text);
	if (record) {
		if (digesting->crc_lines)
			modversions_keep_lines(digesting->crc_lines, path.text, record, facts);
		result = add_listed_sources(digesting, record, dir);
	} else {
		diagnose_system(&facts->diagnostics, path.text, errno);
	}
	free(record);
	strbuf_free(&path);
	return result;
}

static enum source_result add_objects(struct digesting *digesting, char *list)
{
	enum source_result result = SOURCE_HASHED;
	char *object;

	while (result == SOURCE_HASHED && (object = text_next_line(&list)) != NULL) {
		if (*object && !ends_with(object, ".a"))
			result = add_object(digesting, object);
	}
	return result;
}

bool srcversion_read(struct facts *facts, struct hash_table *crc_lines)
{
	struct digesting digesting = { .facts = facts, .crc_lines = crc_lines };
	enum source_result result = SOURCE_UNREADABLE;
	char digits[SRCVERSION_DIGITS + 1];
	struct strbuf path = { 0 };
	char *list;

	strbuf_printf(&path, "%s.mod", facts->name);
	list = facts_read_input(facts, path.text);
	if (list) {
		md4_init(&digesting.md4);
		result = add_objects(&digesting, list);
	} else {
		diagnose_system(&facts->diagnostics, path.text, errno);
	}
	free(list);
	strbuf_free(&path);
	free_headers(&digesting.headers);

	if (result == SOURCE_HASHED) {
		md4_finish(&digesting.md4, digits, SRCVERSION_DIGITS);
		facts->srcversion = arena_strdup(&facts->arena, digits);
	}
	return result != SOURCE_UNREADABLE;
}
