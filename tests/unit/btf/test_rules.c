// SPDX-License-Identifier: GPL-2.0-only
/* Which types of a module become types of the base: each rule of the specification with made-up types. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "fixture.h"

static struct fixture f;

static int begin(void **state)
{
	(void)state;
	memset(&f, 0, sizeof(f));
	return 0;
}

/* Rule 1 */
static void test_strings(void **state)
{
	(void)state;
	make_string(&f.base, "int");
	make_string(&f.base, "twice");
	make_another_string(&f.base, "twice");
	base_is_made(&f);
	make_string(&f.in, "unused");
	make_string(&f.in, "int");
	make_string(&f.in, "nt");
	make_string(&f.in, "twice");
	make_type(&f.in, KIND_FLOAT, "twice", 4);
	make_type(&f.in, KIND_FLOAT, "zzz", 4);
	make_type(&f.in, KIND_FLOAT, "nt", 4);
	make_string(&f.want, "unused");
	make_string(&f.want, "nt");
	make_type(&f.want, KIND_FLOAT, "twice", 4);
	make_type(&f.want, KIND_FLOAT, "zzz", 4);
	make_type(&f.want, KIND_FLOAT, "nt", 4);
	assert_rebased(&f);
}

static void test_string_twice(void **state)
{
	(void)state;
	base_is_made(&f);
	make_string(&f.in, "a");
	make_another_string(&f.in, "a");
	assert_left(&f, "twice");
}

static void test_name_inside_of_string(void **state)
{
	(void)state;
	base_is_made(&f);
	make_type(&f.in, KIND_FLOAT, "float", 4);
	f.in.words[0]++;
	assert_left(&f, "inside of a string");
}

/* Rule 2: the newest of two equal types of the base, but growths turn the order around. */
static void expect_of_two(uint32_t more_of_base, uint32_t more_of_module, uint32_t expected)
{
	static const char *const names[] = { "x", "y", "z" };

	make_int(&f.base, "int", 4);
	make_int(&f.base, "int", 4);
	for (uint32_t i = 0; i < more_of_base; i++)
		make_type(&f.base, KIND_FLOAT, names[i], 4);
	base_is_made(&f);
	for (uint32_t i = 0; i < more_of_module; i++)
		make_type(&f.in, KIND_FLOAT, "own", 4 + i);
	make_type(&f.in, KIND_PTR, "", next_id(&f.in) + 1);
	make_int(&f.in, "int", 4);
	for (uint32_t i = 0; i < more_of_module; i++)
		make_type(&f.want, KIND_FLOAT, "own", 4 + i);
	make_type(&f.want, KIND_PTR, "", expected);
	assert_rebased(&f);
}

static void test_newest_first(void **state)
{
	(void)state;
	expect_of_two(0, 0, 2);
}

static void test_growth_in_base(void **state)
{
	(void)state;
	expect_of_two(2, 0, 1);
}

static void test_growth_by_module(void **state)
{
	(void)state;
	expect_of_two(1, 1, 1);
}

static void test_two_growths(void **state)
{
	(void)state;
	expect_of_two(3, 2, 2);
}

/* Rule 3 */
static void test_plain_types(void **state)
{
	uint32_t number, real, declared, colours, named;

	(void)state;
	number = make_int(&f.base, "int", 4);
	real = make_type(&f.base, KIND_FLOAT, "float", 4);
	declared = make_fwd(&f.base, KIND_UNION, "u");
	colours = make_enum(&f.base, "colours", 4, 1);
	make_value(&f.base, "red", 1);
	named = make_type(&f.base, KIND_ENUM64, "wide", 8);
	base_is_made(&f);

	make_type(&f.in, KIND_CONST, "", next_id(&f.in) + 1);
	make_int(&f.in, "int", 4);
	make_type(&f.in, KIND_CONST, "", next_id(&f.in) + 1);
	make_type(&f.in, KIND_FLOAT, "float", 4);
	make_type(&f.in, KIND_CONST, "", next_id(&f.in) + 1);
	make_fwd(&f.in, KIND_UNION, "u");
	make_type(&f.in, KIND_CONST, "", next_id(&f.in) + 1);
	make_enum(&f.in, "colours", 4, 1);
	make_value(&f.in, "red", 1);
	make_type(&f.in, KIND_CONST, "", next_id(&f.in) + 1);
	make_type(&f.in, KIND_ENUM64, "wide", 8);
	/* The same names, but other types */
	make_int(&f.in, "int", 8);
	make_type(&f.in, KIND_FLOAT, "float", 8);
	make_fwd(&f.in, KIND_STRUCT, "u");

	make_type(&f.want, KIND_CONST, "", number);
	make_type(&f.want, KIND_CONST, "", real);
	make_type(&f.want, KIND_CONST, "", declared);
	make_type(&f.want, KIND_CONST, "", colours);
	make_type(&f.want, KIND_CONST, "", named);
	make_int(&f.want, "int", 8);
	make_type(&f.want, KIND_FLOAT, "float", 8);
	make_fwd(&f.want, KIND_STRUCT, "u");
	assert_rebased(&f);
}

