// SPDX-License-Identifier: GPL-2.0-only
#include "members.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/strbuf.h"
#include "tokens.h"

static const char *const aggregates[] = { "struct", "union", "enum", NULL };

/* What stands in a declaration besides its name. Names of types that are defined are references. */
static const char *const keywords[] = {
	"struct",	"union",	 "enum",	  "void",	"char",	       "short",
	"int",		"long",		 "float",	  "double",	"signed",      "__signed",
	"__signed__",	"unsigned",	 "_Bool",	  "bool",	"__int128",    "const",
	"__const",	"__const__",	 "volatile",	  "__volatile", "restrict",    "__restrict",
	"_Atomic",	"extern",	 "static",	  "register",	"typedef",     "inline",
	"__inline",	"_Complex",	 "__volatile__",  "__inline__", "auto",	       "_Noreturn",
	"__restrict__", "_Thread_local", "__extension__", "__int128_t", "__uint128_t", NULL
};

/* Words with something in parentheses that has no name of the declaration's */
static const char *const takes_group[] = { "__attribute__", "__attribute", "typeof",   "__typeof__",
					   "__typeof",	    "_Alignas",	   "_Alignof", "asm",
					   "__asm__",	    NULL };

struct reader {
	struct members *members;
	const struct token *list;
	size_t nr_nameless;
};

static bool is_name(const struct token *token)
{
	return token_is_word(token) && !token_is_one_of(token, keywords);
}

static bool opens_pointer(const struct token *list, size_t open, size_t end)
{
	while (open < end && token_is(&list[open], "("))
		open++;
	return open < end && (token_is(&list[open], "*") || token_is(&list[open], "^"));
}

/* The first name that a declaration declares; NULL if it is nameless. */
static const struct token *declared_name(const struct token *list, size_t start, size_t end)
{
	static const char *const ends[] = { "[", ":", ",", "=", NULL };
	const struct token *name = NULL;

	for (size_t i = start; i < end; i++) {
		if (token_is(&list[i], "{")) {
			i = tokens_skip_group(list, i, end) - 1;
			/* What stands in front is the tag. */
			name = NULL;
		} else if (token_is_one_of(&list[i], takes_group)) {
			if (i + 1 < end && token_is(&list[i + 1], "("))
				i = tokens_skip_group(list, i + 1, end) - 1;
		} else if (token_is(&list[i], "(") && opens_pointer(list, i, end)) {
			while (i < end && !is_name(&list[i]))
				i++;
			return i < end ? &list[i] : NULL;
		} else if (token_is(&list[i], "(") || token_is_one_of(&list[i], ends)) {
			break;
		} else if (is_name(&list[i])) {
			name = &list[i];
		}
	}
	return name;
}

/* The braces of a declaration, with the word that says of what kind they are; @end if it has none. */
static size_t find_body(const struct token *list, size_t start, size_t end,
			const struct token **kind)
{
	*kind = NULL;
	for (size_t i = start; i < end; i++) {
		if (token_is_one_of(&list[i], aggregates))
			*kind = &list[i];
		else if (token_is(&list[i], "{"))
			return *kind ? i : end;
		else if (token_is(&list[i], "(") || token_is(&list[i], "["))
			i = tokens_skip_group(list, i, end) - 1;
	}
	return end;
}

static const char *shown_text(struct reader *reader, size_t start, size_t body, size_t behind,
			      size_t end)
{
	struct members *members = reader->members;
	struct strbuf text = { 0 };
	const char *copy;

	tokens_add_c_text(&text, reader->list, start, body);
	if (body < end) {
		strbuf_add(&text, members->is_unknown ? " { UNKNOWN }" : " { ... }");
		if (behind < end)
			strbuf_add(&text, " ");
		tokens_add_c_text(&text, reader->list, behind, end);
	}
	copy = arena_strdup(&members->arena, text.text ? text.text : "");
	strbuf_free(&text);
	return copy;
}

/* Names can come twice where this reader understands a declaration in another way than C does. */
static const char *unique_key(struct members *members, const char *key)
{
	const char *unique = key;

	for (size_t n = 2; members_find(members, unique) < members->nr; n++)
		unique = arena_printf(&members->arena, "%s#%zu", key, n);
	return unique;
}

static struct member *add_member(struct members *members, const char *key)
{
	struct member *member = array_push(members->list, members->nr, members->capacity);

	memset(member, 0, sizeof(*member));
	member->key = key;
	*hash_table_place(&members->by_key, key) = (void *)(uintptr_t)members->nr;
	return member;
}

static void read_declaration(struct reader *reader, size_t start, size_t end, const char *prefix,
			     size_t parent);

static void read_body(struct reader *reader, size_t start, size_t end, bool is_enum,
		      const char *prefix, size_t parent)
{
	const char *separator = is_enum ? "," : ";";
	size_t first = start;

	for (size_t i = start; i < end; i++) {
		if (token_is(&reader->list[i], separator)) {
			if (i > first)
				read_declaration(reader, first, i, prefix, parent);
			first = i + 1;
		} else if (reader->list[i].len == 1 && strchr("([{", *reader->list[i].text)) {
			i = tokens_skip_group(reader->list, i, end) - 1;
		}
	}
	if (end > first)
		read_declaration(reader, first, end, prefix, parent);
}

static void read_declaration(struct reader *reader, size_t start, size_t end, const char *prefix,
			     size_t parent)
{
	struct members *members = reader->members;
	struct arena *arena = &members->arena;
	const struct token *kind, *list = reader->list;
	const struct token *name = parent == NO_PARENT ? NULL : declared_name(list, start, end);
	size_t body = find_body(list, start, end, &kind);
	size_t behind = body < end ? tokens_skip_group(list, body, end) : end;
	size_t index = members->nr;
	struct member *member;
	const char *key = "", *shown;

	if (parent == NO_PARENT)
		members->is_unknown = behind - body == 3 && token_is(&list[body + 1], "UNKNOWN");
	shown = shown_text(reader, start, body, behind, end);
	if (name)
		key = arena_printf(arena, "%s%.*s", prefix, (int)name->len, name->text);
	else if (parent != NO_PARENT)
		key = arena_printf(arena, "%s%.*s#", prefix, kind ? (int)kind->len : 0,
				   kind ? kind->text : "");

	member = add_member(members, unique_key(members, key));
	member->parent = parent;
	member->text = shown;
	member->is_named = name || parent == NO_PARENT;
	member->name = name ? key : shown;
	if (body < end && !members->is_unknown)
		read_body(reader, body + 1, behind - 1, token_is(kind, "enum"),
			  name ? arena_printf(arena, "%s.", key) : prefix, index);
}

void members_read(struct members *members, const char *definition)
{
	struct tokens tokens = { 0 };
	struct reader reader = { .members = members };

	tokens_add(&tokens, definition);
	reader.list = tokens.list;
	read_declaration(&reader, 0, tokens.nr, "", NO_PARENT);
	tokens_free(&tokens);
}

void members_free(struct members *members)
{
	free(members->list);
	hash_table_free(&members->by_key);
	arena_free(&members->arena);
	memset(members, 0, sizeof(*members));
}

size_t members_find(const struct members *members, const char *key)
{
	void *found = hash_table_find(&members->by_key, key);

	return found ? (uintptr_t)found - 1 : members->nr;
}
