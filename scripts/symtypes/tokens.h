/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The words of a definition, as genksyms writes it: each token stands between blanks, and a type, or a
 * constant of an enum, that has a definition of its own is a reference like s#page.
 */
#ifndef SYMTYPES_TOKENS_H
#define SYMTYPES_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/strbuf.h"

struct token {
	const char *text; /* not NUL-terminated */
	size_t len;
};

struct tokens {
	struct token *list;
	size_t nr, capacity;
};

/* Cut the next token off *@rest, which ends at @end; false if there is none. */
bool token_next(const char **rest, const char *end, struct token *token);

/* Append the tokens of @text, which has to outlive them. */
void tokens_add(struct tokens *tokens, const char *text);
void tokens_free(struct tokens *tokens);

bool token_is(const struct token *token, const char *text);

/* Is it one of the words in @list, which ends with NULL? */
bool token_is_one_of(const struct token *token, const char *const *list);

/* Is it s#..., u#..., e#..., t#... or E#...? */
bool token_is_reference(const struct token *token);

/* A name, but no reference: letters, digits and underscores. */
bool token_is_word(const struct token *token);

/* The index behind the bracket that closes the one at @open; @end if none does. */
size_t tokens_skip_group(const struct token *list, size_t open, size_t end);

/* Add the tokens from @start to before @end as C text, as one would write it. */
void tokens_add_c_text(struct strbuf *out, const struct token *list, size_t start, size_t end);

/* Add the name of a definition as one would say it: s#page is struct page. */
void token_add_c_name(struct strbuf *out, const char *name);

#endif
