// SPDX-License-Identifier: GPL-2.0-only
#include "report.h"

#include <stdlib.h>
#include <string.h>

#include "lib/strbuf.h"
#include "tokens.h"

struct group *report_group(struct report *report, const char *name, const char *changes)
{
	char *key = arena_printf(&report->arena, "%s\n%s", name, changes);
	void **place = hash_table_place(&report->by_change, key);
	struct group *group = *place;

	if (group)
		return group;
	group = xcalloc(1, sizeof(*group));
	group->name = arena_strdup(&report->arena, name);
	group->changes = key + strlen(name) + 1;
	*array_push(report->groups, report->nr, report->capacity) = group;
	*place = group;
	return group;
}

void group_add(struct group *group, uint32_t symbol)
{
	*array_push(group->symbols, group->nr, group->capacity) = symbol;
}

static int compare_numbers(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

	return (left > right) - (left < right);
}

static int compare_groups(const void *a, const void *b)
{
	const struct group *left = *(struct group *const *)a, *right = *(struct group *const *)b;
	int order;

	if (left->nr != right->nr)
		return left->nr > right->nr ? -1 : 1;
	order = strcmp(left->name, right->name);
	return order ? order : strcmp(left->changes, right->changes);
}

static void print_symbols(const struct report *report, struct group *group, FILE *out)
{
	qsort(group->symbols, group->nr, sizeof(*group->symbols), compare_numbers);
	for (size_t i = 0; i < group->nr; i++)
		fprintf(out, "%s%s", i ? " " : "", report->symbol_names[group->symbols[i]]);
	fputc('\n', out);
}

static void print_group(const struct report *report, struct group *group, FILE *out)
{
	const char *line = group->changes, *end, *tab;
	struct strbuf name = { 0 };

	token_add_c_name(&name, group->name);
	for (; *line; line = end + 1) {
		end = line + strcspn(line, "\n");
		tab = line + strcspn(line, "\t");
		fprintf(out, "type\t%.*s\t%s\t%zu%.*s\n", (int)(tab - line), line, name.text,
			group->nr, (int)(end - tab), tab);
	}
	/* A symbol whose own declaration changed is named already. */
	if (group->name[1] == '#') {
		fprintf(out, "type\tsymbols\t%s\t%zu\t", name.text, group->nr);
		print_symbols(report, group, out);
	}
	strbuf_free(&name);
}

void report_print(struct report *report, FILE *out)
{
	qsort(report->groups, report->nr, sizeof(struct group *), compare_groups);
	for (size_t i = 0; i < report->nr; i++)
		print_group(report, report->groups[i], out);
}

void report_print_untyped(const struct report *report, struct group *group, const char *how,
			  FILE *out)
{
	if (!group->nr)
		return;
	fprintf(out, "type\t%s\t-\t%zu\t", how, group->nr);
	print_symbols(report, group, out);
}

void report_free(struct report *report)
{
	for (size_t i = 0; i < report->nr; i++) {
		free(report->groups[i]->symbols);
		free(report->groups[i]);
	}
	free(report->groups);
	hash_table_free(&report->by_change);
	arena_free(&report->arena);
	memset(report, 0, sizeof(*report));
}
