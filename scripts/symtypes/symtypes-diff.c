// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which types changed between the .symtypes files of two builds, so that symbols have another version.
 * A part of symvers-diff.sh, which says which symbols these are.
 *
 * Usage: symtypes-diff SYMBOLS OLD-DIR OLD-LIST NEW-DIR NEW-LIST
 *
 * The file SYMBOLS has a symbol on each line, sorted; a list has the names of the .symtypes files in a folder,
 * relative to it and sorted. What is printed: docs/symvers-diff.md
 *
 * Two files, one of each side, are in memory at a time.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "changes.h"
#include "lib/text_file.h"
#include "report.h"
#include "types_file.h"

/* If a symbol is in several files of both sides, so many pairs of them are tried. */
#define MAX_PAIRS 64

enum { OLD, NEW, SIDES };

/* The files of one side */
struct folder {
	const char *path;
	char *list;
	char **names;
	size_t nr, capacity;
};

struct symbol {
	const char *name;
	size_t *files[SIDES]; /* those that define it, ascending */
	size_t nr[SIDES], capacity[SIDES];
	bool is_explained;
};

/* A symbol that has to be compared in two files */
struct job {
	size_t files[SIDES];
	struct symbol *symbol;
};

struct jobs {
	struct job *list;
	size_t nr, capacity;
};

/* The two files at hand */
struct pair {
	bool is_loaded;
	size_t numbers[SIDES];
	struct types_file files[SIDES];
	struct difference {
		struct type *types[SIDES];
		struct group *group; /* NULL: not asked for yet */
	} * differences;
	size_t nr, capacity;
};

struct comparison {
	struct folder folders[SIDES];
	char *symbol_text;
	struct symbol *symbols;
	size_t nr_symbols, capacity;
	const char **symbol_names;
	struct hash_table by_name;
	struct hash_table by_definitions; /* groups */
	struct report report;
};

