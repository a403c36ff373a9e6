// SPDX-License-Identifier: GPL-2.0-only
#include "tokens.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

bool token_next(const char **rest, const char *end, struct token *token)
{
	const char *at = *rest;
	bool quoted = false;

	while (at < end && is_blank(*at))
		at++;
	token->text = at;
	/* A name with blanks is written s#'a b'. */
	for (; at < end && (quoted || !is_blank(*at)); at++)
		if (*at == '\'' && (quoted || (at - token->text == 2 && at[-1] == '#')))
			quoted = !quoted;
	token->len = at - token->text;
	*rest = at;
	return token->len > 0;
}

void tokens_add(struct tokens *tokens, const char *text)
{
	const char *end = text + strlen(text);
	struct token token;

	while (token_next(&text, end, &token))
		*array_push(tokens->list, tokens->nr, tokens->capacity) = token;
}

void tokens_free(struct tokens *tokens)
{
	free(tokens->list);
	memset(tokens, 0, sizeof(*tokens));
}

bool token_is(const struct token *token, const char *text)
{
	return token->len == strlen(text) && !memcmp(token->text, text, token->len);
}

bool token_is_one_of(const struct token *token, const char *const *list)
{
	for (; *list; list++)
		if (token_is(token, *list))
			return true;
	return false;
}

bool token_is_reference(const struct token *token)
{
	return token->len > 2 && token->text[1] == '#' && strchr("suetE", token->text[0]);
}

bool token_is_word(const struct token *token)
{
	for (size_t i = 0; i < token->len; i++)
		if (!isalnum((unsigned char)token->text[i]) && token->text[i] != '_')
			return false;
	return !isdigit((unsigned char)token->text[0]);
}

size_t tokens_skip_group(const struct token *list, size_t open, size_t end)
{
	size_t depth = 0;

	for (size_t i = open; i < end; i++) {
		if (list[i].len != 1)
			continue;
		if (strchr("([{", *list[i].text))
			depth++;
		else if (strchr(")]}", *list[i].text) && --depth == 0)
			return i + 1;
	}
	return end;
}

/* Nothing in a file may write to a terminal what is no text, or add a column. */
static void add_plain(struct strbuf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char c = iscntrl((unsigned char)text[i]) ? '?' : text[i];

		strbuf_add_bytes(out, &c, 1);
	}
}

static const char *kind_of(char letter)
{
	switch (letter) {
	case 's':
		return "struct ";
	case 'u':
		return "union ";
	case 'e':
		return "enum ";
	}
	return "";
}

static void add_reference(struct strbuf *out, const struct token *token, const char *kind)
{
	strbuf_add(out, kind);
	add_plain(out, token->text + 2, token->len - 2);
}

void token_add_c_name(struct strbuf *out, const char *name)
{
	struct token token = { name, strlen(name) };

	if (!token_is_reference(&token))
		add_plain(out, name, token.len);
	else if (*name == 't')
		add_reference(out, &token, "typedef ");
	else if (*name == 'E')
		add_reference(out, &token, "enumerator ");
	else
		add_reference(out, &token, kind_of(*name));
}

/* Whether a blank stands between two tokens; @after is what follows them. */
static bool are_parted(const struct token *left, const struct token *right,
		       const struct token *after)
{
	static const char *const no_blank_before[] = { ",", ";", ")", "]", "[", NULL };
	static const char *const no_blank_after[] = { "(", "[", "*", NULL };

	if (token_is_one_of(left, no_blank_after) || token_is_one_of(right, no_blank_before))
		return false;
	if (!token_is(right, "("))
		return true;
	/* f(int), but int (*f)(int) */
	return !(token_is(left, ")") || (token_is_word(left) && !(after && token_is(after, "*"))));
}

void tokens_add_c_text(struct strbuf *out, const struct token *list, size_t start, size_t end)
{
	for (size_t i = start; i < end; i++) {
		if (i > start &&
		    are_parted(&list[i - 1], &list[i], i + 1 < end ? &list[i + 1] : NULL))
			strbuf_add(out, " ");
		if (token_is_reference(&list[i]))
			add_reference(out, &list[i], kind_of(*list[i].text));
		else
			add_plain(out, list[i].text, list[i].len);
	}
}