static void test_int_encoding(void **state)
{
	(void)state;
	make_int(&f.base, "int", 4);
	base_is_made(&f);
	make_int(&f.in, "int", 4);
	f.in.words[3] |= 1 << 24;
	make_int(&f.want, "int", 4);
	f.want.words[3] |= 1 << 24;
	assert_rebased(&f);
}

static void test_enum_declared_by_module(void **state)
{
	uint32_t id;

	(void)state;
	id = make_enum(&f.base, "e", 4, 1);
	make_value(&f.base, "one", 1);
	base_is_made(&f);
	make_type(&f.in, KIND_PTR, "", 2);
	make_enum(&f.in, "e", 4, 0);
	make_type(&f.want, KIND_PTR, "", id);
	assert_rebased(&f);
}

static void test_enum_declared_by_base(void **state)
{
	(void)state;
	make_enum(&f.base, "e", 4, 0);
	base_is_made(&f);
	make_enum(&f.in, "e", 4, 1);
	make_value(&f.in, "one", 1);
	assert_left(&f, "declaration of an enum");
}

static void test_enum_declared_with_another_size(void **state)
{
	(void)state;
	make_enum(&f.base, "e", 8, 1);
	make_value(&f.base, "one", 1);
	base_is_made(&f);
	make_enum(&f.in, "e", 4, 0);
	assert_left(&f, "another size or kind");
}

static void test_enum_with_other_values(void **state)
{
	(void)state;
	make_enum(&f.base, "e", 4, 1);
	make_value(&f.base, "one", 1);
	base_is_made(&f);
	make_enum(&f.in, "e", 4, 1);
	make_value(&f.in, "one", 2);
	assert_left(&f, "another enum");
}

/* Only values tell enums without a name apart. */
static void test_enums_without_name(void **state)
{
	(void)state;
	make_enum(&f.base, "", 4, 1);
	make_value(&f.base, "one", 1);
	base_is_made(&f);
	make_enum(&f.in, "", 4, 1);
	make_value(&f.in, "one", 1);
	make_enum(&f.in, "", 4, 1);
	make_value(&f.in, "two", 1);
	make_enum(&f.want, "", 4, 1);
	make_value(&f.want, "two", 1);
	assert_rebased(&f);
}

/* A list whose nodes refer to each other, with a number of that type. Returns the struct's id. */
static uint32_t make_list(struct maker *maker, const char *number)
{
	uint32_t id = next_id(maker);

	make_struct(maker, KIND_STRUCT, "node", 16, 2);
	make_member(maker, "next", id + 1, 0);
	make_member(maker, "number", id + 2, 64);
	make_type(maker, KIND_PTR, "", id);
	make_int(maker, number, 4);
	return id;
}

/* Rule 4 */
static void test_circle(void **state)
{
	uint32_t node;

	(void)state;
	make_int(&f.base, "other", 1);
	node = make_list(&f.base, "int");
	base_is_made(&f);
	make_type(&f.in, KIND_TYPEDEF, "node_t", 2);
	make_list(&f.in, "int");
	make_type(&f.want, KIND_TYPEDEF, "node_t", node);
	assert_rebased(&f);
}

/* The difference is behind a pointer. */
static void test_different_circle(void **state)
{
	uint32_t id;

	(void)state;
	id = make_struct(&f.base, KIND_STRUCT, "", 16, 1);
	make_member(&f.base, "next", id + 1, 0);
	make_type(&f.base, KIND_PTR, "", id);
	base_is_made(&f);
	id = make_struct(&f.in, KIND_STRUCT, "", 16, 1);
	make_member(&f.in, "next", id + 1, 0);
	make_type(&f.in, KIND_PTR, "", id + 2);
	make_type(&f.in, KIND_CONST, "", id);
	id = make_struct(&f.want, KIND_STRUCT, "", 16, 1);
	make_member(&f.want, "next", id + 1, 0);
	make_type(&f.want, KIND_PTR, "", id + 2);
	make_type(&f.want, KIND_CONST, "", id);
	assert_rebased(&f);
}

/* struct outer { struct inner *a; }, the inner one as it is made before. Returns the outer one's id. */
static uint32_t make_outer(struct maker *maker, uint32_t inner)
{
	uint32_t pointer = make_type(maker, KIND_PTR, "", inner);
	uint32_t outer = make_struct(maker, KIND_STRUCT, "outer", 8, 1);

	make_member(maker, "a", pointer, 0);
	return outer;
}

static uint32_t make_inner(struct maker *maker, const char *member)
{
	uint32_t number = make_int(maker, "int", 4);
	uint32_t id = make_struct(maker, KIND_STRUCT, "inner", 4, 1);

	make_member(maker, member, number, 0);
	return id;
}

