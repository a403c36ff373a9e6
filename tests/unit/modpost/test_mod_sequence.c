// SPDX-License-Identifier: GPL-2.0-only
/* Rows of things are told as loops, which make the same row and those of other modules. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mod_object/sequence.h"

#define MOST 16

/* Each export is two letters: its name, and F or D for a function or data. */
static void make_items(struct mod_items *items, struct mod_contents *contents, const char *exports,
		       struct arena *arena)
{
	static const struct mod_words words = { .dash = '_' };

	memset(contents, 0, sizeof(*contents));
	contents->name = "m";
	contents->depends = strdup("");
	for (; *exports; exports += 2) {
		struct exported_symbol *export = arena_zeroed(arena, 1, sizeof(*export));

		export->name = export->namespace = "";
		export->is_function = exports[1] == 'F';
		*array_push(contents->exports, contents->nr_exports, contents->exports_capacity) =
			export;
	}
	mod_items_init(items, contents, &words, arena);
}

/* The thing X of the first export is 0X, that of the second 1X; one that is there once is .X. */
static size_t make_elements(struct sequence_element *elements, const char *row)
{
	size_t nr = 0;

	for (; *row; row += 2)
		elements[nr++] = (struct sequence_element){
			.list = *row == '.' ? LIST_NONE : LIST_EXPORTS,
			.item = *row == '.' ? 0 : *row - '0',
			.id = row[1],
		};
	return nr;
}

static bool print_element(void *context, uint32_t id, size_t item)
{
	struct strbuf *row = context;

	/* Small letters are those of things that are there once. */
	if (id >= 'a')
		strbuf_printf(row, ".%c", id);
	else
		strbuf_printf(row, "%zu%c", item, id);
	return true;
}

static void assert_row(const char *exports, const char *row, const char *other_exports,
		       const char *other_row)
{
	struct sequence_element elements[MOST];
	struct mod_contents contents;
	struct model_sequence sequence;
	struct arena arena = { 0 };
	struct strbuf found = { 0 };
	struct mod_items items;
	size_t nr = make_elements(elements, row);
	bool learned;

	make_items(&items, &contents, exports, &arena);
	learned = sequence_learn(&sequence, elements, nr, &items, &arena);
	mod_contents_free(&contents);
	if (learned != !!other_row)
		fail_msg("%s: %slearned", row, learned ? "" : "not ");
	if (learned) {
		make_items(&items, &contents, other_exports, &arena);
		strbuf_add(&found, "");
		sequence_walk(&sequence, &items, print_element, &found);
		assert_string_equal(found.text, other_row);
		mod_contents_free(&contents);
		strbuf_free(&found);
	}
	arena_free(&arena);
}

static void test_loops(void **state)
{
	(void)state;
	assert_row("aFbF", ".a0N0S1N1S.b", "aFbFcF", ".a0N0S1N1S2N2S.b");
	assert_row("aFbF", ".a0N0S1N1S.b", "", ".a.b");
	assert_row("aFbFcF", "2N1N0N", "aFbF", "1N0N");
	assert_row("aFbF", "0N1N0C1C", "aFbFcF", "0N1N2N0C1C2C");
	assert_row("aFbD", ".x0N0G1N.y", "aDbDcF", ".x0N1N2N2G.y");
	assert_row("aFbD", "0F.x1D", "aDbF", "1F.x0D");
}

/* A mark that is made with the first item, whichever it is. */
static void test_things_inside(void **state)
{
	(void)state;
	assert_row("aFbF", "0N.m0S1N1S", "aF", "0N.m0S");
	assert_row("aFbF", "0N.m0S1N1S", "", "");
	assert_row("aFbD", "0N.m0S1N1S", "aDbDcF", "0N.m0S1N1S2N2S");
	assert_row("aFbF", "1N.m1S0N0S", "aFbFcF", "2N.m2S1N1S0N0S");
}

static void test_no_order(void **state)
{
	(void)state;
	assert_row("aFbF", "0N0S1N", NULL, NULL);
	assert_row("aFbFcF", "0N2N1N", NULL, NULL);
	assert_row("aFbFcF", "0N2N", NULL, NULL);
	assert_row("aFbF", "0N0S1N.m1S", NULL, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_loops),
		cmocka_unit_test(test_things_inside),
		cmocka_unit_test(test_no_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