__attribute__((noreturn, format(printf, 1, 2))) static void die(const char *format, ...)
{
	va_list args;

	fputs("symvers-diff: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

static char *must_read(const char *path)
{
	char *text = text_file_read(path);

	if (!text)
		die("%s: %s", path, strerror(errno));
	return text;
}

static char *path_of(const struct folder *folder, size_t number)
{
	struct strbuf path = { 0 };

	strbuf_printf(&path, "%s/%s", folder->path, folder->names[number]);
	return path.text;
}

static void read_folder(struct folder *folder, const char *path, const char *list)
{
	char *rest, *line;

	folder->path = path;
	folder->list = rest = must_read(list);
	while ((line = text_next_line(&rest)))
		*array_push(folder->names, folder->nr, folder->capacity) = line;
}

static void read_symbols(struct comparison *comparison, const char *path)
{
	char *rest, *line;

	comparison->symbol_text = rest = must_read(path);
	while ((line = text_next_line(&rest)))
		*array_push(comparison->symbols, comparison->nr_symbols, comparison->capacity) =
			(struct symbol){ .name = line };
	comparison->symbol_names =
		xmalloc_array(comparison->nr_symbols, sizeof(*comparison->symbol_names));
	for (size_t i = 0; i < comparison->nr_symbols; i++) {
		struct symbol *symbol = &comparison->symbols[i];

		*hash_table_place(&comparison->by_name, symbol->name) = symbol;
		comparison->symbol_names[i] = symbol->name;
	}
	comparison->report.symbol_names = comparison->symbol_names;
}

/* --- Where the symbols are defined --- */

struct search {
	const struct comparison *comparison;
	size_t side, file;
};

static void note_export(const char *name, void *arg)
{
	const struct search *search = arg;
	struct symbol *symbol = hash_table_find(&search->comparison->by_name, name);
	size_t side = search->side;

	if (!symbol ||
	    (symbol->nr[side] && symbol->files[side][symbol->nr[side] - 1] == search->file))
		return;
	*array_push(symbol->files[side], symbol->nr[side], symbol->capacity[side]) = search->file;
}

static void find_symbols(struct comparison *comparison, size_t side)
{
	const struct folder *folder = &comparison->folders[side];
	struct search search = { .comparison = comparison, .side = side };

	for (search.file = 0; search.file < folder->nr; search.file++) {
		char *path = path_of(folder, search.file);

		if (!types_file_exports(path, note_export, &search))
			die("%s: %s", path, strerror(errno));
		free(path);
	}
}

/* --- Which files are compared --- */

static void add_job(struct jobs *jobs, struct symbol *symbol, size_t old, size_t new)
{
	*array_push(jobs->list, jobs->nr, jobs->capacity) =
		(struct job){ .files = { old, new }, .symbol = symbol };
}

/* Files of one name if there are such, else the first of each side. */
static void find_best_pair(const struct comparison *comparison, const struct symbol *symbol,
			   size_t *old, size_t *new)
{
	*old = *new = 0;
	while (*old < symbol->nr[OLD] && *new < symbol->nr[NEW]) {
		const char *left = comparison->folders[OLD].names[symbol->files[OLD][*old]];
		const char *right = comparison->folders[NEW].names[symbol->files[NEW][*new]];
		int order = strcmp(left, right);

		if (!order)
			return;
		++*(order < 0 ? old : new);
	}
	*old = *new = 0;
}

/* First the best pairs; then, of symbols that these did not explain, the others. */
static void find_jobs(const struct comparison *comparison, struct jobs *jobs, bool others)
{
	jobs->nr = 0;
	for (size_t i = 0; i < comparison->nr_symbols; i++) {
		struct symbol *symbol = &comparison->symbols[i];
		size_t best[SIDES], nr = symbol->nr[OLD] * symbol->nr[NEW];

		if (!nr || symbol->is_explained)
			continue;
		find_best_pair(comparison, symbol, &best[OLD], &best[NEW]);
		if (!others) {
			add_job(jobs, symbol, symbol->files[OLD][best[OLD]],
				symbol->files[NEW][best[NEW]]);
			continue;
		}
		for (size_t pair = 0; pair < nr && pair < MAX_PAIRS; pair++) {
			size_t old = pair / symbol->nr[NEW], new = pair % symbol->nr[NEW];

			if (old != best[OLD] || new != best[NEW])
				add_job(jobs, symbol, symbol->files[OLD][old],
					symbol->files[NEW][new]);
		}
	}
}

static int compare_jobs(const void *a, const void *b)
{
	const struct job *left = a, *right = b;

	for (size_t side = 0; side < SIDES; side++)
		if (left->files[side] != right->files[side])
			return left->files[side] < right->files[side] ? -1 : 1;
	return left->symbol < right->symbol ? -1 : left->symbol > right->symbol;
}

/* --- Comparing --- */

static void pair_free(struct pair *pair)
{
	for (size_t side = 0; side < SIDES; side++)
		types_file_free(&pair->files[side]);
	free(pair->differences);
	memset(pair, 0, sizeof(*pair));
}

static void load_pair(const struct comparison *comparison, struct pair *pair,
		      const size_t numbers[SIDES])
{
	if (pair->is_loaded && !memcmp(pair->numbers, numbers, sizeof(pair->numbers)))
		return;
	pair_free(pair);
	pair->is_loaded = true;
	memcpy(pair->numbers, numbers, sizeof(pair->numbers));
	for (size_t side = 0; side < SIDES; side++) {
		char *path = path_of(&comparison->folders[side], numbers[side]);

		if (!types_file_read(&pair->files[side], path))
			die("%s: %s", path, strerror(errno));
		free(path);
	}
	for (size_t i = 0; i < pair->files[OLD].nr; i++) {
		struct type *old = &pair->files[OLD].types[i];
		struct type *new = types_file_find(&pair->files[NEW], old->name);

		if (new &&strcmp(old->definition, new->definition))
			*array_push(pair->differences, pair->nr, pair->capacity) =
				(struct difference){ .types = { old, new } };
	}
}

/* A type that many files have is taken apart once. */
static struct group *find_group(struct comparison *comparison, const struct type *old,
				const struct type *new)
{
	struct strbuf key = { 0 }, changes = { 0 };
	struct group *group;

	strbuf_printf(&key, "%s\n%s\n%s", old->name, old->definition, new->definition);
	group = hash_table_find(&comparison->by_definitions, key.text);
	if (!group) {
		changes_add(&changes, old->name, old->definition, new->definition);
		group = report_group(&comparison->report, old->name, changes.text);
		*hash_table_place(&comparison->by_definitions,
				  arena_strdup(&comparison->report.arena, key.text)) = group;
		strbuf_free(&changes);
	}
	strbuf_free(&key);
	return group;
}

static struct group *group_of(struct comparison *comparison, struct difference *difference)
{
	if (!difference->group)
		difference->group =
			find_group(comparison, difference->types[OLD], difference->types[NEW]);
	return difference->group;
}

/*
 * A type that differs, and is a part of the symbol's on both sides, is a reason. What only contains such
 * a type does not differ, as it refers to it by its name.
 */
static void explain(struct comparison *comparison, struct pair *pair, struct symbol *symbol)
{
	for (size_t side = 0; side < SIDES && pair->nr; side++) {
		struct types_file *file = &pair->files[side];
		struct type *type = types_file_find(file, symbol->name);

		/* The file may be another one by now. */
		if (!type)
			return;
		types_file_reach(file, type);
	}
	for (size_t i = 0; i < pair->nr; i++) {
		struct difference *difference = &pair->differences[i];

		if (difference->types[OLD]->reached_by != pair->files[OLD].nr_searches ||
		    difference->types[NEW]->reached_by != pair->files[NEW].nr_searches)
			continue;
		group_add(group_of(comparison, difference), symbol - comparison->symbols);
		symbol->is_explained = true;
	}
}

static void compare(struct comparison *comparison)
{
	struct jobs jobs = { 0 };
	struct pair pair = { 0 };

	for (int others = 0; others < 2; others++) {
		find_jobs(comparison, &jobs, others);
		qsort(jobs.list, jobs.nr, sizeof(*jobs.list), compare_jobs);
		for (size_t i = 0; i < jobs.nr; i++) {
			if (jobs.list[i].symbol->is_explained)
				continue;
			load_pair(comparison, &pair, jobs.list[i].files);
			explain(comparison, &pair, jobs.list[i].symbol);
		}
	}
	pair_free(&pair);
	free(jobs.list);
}

/* --- */

static void print(struct comparison *comparison)
{
	struct group not_in_old = { 0 }, not_in_new = { 0 }, same = { 0 };

	report_print(&comparison->report, stdout);
	for (size_t i = 0; i < comparison->nr_symbols; i++) {
		const struct symbol *symbol = &comparison->symbols[i];

		if (!symbol->nr[OLD])
			group_add(&not_in_old, i);
		if (!symbol->nr[NEW])
			group_add(&not_in_new, i);
		if (symbol->nr[OLD] && symbol->nr[NEW] && !symbol->is_explained)
			group_add(&same, i);
	}
	report_print_untyped(&comparison->report, &not_in_old, "not-in-old", stdout);
	report_print_untyped(&comparison->report, &not_in_new, "not-in-new", stdout);
	report_print_untyped(&comparison->report, &same, "same", stdout);
	free(not_in_old.symbols);
	free(not_in_new.symbols);
	free(same.symbols);
}

static void comparison_free(struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->nr_symbols; i++)
		for (size_t side = 0; side < SIDES; side++)
			free(comparison->symbols[i].files[side]);
	for (size_t side = 0; side < SIDES; side++) {
		free(comparison->folders[side].list);
		free(comparison->folders[side].names);
	}
	free(comparison->symbols);
	free(comparison->symbol_names);
	free(comparison->symbol_text);
	hash_table_free(&comparison->by_name);
	hash_table_free(&comparison->by_definitions);
	report_free(&comparison->report);
}

int main(int argc, char **argv)
{
	struct comparison comparison = { 0 };

	if (argc != 6) {
		fprintf(stderr, "Usage: %s SYMBOLS OLD-DIR OLD-LIST NEW-DIR NEW-LIST\n", argv[0]);
		return 1;
	}
	for (size_t side = 0; side < SIDES; side++)
		read_folder(&comparison.folders[side], argv[2 + 2 * side], argv[3 + 2 * side]);
	read_symbols(&comparison, argv[1]);
	for (size_t side = 0; side < SIDES; side++)
		find_symbols(&comparison, side);
	compare(&comparison);
	print(&comparison);
	comparison_free(&comparison);
	if (ferror(stdout) || fclose(stdout))
		die("cannot write the result: %s", strerror(errno));
	return 0;
}