/* All that was assumed equal holds: the inner struct is the base's, too, though it comes first. */
static void test_graph_is_taken_over(void **state)
{
	uint32_t inner, outer;

	(void)state;
	inner = make_inner(&f.base, "m");
	outer = make_outer(&f.base, inner);
	base_is_made(&f);
	make_type(&f.in, KIND_CONST, "", next_id(&f.in) + 3);
	make_outer(&f.in, make_inner(&f.in, "m"));
	make_type(&f.in, KIND_CONST, "", next_id(&f.in) - 1);
	make_type(&f.want, KIND_CONST, "", next_id(&f.base) - 2);
	make_type(&f.want, KIND_CONST, "", outer);
	assert_rebased(&f);
}

/* Shapes of structs, one thing different each. */
static void expect_another_struct(void (*make)(struct maker *maker))
{
	uint32_t number = make_int(&f.base, "int", 4);

	make_struct(&f.base, KIND_STRUCT, "", 8, 1);
	make_member(&f.base, "m", number, 0);
	base_is_made(&f);
	make_int(&f.in, "int", 4);
	make(&f.in);
	make(&f.want);
	for (size_t i = 0; i < f.want.nr_words; i++) {
		/* make() refers to type 1, which is the same in all of them. */
		assert_true(f.want.words[i] == f.in.words[4 + i] ||
			    f.want.words[i] >= f.want.first_string);
	}
	assert_rebased(&f);
}

static void make_other_size(struct maker *maker)
{
	make_struct(maker, KIND_STRUCT, "", 4, 1);
	make_member(maker, "m", 1, 0);
}

static void make_other_offset(struct maker *maker)
{
	make_struct(maker, KIND_STRUCT, "", 8, 1);
	make_member(maker, "m", 1, 32);
}

static void make_other_member(struct maker *maker)
{
	make_struct(maker, KIND_STRUCT, "", 8, 1);
	make_member(maker, "n", 1, 0);
}

static void make_other_kind(struct maker *maker)
{
	make_struct(maker, KIND_UNION, "", 8, 1);
	make_member(maker, "m", 1, 0);
}

static void make_other_type(struct maker *maker)
{
	make_struct(maker, KIND_STRUCT, "", 8, 1);
	make_member(maker, "m", 0, 0);
}

static void test_other_size(void **state)
{
	(void)state;
	expect_another_struct(make_other_size);
}

static void test_other_offset(void **state)
{
	(void)state;
	expect_another_struct(make_other_offset);
}

static void test_other_member(void **state)
{
	(void)state;
	expect_another_struct(make_other_member);
}

static void test_other_kind(void **state)
{
	(void)state;
	expect_another_struct(make_other_kind);
}

static void test_other_type(void **state)
{
	(void)state;
	expect_another_struct(make_other_type);
}

/* struct { T *p; } in base and module, that are different as the T are. */
static void expect_another_behind_pointer(void (*make_base)(struct maker *maker),
					  void (*make_module)(struct maker *maker))
{
	struct maker *const makers[] = { &f.base, &f.in, &f.want };

	for (size_t i = 0; i < ARRAY_SIZE(makers); i++) {
		uint32_t id;

		if (i == 1)
			base_is_made(&f);
		(i ? make_module : make_base)(makers[i]);
		id = make_type(makers[i], KIND_PTR, "", next_id(makers[i]) - 1);
		make_struct(makers[i], KIND_STRUCT, "", 8, 1);
		make_member(makers[i], "p", id, 0);
	}
	assert_rebased(&f);
}

static void make_small(struct maker *maker)
{
	make_struct(maker, KIND_STRUCT, "", 4, 1);
	make_member(maker, "m", 0, 0);
}

static void make_large(struct maker *maker)
{
	make_struct(maker, KIND_STRUCT, "", 8, 1);
	make_member(maker, "m", 0, 0);
}

static void make_moved(struct maker *maker)
{
	make_struct(maker, KIND_STRUCT, "", 4, 1);
	make_member(maker, "m", 0, 8);
}

static void make_three(struct maker *maker)
{
	make_array(maker, 0, 0, 3);
}

static void make_four(struct maker *maker)
{
	make_array(maker, 0, 0, 4);
}

static void make_int_of_four(struct maker *maker)
{
	make_int(maker, "int", 4);
}

static void make_int_of_eight(struct maker *maker)
{
	make_int(maker, "int", 8);
}

static void make_red(struct maker *maker)
{
	make_enum(maker, "", 4, 1);
	make_value(maker, "red", 1);
}

static void make_blue(struct maker *maker)
{
	make_enum(maker, "", 4, 1);
	make_value(maker, "blue", 1);
}

static void make_short_red(struct maker *maker)
{
	make_enum(maker, "", 1, 1);
	make_value(maker, "red", 1);
}

static void make_union_fwd(struct maker *maker)
{
	make_fwd(maker, KIND_UNION, "one");
}

