// SPDX-License-Identifier: GPL-2.0-only
#include "srcversion.h"

#include <ctype.h>
#include <errno.h>
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

/* Add the string literal at @source, quotes included, and return what follows it. */
static const char *add_string(struct md4 *md4, const char *source)
{
	do
		md4_add(md4, *source++);
	while (*source && (*source != '"' || source[-1] == '\\'));
	if (*source)
		md4_add(md4, *source++);
	return source;
}

static const char *skip_comment(const char *source)
{
	const char *end = strstr(source + 1, "*/");

	return end ? end + 2 : source + strlen(source);
}

void srcversion_add_source(struct md4 *md4, const char *source)
{
	while (*source) {
		if (source[0] == '\\' && source[1] == '\n')
			source += 2;
		else if (isspace((unsigned char)*source))
			source++;
		else if (*source == '"')
			source = add_string(md4, source);
		else if (source[0] == '/' && source[1] == '*')
			source = skip_comment(source);
		else
			md4_add(md4, *source++);
	}
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
		while (isspace((unsigned char)*line))
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
