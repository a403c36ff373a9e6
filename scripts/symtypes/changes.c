// SPDX-License-Identifier: GPL-2.0-only
#include "changes.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "members.h"
#include "tokens.h"

#define NOTHING "-"

/* One side, with the counterparts of its members: their index on the other side, or NONE. */
struct side {
	struct members members;
	size_t *twins;
	bool *moved;
};

#define NONE ((size_t)-1)

static void add_line(struct strbuf *out, const char *how, const char *was, const char *is)
{
	strbuf_printf(out, "%s\t%s\t%s\n", how, was, is);
}

static void find_twins(struct side *side, const struct members *others)
{
	side->twins = xmalloc_array(side->members.nr, sizeof(*side->twins));
	side->moved = xcalloc(side->members.nr, sizeof(*side->moved));
	for (size_t i = 0; i < side->members.nr; i++) {
		size_t twin = members_find(others, side->members.list[i].key);

		side->twins[i] = twin < others->nr ? twin : NONE;
	}
}

static void side_free(struct side *side)
{
	members_free(&side->members);
	free(side->twins);
	free(side->moved);
}

/*
 * Of the @nr members @list, all of one parent, those are marked that are not part of the longest sequence
 * which has the same order on the other side.
 */
static void mark_out_of_order(struct side *side, const size_t *list, size_t nr)
{
	/* ends[n]: which member ends the best sequence of n + 1; before[i]: which is in front of list[i] in it */
	size_t *ends = xmalloc_array(nr, sizeof(*ends)), length = 0;
	size_t *before = xmalloc_array(nr, sizeof(*before));

	for (size_t i = 0; i < nr; i++) {
		size_t low = 0, high = length;

		while (low < high) {
			size_t middle = (low + high) / 2;

			if (side->twins[list[ends[middle]]] < side->twins[list[i]])
				low = middle + 1;
			else
				high = middle;
		}
		before[i] = low ? ends[low - 1] : NONE;
		ends[low] = i;
		if (low == length)
			length++;
		side->moved[list[i]] = true;
	}
	for (size_t i = length ? ends[length - 1] : NONE; i != NONE; i = before[i])
		side->moved[list[i]] = false;
	free(ends);
	free(before);
}

/* The members of each parent on their own: those of a struct that moved have not moved. */
static void find_moved(struct side *old, const struct side *new)
{
	size_t nr = old->members.nr, *first, *next, *list, nr_listed;

	first = xmalloc_array(nr, sizeof(*first));
	next = xmalloc_array(nr, sizeof(*next));
	list = xmalloc_array(nr, sizeof(*list));
	for (size_t i = 0; i < nr; i++)
		first[i] = NONE;
	for (size_t i = nr; i-- > 1;) {
		size_t parent = old->members.list[i].parent;

		if (old->twins[i] == NONE)
			continue;
		if (old->twins[parent] != new->members.list[old->twins[i]].parent) {
			old->moved[i] = true;
			continue;
		}
		next[i] = first[parent];
		first[parent] = i;
	}
	for (size_t parent = 0; parent < nr; parent++) {
		nr_listed = 0;
		for (size_t i = first[parent]; i != NONE; i = next[i])
			list[nr_listed++] = i;
		mark_out_of_order(old, list, nr_listed);
	}
	free(first);
	free(next);
	free(list);
}

/* "int z", and where that is if it is no member of the definition itself */
static void add_member(struct strbuf *text, const struct members *members, size_t i)
{
	size_t parent = members->list[i].parent;

	strbuf_add(text, members->list[i].text);
	if (parent != NO_PARENT && parent != 0 && members->list[parent].is_named)
		strbuf_printf(text, ", in %s", members->list[parent].name);
}

static void add_place(struct strbuf *text, const struct members *members, size_t i)
{
	size_t parent = members->list[i].parent, sibling = i - 1;

	add_member(text, members, i);
	while (sibling != parent && members->list[sibling].parent != parent)
		sibling--;
	if (sibling == parent)
		strbuf_add(text, ", first");
	else
		strbuf_printf(text, ", after %s", members->list[sibling].name);
	if (parent != 0 && !members->list[parent].is_named)
		strbuf_printf(text, ", in %s", members->list[parent].text);
}

/* What is part of a named struct that is gone or new, too, needs no line. */
static bool is_one_sided(const struct side *side, size_t i)
{
	size_t parent = side->members.list[i].parent;

	return side->twins[i] == NONE &&
	       !(parent != 0 && side->twins[parent] == NONE && side->members.list[parent].is_named);
}

static void add_one_sided(struct strbuf *out, const struct side *side, bool is_new)
{
	struct strbuf text = { 0 };

	for (size_t i = 1; i < side->members.nr; i++) {
		if (!is_one_sided(side, i))
			continue;
		strbuf_reset(&text);
		add_member(&text, &side->members, i);
		if (is_new)
			add_line(out, "added", NOTHING, text.text);
		else
			add_line(out, "removed", text.text, NOTHING);
	}
	strbuf_free(&text);
}

static void add_both_sided(struct strbuf *out, const char *how_itself, const struct side *old,
			   const struct side *new)
{
	struct strbuf was = { 0 }, is = { 0 };

	for (size_t i = 0; i < old->members.nr; i++) {
		size_t twin = old->twins[i];
		bool same_text = twin != NONE &&
				 !strcmp(old->members.list[i].text, new->members.list[twin].text);

		if (twin == NONE || (same_text && !old->moved[i]))
			continue;
		strbuf_reset(&was);
		strbuf_reset(&is);
		if (old->moved[i]) {
			add_place(&was, &old->members, i);
			add_place(&is, &new->members, twin);
			add_line(out, "moved", was.text, is.text);
		} else {
			add_member(&was, &old->members, i);
			add_member(&is, &new->members, twin);
			add_line(out, i ? "changed" : how_itself, was.text, is.text);
		}
	}
	strbuf_free(&was);
	strbuf_free(&is);
}

/* For what the parts do not show */
static void add_whole(struct strbuf *out, const char *how, const char *old, const char *new)
{
	const char *definitions[] = { old, new };

	strbuf_add(out, how);
	for (size_t i = 0; i < ARRAY_SIZE(definitions); i++) {
		struct tokens tokens = { 0 };

		tokens_add(&tokens, definitions[i]);
		strbuf_add(out, "\t");
		tokens_add_c_text(out, tokens.list, 0, tokens.nr);
		tokens_free(&tokens);
	}
	strbuf_add(out, "\n");
}

static const char *how_itself(const char *name)
{
	struct token token = { name, strlen(name) };

	if (!token_is_reference(&token))
		return "declaration";
	return *name == 'E' ? "value" : "changed";
}

void changes_add(struct strbuf *out, const char *name, const char *old, const char *new)
{
	struct side was = { 0 }, is = { 0 };
	size_t len = out->len;

	members_read(&was.members, old);
	members_read(&is.members, new);
	if (was.members.is_unknown != is.members.is_unknown) {
		add_line(out, was.members.is_unknown ? "known" : "unknown",
			 was.members.list[0].text, is.members.list[0].text);
	} else {
		find_twins(&was, &is.members);
		find_twins(&is, &was.members);
		find_moved(&was, &is);
		add_both_sided(out, how_itself(name), &was, &is);
		add_one_sided(out, &was, false);
		add_one_sided(out, &is, true);
	}
	if (out->len == len)
		add_whole(out, how_itself(name), old, new);
	side_free(&was);
	side_free(&is);
}