static void make_struct_one(struct maker *maker)
{
	make_struct(maker, KIND_STRUCT, "one", 0, 0);
}

static void make_fwd_two(struct maker *maker)
{
	make_fwd(maker, KIND_STRUCT, "two");
}

static void make_volatile(struct maker *maker)
{
	make_type(maker, KIND_VOLATILE, "", 0);
}

static void make_const(struct maker *maker)
{
	make_type(maker, KIND_CONST, "", 0);
}

static void test_behind_pointer(void **state)
{
	static const struct {
		void (*make_base)(struct maker *maker), (*make_module)(struct maker *maker);
	} cases[] = {
		{ make_small, make_large },
		{ make_small, make_moved },
		{ make_three, make_four },
		{ make_int_of_four, make_int_of_eight },
		{ make_red, make_blue },
		{ make_red, make_short_red },
		{ make_union_fwd, make_struct_one },
		{ make_fwd_two, make_struct_one },
		{ make_struct_one, make_union_fwd },
		{ make_struct_one, make_fwd_two },
		{ make_volatile, make_const },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		begin(state);
		expect_another_behind_pointer(cases[i].make_base, cases[i].make_module);
	}
}

/* A declaration of the module in a struct that the base has becomes what the base has there. */
static void test_declaration_in_graph(void **state)
{
	uint32_t inner;

	(void)state;
	make_struct(&f.base, KIND_UNION, "inner", 0, 0);
	inner = make_inner(&f.base, "m");
	make_outer(&f.base, inner);
	base_is_made(&f);
	make_outer(&f.in, make_fwd(&f.in, KIND_STRUCT, "inner"));
	make_type(&f.in, KIND_CONST, "", 1);
	make_type(&f.want, KIND_CONST, "", inner);
	assert_rebased(&f);
}

static void test_declaration_of_another_kind(void **state)
{
	uint32_t outer;

	(void)state;
	make_struct(&f.base, KIND_UNION, "inner", 4, 0);
	outer = make_struct(&f.base, KIND_STRUCT, "", 8, 1);
	make_member(&f.base, "a", 1, 0);
	base_is_made(&f);
	make_fwd(&f.in, KIND_STRUCT, "inner");
	make_struct(&f.in, KIND_STRUCT, "", 8, 1);
	make_member(&f.in, "a", 1, 0);
	make_fwd(&f.want, KIND_STRUCT, "inner");
	make_struct(&f.want, KIND_STRUCT, "", 8, 1);
	make_member(&f.want, "a", outer + 1, 0);
	assert_rebased(&f);
}

static void test_declaration_in_base(void **state)
{
	(void)state;
	make_outer(&f.base, make_fwd(&f.base, KIND_STRUCT, "inner"));
	base_is_made(&f);
	make_outer(&f.in, make_inner(&f.in, "m"));
	assert_left(&f, "declaration of what the module has");
}

/* It does not matter if the comparison fails for another reason. */
static void test_declaration_in_base_of_another_struct(void **state)
{
	uint32_t fwd, pointer, number;

	(void)state;
	fwd = make_fwd(&f.base, KIND_STRUCT, "inner");
	pointer = make_type(&f.base, KIND_PTR, "", fwd);
	make_struct(&f.base, KIND_STRUCT, "", 16, 2);
	make_member(&f.base, "a", pointer, 0);
	make_member(&f.base, "b", pointer, 64);
	make_struct(&f.base, KIND_STRUCT, "", 0, 0);
	base_is_made(&f);
	pointer = make_type(&f.in, KIND_PTR, "", make_inner(&f.in, "m"));
	make_struct(&f.in, KIND_STRUCT, "", 16, 2);
	make_member(&f.in, "a", pointer, 0);
	make_member(&f.in, "b", pointer - 1, 64);
	make_struct(&f.in, KIND_STRUCT, "", 0, 0);
	number = make_int(&f.want, "int", 4);
	make_struct(&f.want, KIND_STRUCT, "inner", 4, 1);
	make_member(&f.want, "m", number, 0);
	pointer = make_type(&f.want, KIND_PTR, "", number + 1);
	make_struct(&f.want, KIND_STRUCT, "", 16, 2);
	make_member(&f.want, "a", pointer, 0);
	make_member(&f.want, "b", pointer - 1, 64);
	assert_rebased(&f);
}

/* struct { T a; T b; } in the base; in the module with two types that @make makes. */
static void make_pair_of(struct maker *maker, uint32_t a, uint32_t b)
{
	make_struct(maker, KIND_STRUCT, "", 64, 2);
	make_member(maker, "a", a, 0);
	make_member(maker, "b", b, 256);
}

