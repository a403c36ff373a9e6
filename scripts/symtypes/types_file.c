// SPDX-License-Identifier: GPL-2.0-only
#include "types_file.h"

#include <stdlib.h>
#include <string.h>

#include "lib/text.h"
#include "lib/text_file.h"
#include "tokens.h"

/* Parts a line: its name is ended with a NUL. False for an empty one. */
static bool split_line(char *line, char **name, char **definition)
{
	const char *rest = line, *end;
	struct token token;
	size_t len;

	/* In a file that somebody edited, to let a type count as unchanged */
	if (starts_with(line, "override "))
		rest += strlen("override ");
	end = rest + strlen(rest);
	if (!token_next(&rest, end, &token))
		return false;
	*name = line + (token.text - line);
	*definition = line + (rest - line) + (rest < end);
	len = strlen(*definition);
	while (len && strchr(" \t\r", (*definition)[len - 1]))
		len--;
	(*definition)[len] = '\0';
	(*name)[token.len] = '\0';
	return true;
}

static size_t count_lines(const char *text)
{
	size_t nr = 1;

	for (; (text = strchr(text, '\n')); text++)
		nr++;
	return nr;
}

bool types_file_read(struct types_file *file, const char *path)
{
	char *rest, *line, *name, *definition;

	memset(file, 0, sizeof(*file));
	file->text = rest = text_file_read(path);
	if (!rest)
		return false;
	file->types = xcalloc(count_lines(rest), sizeof(*file->types));
	while ((line = text_next_line(&rest))) {
		void **place;

		if (!split_line(line, &name, &definition))
			continue;
		place = hash_table_place(&file->by_name, name);
		if (*place)
			continue;
		*place = &file->types[file->nr++];
		*(struct type *)*place = (struct type){ .name = name, .definition = definition };
	}
	file->reached = xmalloc_array(file->nr, sizeof(*file->reached));
	return true;
}

void types_file_free(struct types_file *file)
{
	free(file->text);
	free(file->types);
	free(file->reached);
	hash_table_free(&file->by_name);
	arena_free(&file->arena);
	memset(file, 0, sizeof(*file));
}

struct type *types_file_find(const struct types_file *file, const char *name)
{
	return hash_table_find(&file->by_name, name);
}

static void find_references(struct types_file *file, struct type *type)
{
	const char *definition = type->definition, *end = definition + strlen(definition);
	struct strbuf name = { 0 };
	size_t capacity = 0;
	struct token token;
	uint32_t *list = NULL;

	/* A reference has a # behind its first letter; most tokens have none. */
	for (const char *at = definition; (at = memchr(at, '#', end - at));) {
		const char *rest = at++ - 1;
		const struct type *found;

		if (rest < definition || (rest > definition && rest[-1] != ' ') ||
		    !token_next(&rest, end, &token) || !token_is_reference(&token))
			continue;
		at = rest;
		strbuf_reset(&name);
		strbuf_add_bytes(&name, token.text, token.len);
		found = types_file_find(file, name.text);
		if (found)
			*array_push(list, type->nr_references, capacity) = found - file->types;
	}
	type->references = arena_array(&file->arena, type->nr_references, sizeof(*list));
	if (list)
		memcpy(type->references, list, type->nr_references * sizeof(*list));
	free(list);
	strbuf_free(&name);
}

static void reach_one(struct types_file *file, struct type *type)
{
	if (type->reached_by == file->nr_searches)
		return;
	type->reached_by = file->nr_searches;
	file->reached[file->nr_reached++] = type - file->types;
}

void types_file_reach(struct types_file *file, struct type *type)
{
	file->nr_searches++;
	file->nr_reached = 0;
	reach_one(file, type);
	for (size_t i = 0; i < file->nr_reached; i++) {
		struct type *next = &file->types[file->reached[i]];

		if (!next->references)
			find_references(file, next);
		for (size_t j = 0; j < next->nr_references; j++)
			reach_one(file, &file->types[next->references[j]]);
	}
}

bool types_file_exports(const char *path, void (*found)(const char *name, void *arg), void *arg)
{
	char *text = text_file_read(path), *rest = text, *line, *name, *definition;

	if (!text)
		return false;
	while ((line = text_next_line(&rest))) {
		/* Most lines are those of types. */
		if (line[0] && line[1] == '#')
			continue;
		if (split_line(line, &name, &definition) && name[1] != '#')
			found(name, arg);
	}
	free(text);
	return true;
}
