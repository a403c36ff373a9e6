// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "changes.h"
#include "lib/memory.h"

struct example {
	const char *name, *old, *new, *changes;
};

static void check(const struct example *examples, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		const struct example *example = &examples[i];
		struct strbuf changes = { 0 };

		changes_add(&changes, example->name, example->old, example->new);
		if (strcmp(changes.text, example->changes))
			print_error("%s -> %s\n", example->old, example->new);
		assert_string_equal(changes.text, example->changes);
		strbuf_free(&changes);
	}
}

static void test_members(void **state)
{
	static const struct example examples[] = {
		{ "s#a", "struct a { int b ; }", "struct a { int b ; s#c * d ; }",
		  "added\t-\tstruct c *d\n" },
		{ "s#a", "struct a { int b ; t#u8 c [ 2 ] ; }", "struct a { int b ; }",
		  "removed\tu8 c[2]\t-\n" },
		{ "u#a", "union a { int b ; }", "union a { long b ; }",
		  "changed\tint b\tlong b\n" },
		{ "u#a", "union a { int b : 3 ; int : 2 ; }", "union a { int b : 4 ; int : 3 ; }",
		  "changed\tint b : 3\tint b : 4\nchanged\tint : 2\tint : 3\n" },
		{ "s#a", "struct a { int ( * f ) ( int ) ; }",
		  "struct a { int ( * f ) ( long ) ; }",
		  "changed\tint (*f)(int)\tint (*f)(long)\n" },
		{ "s#a", "struct a { void ( * ( * f ) ( int ) ) ( char ) ; }",
		  "struct a { int g ; }",
		  "removed\tvoid (*(*f)(int))(char)\t-\nadded\t-\tint g\n" },
		{ "s#a", "struct a { int b , * c ; }", "struct a { int b ; int * c ; }",
		  "changed\tint b, *c\tint b\nadded\t-\tint *c\n" },
		{ "s#a", "struct a { int b __attribute__ ( ( aligned ( 8 ) ) ) ; }",
		  "struct a { int b ; }", "changed\tint b __attribute__((aligned(8)))\tint b\n" },
		{ "s#a", "struct a { __typeof__ ( int ) b ; }",
		  "struct a { __typeof__ ( long ) b ; }",
		  "changed\t__typeof__(int) b\t__typeof__(long) b\n" },
		/* The definition itself */
		{ "s#a", "struct a { int b ; }",
		  "struct a { int b ; } __attribute__ ( ( packed ) )",
		  "changed\tstruct a { ... }\tstruct a { ... } __attribute__((packed))\n" },
	};

	(void)state;
	check(examples, ARRAY_SIZE(examples));
}

static void test_order(void **state)
{
	static const struct example examples[] = {
		{ "s#a", "struct a { int b ; int c ; int d ; }",
		  "struct a { int d ; int b ; int c ; }", "moved\tint d, after c\tint d, first\n" },
		{ "s#a", "struct a { int b ; int c ; int d ; }",
		  "struct a { int c ; int d ; long b ; }",
		  "moved\tint b, first\tlong b, after d\n" },
		/* One in front moves nothing. */
		{ "s#a", "struct a { int b ; int c ; }", "struct a { int n ; int b ; int c ; }",
		  "added\t-\tint n\n" },
		{ "e#a", "enum a { B , C }", "enum a { C , B }", "moved\tB, first\tB, after C\n" },
	};

	(void)state;
	check(examples, ARRAY_SIZE(examples));
}