static void test_second_partner(void **state)
{
	uint32_t a, b;

	(void)state;
	a = make_type(&f.base, KIND_TYPEDEF, "t", 0);
	make_pair_of(&f.base, a, a);
	base_is_made(&f);
	/* One that is the base's in the end, and one that only begins the same. */
	make_int(&f.in, "i", 4);
	a = make_type(&f.in, KIND_TYPEDEF, "t", 0);
	b = make_type(&f.in, KIND_TYPEDEF, "t", 1);
	make_pair_of(&f.in, a, b);
	b = make_int(&f.want, "i", 4);
	b = make_type(&f.want, KIND_TYPEDEF, "t", b);
	make_pair_of(&f.want, 1, b);
	assert_rebased(&f);
}

static void test_second_partner_is_same_array(void **state)
{
	uint32_t number, array;

	(void)state;
	number = make_int(&f.base, "int", 4);
	array = make_array(&f.base, number, number, 8);
	make_pair_of(&f.base, array, array);
	base_is_made(&f);
	number = make_int(&f.in, "int", 4);
	array = make_array(&f.in, number, number, 8);
	make_pair_of(&f.in, array, make_array(&f.in, number, number, 8));
	assert_rebased(&f);
}

/* struct with a struct with one member of that type in it; returns the outer one */
static uint32_t make_nested(struct maker *maker, uint32_t type)
{
	uint32_t inner = make_struct(maker, KIND_STRUCT, "", 32, 1), outer;

	make_member(maker, "x", type, 0);
	outer = make_struct(maker, KIND_STRUCT, "", 32, 1);
	make_member(maker, "y", inner, 0);
	return outer;
}

static void test_second_partner_is_same_struct(void **state)
{
	uint32_t number, nested;

	(void)state;
	number = make_int(&f.base, "int", 4);
	nested = make_nested(&f.base, make_array(&f.base, number, number, 8));
	make_pair_of(&f.base, nested, nested);
	base_is_made(&f);
	number = make_int(&f.in, "int", 4);
	/* The pair comes first: its members are not known to be the base's yet. */
	make_pair_of(&f.in, number + 4, number + 7);
	assert_int_equal(make_nested(&f.in, make_array(&f.in, number, number, 8)), number + 4);
	assert_int_equal(make_nested(&f.in, make_array(&f.in, number, number, 8)), number + 7);
	assert_rebased(&f);
}

static void test_second_partner_is_other_struct(void **state)
{
	uint32_t pointer, nested;

	(void)state;
	pointer = make_type(&f.base, KIND_PTR, "", 0);
	nested = make_nested(&f.base, pointer);
	make_pair_of(&f.base, nested, nested);
	base_is_made(&f);
	/* Two pointers are not one: only arrays and structs may be there twice. */
	make_pair_of(&f.in, 4, 7);
	make_nested(&f.in, make_type(&f.in, KIND_PTR, "", 0));
	make_nested(&f.in, make_type(&f.in, KIND_PTR, "", 0));
	make_pair_of(&f.want, nested, nested);
	assert_rebased(&f);
}

/* The first struct's declaration means one that the second one has: the third has another one. */
static void test_resolved_declaration_of_module(void **state)
{
	struct maker *const makers[] = { &f.in, &f.want };

	(void)state;
	base_is_made(&f);
	for (size_t i = 0; i < ARRAY_SIZE(makers); i++) {
		uint32_t id = next_id(makers[i]);

		make_string(makers[i], "outer");
		make_string(makers[i], "inner");
		make_struct(makers[i], KIND_STRUCT, "outer", 8, 1);
		make_member(makers[i], "a", id + 1, 0);
		make_type(makers[i], KIND_PTR, "", id + 2);
		if (!i) {
			make_fwd(&f.in, KIND_STRUCT, "inner");
			make_struct(&f.in, KIND_STRUCT, "outer", 8, 1);
			make_member(&f.in, "a", id + 4, 0);
			make_type(&f.in, KIND_PTR, "", id + 5);
		}
		make_struct(makers[i], KIND_STRUCT, "inner", 4, 0);
		id = make_struct(makers[i], KIND_STRUCT, "outer", 8, 1);
		make_member(makers[i], "a", id + 1, 0);
		make_type(makers[i], KIND_PTR, "", id + 2);
		make_struct(makers[i], KIND_STRUCT, "inner", 8, 0);
	}
	assert_rebased(&f);
}

/* Rule 5 */
static void test_only_struct_of_base(void **state)
{
	uint32_t inner;

	(void)state;
	inner = make_inner(&f.base, "m");
	base_is_made(&f);
	make_type(&f.in, KIND_PTR, "", 2);
	make_fwd(&f.in, KIND_STRUCT, "inner");
	make_type(&f.want, KIND_PTR, "", inner);
	assert_rebased(&f);
}

static void test_only_struct_of_module(void **state)
{
	(void)state;
	base_is_made(&f);
	make_type(&f.in, KIND_PTR, "", 2);
	make_fwd(&f.in, KIND_STRUCT, "inner");
	make_inner(&f.in, "m");
	make_string(&f.want, "inner");
	make_type(&f.want, KIND_PTR, "", 3);
	make_inner(&f.want, "m");
	assert_rebased(&f);
}

