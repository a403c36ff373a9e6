// SPDX-License-Identifier: GPL-2.0-only
#include "srcversion.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "strbuf.h"
#include "text_file.h"

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

static const char *skip_comment(const char *source)
{
	const char *end = strstr(source + 1, "*/");

	return end ? end + 2 : source + strlen(source);
}

/* Normalise @text in place, and return its length. What is read is never behind what is written. */
static size_t normalise(char *text)
{
	static const bool is_special[UCHAR_MAX + 1] = {
		['\0'] = true, [' '] = true,  ['\t'] = true, ['\n'] = true, ['\v'] = true,
		['\f'] = true, ['\r'] = true, ['"'] = true,  ['\\'] = true, ['/'] = true,
	};
	const char *source = text;
	char *to = text;

	for (;;) {
		while (!is_special[(unsigned char)*source])
			*to++ = *source++;

		if (!*source)
			return to - text;
		if (is_space(*source))
			source++;
		else if (*source == '"')
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

static enum source_result add_file(struct md4 *md4, const char *path, struct facts *facts)
{
	char *source = text_file_read(path);

	if (!source) {
		diagnose_system(&facts->diagnostics, path, errno);
		return SOURCE_UNREADABLE;
	}
	srcversion_add_source(md4, source);
	free(source);
	return SOURCE_HASHED;
}

bool srcversion_covers(const char *path, const char *dir)
{
	const char *found = strstr(path, dir);
	const char *slash = strrchr(path, '/');

	return found && *dir && found + strlen(dir) == slash + 1;
}

static enum source_result add_dependency(struct md4 *md4, char *line, const char *dir,
					 struct facts *facts)
{
	line[strcspn(line, " \t\v\f\r")] = '\0';
	return srcversion_covers(line, dir) ? add_file(md4, line, facts) : SOURCE_HASHED;
}

static enum source_result add_listed_sources(struct md4 *md4, char *record, const char *dir,
					     struct facts *facts)
{
	enum source_result result = SOURCE_HASHED;
	bool in_dependencies = false;
	char *line;

	while (result == SOURCE_HASHED && (line = text_next_line(&record)) != NULL) {
		while (is_space(*line))
			line++;

		if (!strncmp(line, "source_", strlen("source_"))) {
			const char *blank = strrchr(line, ' ');

			if (!blank) {
				diagnose(&facts->diagnostics, MSG_MALFORMED_SOURCE, line);
				return SOURCE_MALFORMED;
			}
			result = add_file(md4, blank + 1, facts);
		} else if (!strncmp(line, "deps_", strlen("deps_"))) {
			in_dependencies = true;
		} else if (in_dependencies) {
			size_t len = strlen(line);

			if (!len || line[len - 1] != '\\')
				break;
			result = add_dependency(md4, line, dir, facts);
		}
	}
	return result;
}

static enum source_result add_object(struct md4 *md4, const char *object, struct facts *facts)
{
	const char *base = path_base(object);
	char *dir = arena_strndup(&facts->arena, object, base - object);
	enum source_result result = SOURCE_UNREADABLE;
	struct strbuf path = { 0 };
	char *record;

	strbuf_printf(&path, "%s.%s.cmd", dir, base);
	record = text_file_read(path.text);
	if (record)
		result = add_listed_sources(md4, record, dir, facts);
	else
		diagnose_system(&facts->diagnostics, path.text, errno);
	free(record);
	strbuf_free(&path);
	return result;
}

static enum source_result add_objects(struct md4 *md4, char *list, struct facts *facts)
{
	enum source_result result = SOURCE_HASHED;
	char *object;

	while (result == SOURCE_HASHED && (object = text_next_line(&list)) != NULL) {
		size_t len = strlen(object);
		bool is_archive = len >= 2 && !strcmp(object + len - 2, ".a");

		if (len && !is_archive)
			result = add_object(md4, object, facts);
	}
	return result;
}

bool srcversion_read(struct facts *facts)
{
	enum source_result result = SOURCE_UNREADABLE;
	char digits[SRCVERSION_DIGITS + 1];
	struct strbuf path = { 0 };
	struct md4 md4;
	char *list;

	strbuf_printf(&path, "%s.mod", facts->name);
	list = text_file_read(path.text);
	if (list) {
		md4_init(&md4);
		result = add_objects(&md4, list, facts);
	} else {
		diagnose_system(&facts->diagnostics, path.text, errno);
	}
	free(list);
	strbuf_free(&path);

	if (result == SOURCE_HASHED) {
		md4_finish(&md4, digits, SRCVERSION_DIGITS);
		facts->srcversion = arena_strdup(&facts->arena, digits);
	}
	return result != SOURCE_UNREADABLE;
}