static void test_inner(void **state)
{
	static const struct example examples[] = {
		{ "s#a", "struct a { struct { int b ; } c [ 3 ] ; }",
		  "struct a { struct { long b ; } c [ 3 ] ; }",
		  "changed\tint b, in c\tlong b, in c\n" },
		{ "s#a", "struct a { struct { int b ; } c [ 3 ] ; }",
		  "struct a { struct { int b ; } c [ 4 ] ; }",
		  "changed\tstruct { ... } c[3]\tstruct { ... } c[4]\n" },
		{ "s#a", "struct a { union { int b ; int c ; } ; }",
		  "struct a { union { int b ; long c ; } ; }", "changed\tint c\tlong c\n" },
		/* As a whole */
		{ "s#a", "struct a { struct { int b ; } c ; int d ; }", "struct a { int d ; }",
		  "removed\tstruct { ... } c\t-\n" },
		{ "s#a", "struct a { union { int b ; } ; int d ; }", "struct a { int d ; }",
		  "removed\tunion { ... }\t-\nremoved\tint b\t-\n" },
		/* In and out */
		{ "s#a", "struct a { union { int b ; } ; int c ; }",
		  "struct a { union { int b ; int c ; } ; }",
		  "moved\tint c, after union { ... }\tint c, after b, in union { ... }\n" },
		{ "s#a", "struct a { int b ; int c ; }",
		  "struct a { struct { int b ; int c ; } ; }",
		  "moved\tint b, first\tint b, first, in struct { ... }\n"
		  "moved\tint c, after b\tint c, after b, in struct { ... }\nadded\t-\tstruct { "
		  "... }\n" },
		/* What moves takes its members along. */
		{ "s#a", "struct a { struct { int b ; } c ; int d ; int e ; }",
		  "struct a { int d ; int e ; struct { int b ; } c ; }",
		  "moved\tstruct { ... } c, first\tstruct { ... } c, after e\n" },
		{ "t#a", "typedef struct { int b ; } a", "typedef struct { int b ; int c ; } a",
		  "added\t-\tint c\n" },
	};

	(void)state;
	check(examples, ARRAY_SIZE(examples));
}

static void test_others(void **state)
{
	static const struct example examples[] = {
		{ "e#a", "enum a { B , C = 2 }", "enum a { B , C = 3 , D }",
		  "changed\tC = 2\tC = 3\nadded\t-\tD\n" },
		{ "e#a", "enum a { B = f ( 1 , 2 ) , C }", "enum a { C }",
		  "removed\tB = f(1, 2)\t-\n" },
		{ "E#B", "5", "( 5 ) + 1", "value\t5\t(5) + 1\n" },
		{ "t#u8", "typedef unsigned char u8", "typedef t#__u8 u8",
		  "changed\ttypedef unsigned char u8\ttypedef __u8 u8\n" },
		{ "f", "int f ( s#a * , u#b * )", "e#c f ( s#a * )",
		  "declaration\tint f(struct a *, union b *)\tenum c f(struct a *)\n" },
		{ "v", "extern struct { int a ; } v", "extern struct { int a ; int b ; } v",
		  "added\t-\tint b\n" },
		{ "s#a", "struct a { UNKNOWN }", "struct a { int b ; }",
		  "known\tstruct a { UNKNOWN }\tstruct a { ... }\n" },
		{ "e#a", "enum a { B }", "enum a { UNKNOWN }",
		  "unknown\tenum a { ... }\tenum a { UNKNOWN }\n" },
		/* A member of that name is none that is unknown. */
		{ "e#a", "enum a { UNKNOWN , B }", "enum a { UNKNOWN }",
		  "unknown\tenum a { ... }\tenum a { UNKNOWN }\n" },
	};

	(void)state;
	check(examples, ARRAY_SIZE(examples));
}

/* Whatever it is, there is a line, and no column too many. */
static void test_nonsense(void **state)
{
	static const char *const texts[] = { "",
					     "{",
					     "}",
					     "struct {",
					     "struct { ; , } }",
					     "( [ {",
					     ") )",
					     "a\033b",
					     "s#a s#a",
					     "struct a { int b ; int b ; }",
					     "struct { struct { struct {",
					     "enum { , , A" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		for (size_t j = 0; j < ARRAY_SIZE(texts); j++) {
			struct strbuf changes = { 0 };

			changes_add(&changes, "s#a", texts[i], texts[j]);
			assert_true(changes.len > 0 && changes.text[changes.len - 1] == '\n');
			assert_null(strchr(changes.text, '\033'));
			strbuf_free(&changes);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_members),	 cmocka_unit_test(test_order),
		cmocka_unit_test(test_inner),	 cmocka_unit_test(test_others),
		cmocka_unit_test(test_nonsense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