static void test_two_structs_of_a_name(void **state)
{
	(void)state;
	make_inner(&f.base, "m");
	make_struct(&f.base, KIND_STRUCT, "inner", 0, 0);
	base_is_made(&f);
	make_fwd(&f.in, KIND_STRUCT, "inner");
	make_fwd(&f.want, KIND_STRUCT, "inner");
	assert_rebased(&f);
}

static void test_union_of_the_name(void **state)
{
	(void)state;
	make_struct(&f.base, KIND_UNION, "inner", 0, 0);
	base_is_made(&f);
	make_fwd(&f.in, KIND_STRUCT, "inner");
	make_fwd(&f.want, KIND_STRUCT, "inner");
	assert_rebased(&f);
}

/* A declaration may have become the module's only struct of the name; on top of the base it would not have. */
static void test_namesake_in_base(void **state)
{
	(void)state;
	make_inner(&f.base, "m");
	base_is_made(&f);
	make_inner(&f.in, "n");
	assert_left(&f, "another struct of a name");
}

static void test_two_namesakes_in_base(void **state)
{
	(void)state;
	make_inner(&f.base, "m");
	make_struct(&f.base, KIND_STRUCT, "inner", 0, 0);
	base_is_made(&f);
	make_inner(&f.in, "m");
	assert_left(&f, "another struct of a name");
}

/* With two in the module no declaration had become one of them. */
static void test_two_namesakes_in_module(void **state)
{
	(void)state;
	make_int(&f.base, "int", 4);
	make_struct(&f.base, KIND_STRUCT, "inner", 0, 0);
	base_is_made(&f);
	make_inner(&f.in, "m");
	make_struct(&f.in, KIND_STRUCT, "inner", 8, 0);
	make_struct(&f.want, KIND_STRUCT, "inner", 4, 1);
	make_member(&f.want, "m", 1, 0);
	make_struct(&f.want, KIND_STRUCT, "inner", 8, 0);
	assert_rebased(&f);
}

/* Rule 6 */
static void test_references(void **state)
{
	uint32_t number, array, proto, function;

	(void)state;
	number = make_int(&f.base, "int", 4);
	make_type(&f.base, KIND_VOLATILE, "", number);
	make_type(&f.base, KIND_RESTRICT, "", 2);
	make_type(&f.base, KIND_TYPEDEF, "t", 3);
	make_type(&f.base, KIND_TYPE_TAG, "tag", 4);
	array = make_array(&f.base, 5, number, 3);
	proto = make_proto(&f.base, array, 2);
	make_parameter(&f.base, "p", 4);
	make_parameter(&f.base, "", 0);
	function = make_type(&f.base, KIND_FUNC, "f", proto);
	make_type(&f.base, KIND_DECL_TAG, "tag", function);
	make_word(&f.base, UINT32_MAX);
	base_is_made(&f);

	/* The same from the top down, and a user of each */
	make_type(&f.in, KIND_DECL_TAG, "tag", 2);
	make_word(&f.in, UINT32_MAX);
	make_type(&f.in, KIND_FUNC, "f", 3);
	make_proto(&f.in, 4, 2);
	make_parameter(&f.in, "p", 6);
	make_parameter(&f.in, "", 0);
	make_array(&f.in, 5, 9, 3);
	make_type(&f.in, KIND_TYPE_TAG, "tag", 6);
	make_type(&f.in, KIND_TYPEDEF, "t", 7);
	make_type(&f.in, KIND_RESTRICT, "", 8);
	make_type(&f.in, KIND_VOLATILE, "", 9);
	make_int(&f.in, "int", 4);
	for (uint32_t id = 1; id <= 9; id++)
		make_type(&f.in, KIND_PTR, "", id);
	/* Other ones */
	make_type(&f.in, KIND_DECL_TAG, "tag", 2);
	make_word(&f.in, 0);
	make_array(&f.in, 5, 9, 4);
	make_proto(&f.in, 4, 1);
	make_parameter(&f.in, "p", 6);
	make_proto(&f.in, 4, 2);
	make_parameter(&f.in, "q", 6);
	make_parameter(&f.in, "", 0);

	for (uint32_t id = 9; id >= 1; id--)
		make_type(&f.want, KIND_PTR, "", id);
	make_type(&f.want, KIND_DECL_TAG, "tag", function);
	make_word(&f.want, 0);
	make_array(&f.want, 5, number, 4);
	make_proto(&f.want, array, 1);
	make_parameter(&f.want, "p", 4);
	make_proto(&f.want, array, 2);
	make_parameter(&f.want, "q", 4);
	make_parameter(&f.want, "", 0);
	assert_rebased(&f);
}

/* What a FWD and a struct were refers to the base's struct then, so it is equal. */
static void test_references_after_structs(void **state)
{
	uint32_t inner, pointer;

	(void)state;
	inner = make_inner(&f.base, "m");
	pointer = make_type(&f.base, KIND_PTR, "", inner);
	base_is_made(&f);
	make_type(&f.in, KIND_CONST, "", 2);
	make_type(&f.in, KIND_PTR, "", 3);
	make_fwd(&f.in, KIND_STRUCT, "inner");
	make_type(&f.want, KIND_CONST, "", pointer);
	assert_rebased(&f);
}

/* Equal types of the module become the first of them. */
static void test_references_of_module(void **state)
{
	(void)state;
	base_is_made(&f);
	make_type(&f.in, KIND_PTR, "", 3);
	make_type(&f.in, KIND_PTR, "", 4);
	make_struct(&f.in, KIND_STRUCT, "inner", 0, 0);
	make_fwd(&f.in, KIND_STRUCT, "inner");
	make_type(&f.in, KIND_CONST, "", 1);
	make_type(&f.in, KIND_VOLATILE, "", 2);
	make_type(&f.want, KIND_PTR, "", 2);
	make_struct(&f.want, KIND_STRUCT, "inner", 0, 0);
	make_type(&f.want, KIND_CONST, "", 1);
	make_type(&f.want, KIND_VOLATILE, "", 1);
	assert_rebased(&f);
}

static void test_variables_stay(void **state)
{
	struct maker *const makers[] = { &f.base, &f.in, &f.want };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(makers); i++) {
		struct maker *maker = makers[i];

		if (i == 1)
			base_is_made(&f);
		if (i < 2)
			make_int(maker, "int", 4);
		make_type(maker, KIND_VAR, "v", 1);
		make_word(maker, 1);
		make_type(maker, KIND_DATASEC, ".data", 4);
		maker->words[maker->nr_words - 2] |= 1;
		make_word(maker, next_id(maker) - 2);
		make_word(maker, 0);
		make_word(maker, 4);
	}
	assert_rebased(&f);
}

static void test_circle_without_struct(void **state)
{
	(void)state;
	base_is_made(&f);
	make_type(&f.in, KIND_PTR, "", 2);
	make_type(&f.in, KIND_CONST, "", 3);
	make_type(&f.in, KIND_PTR, "", 2);
	assert_left(&f, "circle");
}

static void test_nothing(void **state)
{
	(void)state;
	base_is_made(&f);
	assert_rebased(&f);
}

static void test_other_byte_order(void **state)
{
	struct attempt attempt = { 0 };
	unsigned char *base, *in;
	const char *wrong;
	size_t size;

	(void)state;
	base_is_made(&f);
	base = make_btf(&f.base, true, &attempt.base_size);
	in = make_btf(&f.in, false, &attempt.in_size);
	attempt.base = base;
	attempt.in = in;
	assert_null(rebase_data(&attempt, &size, &wrong));
	assert_non_null(strstr(wrong, "byte order"));
	free(base);
	free(in);
}

/*
 * With one unit nothing was lost, and what pahole would do with the base is known: a declaration of the base
 * has become the module's struct, though the struct that leads there is another one.
 */
static void test_declaration_in_base_of_one_unit(void **state)
{
	uint32_t fwd, other;

	(void)state;
	fwd = make_fwd(&f.base, KIND_STRUCT, "inner");
	make_outer(&f.base, fwd);
	other = make_struct(&f.base, KIND_STRUCT, "other", 8, 1);
	make_member(&f.base, "fwd", fwd, 0);
	base_is_made(&f);
	f.is_one_unit = true;
	make_outer(&f.in, make_inner(&f.in, "m"));
	/* By now the declaration is the struct. */
	make_struct(&f.in, KIND_STRUCT, "other", 8, 1);
	make_member(&f.in, "fwd", 2, 0);
	make_type(&f.in, KIND_CONST, "", next_id(&f.in) - 1);
	make_outer(&f.want, make_inner(&f.want, "m"));
	make_type(&f.want, KIND_CONST, "", other);
	assert_rebased(&f);
}

/* struct outer { struct inner *a; struct more *b; }, the pointers in front of it */
static void make_outer_of_two(struct maker *maker, uint32_t inner, uint32_t more)
{
	uint32_t a = make_type(maker, KIND_PTR, "", inner),
		 b = make_type(maker, KIND_PTR, "", more);

	make_struct(maker, KIND_STRUCT, "outer", 16, 2);
	make_member(maker, "a", a, 0);
	make_member(maker, "b", b, 64);
}

/* Only declarations of the base: those of the module do not mean what another struct of the base has there. */
static void test_other_declaration_of_one_unit(void **state)
{
	struct maker *const makers[] = { &f.in, &f.want };
	uint32_t fwd, more;

	(void)state;
	make_int(&f.base, "int", 4);
	fwd = make_fwd(&f.base, KIND_STRUCT, "inner");
	make_struct(&f.base, KIND_STRUCT, "more", 4, 0);
	more = make_struct(&f.base, KIND_STRUCT, "more", 8, 0);
	make_outer_of_two(&f.base, fwd, more);
	base_is_made(&f);
	f.is_one_unit = true;
	for (size_t i = 0; i < ARRAY_SIZE(makers); i++) {
		uint32_t inner = make_struct(makers[i], KIND_STRUCT, "inner", 4, 0);

		make_outer_of_two(makers[i], inner, make_fwd(makers[i], KIND_STRUCT, "more"));
	}
	assert_rebased(&f);
}

/* A declaration that the module has, too, means the module's struct then. */
static void test_declaration_of_one_unit(void **state)
{
	uint32_t fwd, inner;

	(void)state;
	fwd = make_fwd(&f.base, KIND_STRUCT, "inner");
	make_outer(&f.base, fwd);
	base_is_made(&f);
	f.is_one_unit = true;
	make_outer(&f.in, make_inner(&f.in, "m"));
	make_type(&f.in, KIND_CONST, "", make_fwd(&f.in, KIND_STRUCT, "inner"));
	inner = make_inner(&f.want, "m");
	make_outer(&f.want, inner);
	make_type(&f.want, KIND_CONST, "", inner);
	assert_rebased(&f);
}

static void test_enum_of_one_unit(void **state)
{
	uint32_t id;

	(void)state;
	make_enum(&f.base, "e", 4, 0);
	make_enum(&f.base, "other", 4, 1);
	make_value(&f.base, "two", 2);
	base_is_made(&f);
	f.is_one_unit = true;
	/* Equal to the base's at first */
	make_type(&f.in, KIND_CONST, "", make_enum(&f.in, "e", 4, 0));
	make_enum(&f.in, "e", 4, 1);
	make_value(&f.in, "one", 1);
	make_enum(&f.in, "other", 4, 1);
	make_value(&f.in, "three", 3);
	id = next_id(&f.want) + 1;
	make_type(&f.want, KIND_CONST, "", id);
	make_enum(&f.want, "e", 4, 1);
	make_value(&f.want, "one", 1);
	make_enum(&f.want, "other", 4, 1);
	make_value(&f.want, "three", 3);
	assert_rebased(&f);
}

static void test_namesake_of_one_unit(void **state)
{
	(void)state;
	make_int(&f.base, "int", 4);
	make_struct(&f.base, KIND_STRUCT, "inner", 4, 0);
	base_is_made(&f);
	f.is_one_unit = true;
	make_inner(&f.in, "n");
	make_struct(&f.want, KIND_STRUCT, "inner", 4, 1);
	make_member(&f.want, "n", 1, 0);
	assert_rebased(&f);
}

#define RULE(test) cmocka_unit_test_setup(test, begin)

int main(void)
{
	const struct CMUnitTest tests[] = {
		RULE(test_strings),
		RULE(test_string_twice),
		RULE(test_name_inside_of_string),
		RULE(test_newest_first),
		RULE(test_growth_in_base),
		RULE(test_growth_by_module),
		RULE(test_two_growths),
		RULE(test_plain_types),
		RULE(test_int_encoding),
		RULE(test_enum_declared_by_module),
		RULE(test_enum_declared_by_base),
		RULE(test_enum_declared_with_another_size),
		RULE(test_enum_with_other_values),
		RULE(test_enums_without_name),
		RULE(test_circle),
		RULE(test_different_circle),
		RULE(test_graph_is_taken_over),
		RULE(test_other_size),
		RULE(test_other_offset),
		RULE(test_other_member),
		RULE(test_other_kind),
		RULE(test_other_type),
		RULE(test_behind_pointer),
		RULE(test_declaration_in_graph),
		RULE(test_declaration_of_another_kind),
		RULE(test_declaration_in_base),
		RULE(test_declaration_in_base_of_another_struct),
		RULE(test_second_partner),
		RULE(test_second_partner_is_same_array),
		RULE(test_second_partner_is_same_struct),
		RULE(test_second_partner_is_other_struct),
		RULE(test_resolved_declaration_of_module),
		RULE(test_only_struct_of_base),
		RULE(test_only_struct_of_module),
		RULE(test_two_structs_of_a_name),
		RULE(test_union_of_the_name),
		RULE(test_namesake_in_base),
		RULE(test_two_namesakes_in_base),
		RULE(test_two_namesakes_in_module),
		RULE(test_declaration_in_base_of_one_unit),
		RULE(test_declaration_of_one_unit),
		RULE(test_other_declaration_of_one_unit),
		RULE(test_enum_of_one_unit),
		RULE(test_namesake_of_one_unit),
		RULE(test_references),
		RULE(test_references_after_structs),
		RULE(test_references_of_module),
		RULE(test_variables_stay),
		RULE(test_circle_without_struct),
		RULE(test_nothing),
		RULE(test_other_byte_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
