// SPDX-License-Identifier: GPL-2.0-only
/* BTF and indices that are damaged, or made to do damage. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "hash.h"
#include "index.h"

/* A base and a module with a bit of everything. */
struct files {
	unsigned char *base, *in, *index;
	size_t base_size, in_size, index_size;
};

static void make_types(struct maker *maker)
{
	uint32_t number = make_int(maker, "int", 4), list, array;

	list = make_struct(maker, KIND_STRUCT, "list", 16, 2);
	make_member(maker, "next", list + 1, 0);
	make_member(maker, "number", number, 64);
	make_type(maker, KIND_PTR, "", list);
	make_type(maker, KIND_TYPEDEF, "list_t", list);
	array = make_array(maker, list, number, 3);
	make_fwd(maker, KIND_STRUCT, "declared");
	make_enum(maker, "colours", 4, 1);
	make_value(maker, "red", 1);
	make_proto(maker, array, 1);
	make_parameter(maker, "parameter", number);
	make_type(maker, KIND_FUNC, "function", next_id(maker) - 1);
}

static void make_files(struct files *files)
{
	static struct fixture f;

	memset(&f, 0, sizeof(f));
	make_types(&f.base);
	base_is_made(&f);
	make_types(&f.in);
	make_type(&f.in, KIND_CONST, "", 2);
	make_type(&f.in, KIND_FLOAT, "own", 8);
	files->base = make_btf(&f.base, false, &files->base_size);
	files->in = make_btf(&f.in, false, &files->in_size);
	files->index = index_of(files->base, files->base_size, &files->index_size);
}

static void free_files(struct files *files)
{
	free(files->base);
	free(files->in);
	free(files->index);
}

static struct attempt attempt_of(const struct files *files)
{
	return (struct attempt){
		.base = files->base,
		.base_size = files->base_size,
		.in = files->in,
		.in_size = files->in_size,
	};
}

/* A copy in memory of its own, so that what looks behind its end is noticed. */
static unsigned char *copy(const unsigned char *data, size_t size)
{
	unsigned char *result = malloc(size ? size : 1);

	assert_non_null(result);
	memcpy(result, data, size);
	return result;
}

/* The reason for which a base and a module are refused, NULL if they are not. */
static const char *try(const unsigned char *base, size_t base_size, const unsigned char *in,
		       size_t in_size)
{
	const struct attempt attempt = {
		.base = base,
		.base_size = base_size,
		.in = in,
		.in_size = in_size,
	};
	const char *wrong;
	size_t size;

	free(rebase_data(&attempt, &size, &wrong));
	return wrong;
}

static void assert_both_refused(const struct files *files, const unsigned char *data, size_t size,
				const char *words)
{
	const char *as_base = try(data, size, files->in, files->in_size);
	const char *as_module = try(files->base, files->base_size, data, size);

	assert_non_null(as_base);
	assert_non_null(as_module);
	if (!strstr(as_base, words) || !strstr(as_module, words))
		fail_msg("refused because %s, %s", as_base, as_module);
}

static void test_truncated(void **state)
{
	struct files files;

	(void)state;
	make_files(&files);
	assert_null(try(files.base, files.base_size, files.in, files.in_size));
	for (size_t size = 0; size < files.in_size; size++) {
		unsigned char *cut = copy(files.in, size);

		assert_both_refused(&files, cut, size, "");
		free(cut);
	}
	free_files(&files);
}

static void set_word(unsigned char *data, size_t at, uint32_t word)
{
	memcpy(data + at, &word, sizeof(word));
}

/* A word of the header, and why it is refused. */
static const struct {
	const char *name;
	size_t at;
	uint32_t word;
	const char *reason;
} header_cases[] = {
	{ "magic", 0, 0x01eb9e, "no BTF" },
	{ "version", 0, 0x02eb9f, "version" },
	{ "flags", 0, 0x1001eb9f, "version" },
	{ "length of the header", 4, 32, "header" },
	{ "length of the header that is too much", 4, UINT32_MAX, "header" },
	{ "types begin elsewhere", 8, 4, "not just" },
	{ "types are longer than all", 12, UINT32_MAX - 3, "not just" },
	{ "types overlap strings", 12, 40, "not just" },
	{ "strings overlap types", 16, 0, "not just" },
	{ "strings begin behind the end", 16, 0x7fffffff, "not just" },
	{ "strings are longer than all", 20, UINT32_MAX, "not just" },
	{ "no strings", 20, 0, "not just" },
};

static void test_header(void **state)
{
	struct files files;

	(void)state;
	make_files(&files);
	for (size_t i = 0; i < ARRAY_SIZE(header_cases); i++) {
		unsigned char *changed = copy(files.in, files.in_size);

		set_word(changed, header_cases[i].at, header_cases[i].word);
		assert_both_refused(&files, changed, files.in_size, header_cases[i].reason);
		free(changed);
	}
	free_files(&files);
}

static void test_strings(void **state)
{
	struct files files;
	unsigned char *changed;
	uint32_t types_size;

	(void)state;
	make_files(&files);
	memcpy(&types_size, files.in + 12, sizeof(types_size));
	changed = copy(files.in, files.in_size);
	changed[files.in_size - 1] = 'x';
	assert_both_refused(&files, changed, files.in_size, "end with a zero");
	changed[files.in_size - 1] = '\0';
	changed[BTF_HEADER_SIZE + types_size] = 'x';
	assert_both_refused(&files, changed, files.in_size, "begin");
	free(changed);
	free_files(&files);
}

/* A type of three words, and why it is refused. */
static const struct {
	uint32_t name, info, third;
	const char *reason;
} type_cases[] = {
	{ 0, 0, 0, "unknown kind" },
	{ 0, (uint32_t)NR_KINDS << 24, 0, "unknown kind" },
	{ 0, 0x1fu << 24, 0, "unknown kind" },
	{ 0, (uint32_t)KIND_PTR << 24 | 1u << 31, 0, "flag" },
	{ 0, (uint32_t)KIND_PTR << 24 | 1u << 29, 0, "flag" },
	{ 0, (uint32_t)KIND_PTR << 24 | 1u << 16, 0, "flag" },
	{ 0, (uint32_t)KIND_PTR << 24 | 1, 0, "number of parts" },
	{ 0, (uint32_t)KIND_FUNC << 24 | 3, 0, "number of parts" },
	{ 0, (uint32_t)KIND_PTR << 24, 2, "out of range" },
	{ 0, (uint32_t)KIND_PTR << 24, UINT32_MAX, "out of range" },
	{ 1, (uint32_t)KIND_FLOAT << 24, 4, "out of range" },
	{ UINT32_MAX, (uint32_t)KIND_FLOAT << 24, 4, "out of range" },
	{ 0, (uint32_t)KIND_STRUCT << 24 | 1, 4, "too long" },
	{ 0, (uint32_t)KIND_ENUM << 24 | 0xffff, 4, "too long" },
	{ 0, (uint32_t)KIND_INT << 24, 4, "too long" },
};

static void test_types(void **state)
{
	struct files files;

	(void)state;
	make_files(&files);
	for (size_t i = 0; i < ARRAY_SIZE(type_cases); i++) {
		struct maker maker = { 0 };
		unsigned char *data;
		size_t size;

		make_string(&maker, "");
		make_word(&maker, type_cases[i].name);
		make_word(&maker, type_cases[i].info);
		make_word(&maker, type_cases[i].third);
		data = make_btf(&maker, false, &size);
		assert_both_refused(&files, data, size, type_cases[i].reason);
		free(data);
	}
	free_files(&files);
}

static void test_parts_out_of_range(void **state)
{
	struct files files;

	(void)state;
	make_files(&files);
	for (int part = 0; part < 2; part++) {
		struct maker maker = { 0 };
		unsigned char *data;
		size_t size;

		make_struct(&maker, KIND_STRUCT, "", 4, 1);
		make_word(&maker, part ? 0 : 1);
		make_word(&maker, part ? 2 : 0);
		make_word(&maker, 0);
		data = make_btf(&maker, false, &size);
		assert_both_refused(&files, data, size, "out of range");
		free(data);
	}
	free_files(&files);
}

/* Structs that contain themselves, twice each: without an end to it, but in C there is none. */
static void test_endless_structs(void **state)
{
	static struct fixture f;
	struct maker *makers[] = { &f.base, &f.in };

	(void)state;
	memset(&f, 0, sizeof(f));
	for (int i = 0; i < 2; i++) {
		make_struct(makers[i], KIND_STRUCT, "", 8, 2);
		make_member(makers[i], "a", i + 1, 0);
		make_member(makers[i], "b", 1 + 2 * i, 0);
		for (int twice = 0; i && twice < 2; twice++) {
			make_struct(makers[i], KIND_STRUCT, "", 8, 2);
			make_member(makers[i], "a", 2 + twice, 0);
			make_member(makers[i], "b", 2 + twice, 0);
		}
		if (!i)
			base_is_made(&f);
	}
	assert_left(&f, "too much");
}

/* A long chain costs no stack. */
static void test_long_chain(void **state)
{
	enum { LENGTH = 200000 };
	uint32_t words = 3 * LENGTH + 6, *data = calloc(words + 7, sizeof(*data));
	unsigned char *bytes = (unsigned char *)data;
	struct files files;
	size_t size = BTF_HEADER_SIZE + words * BTF_WORD + 1;

	(void)state;
	make_files(&files);
	btf_put_header(bytes, words * BTF_WORD, 1, false);
	for (uint32_t i = 0; i < LENGTH; i++) {
		data[6 + 3 * i + 1] = (uint32_t)KIND_PTR << 24;
		data[6 + 3 * i + 2] = i + 2;
	}
	data[6 + 3 * LENGTH + 1] = (uint32_t)KIND_STRUCT << 24 | 1;
	data[6 + 3 * LENGTH + 4] = 1;
	assert_null(try(files.base, files.base_size, bytes, size));
	assert_null(try(bytes, size, bytes, size));
	free(data);
	free_files(&files);
}

/* What comes out with an index; the same as without one, which need not be the right thing to @index. */
static void assert_same_with_index(const struct files *files, const unsigned char *index,
				   size_t index_size)
{
	const char *wrong, *wrong_with;
	size_t size, size_with;
	struct attempt attempt = attempt_of(files);
	unsigned char *without = rebase_data(&attempt, &size, &wrong), *with;

	attempt.index = index;
	attempt.index_size = index_size;
	with = rebase_data(&attempt, &size_with, &wrong_with);

	assert_null(wrong);
	assert_null(wrong_with);
	assert_int_equal(size, size_with);
	assert_memory_equal(with, without, size);
	free(with);
	free(without);
}

static bool is_used(const struct files *files, const unsigned char *index, size_t size)
{
	struct base base = { 0 };

	assert_null(btf_open(&base.btf, files->base, files->base_size));
	return index_use(&base, index, size);
}

static void test_damaged_index(void **state)
{
	struct files files;

	(void)state;
	make_files(&files);
	assert_true(is_used(&files, files.index, files.index_size));
	for (size_t i = 0; i < files.index_size; i++) {
		unsigned char *changed = copy(files.index, files.index_size);

		changed[i] ^= 1 << i % 8;
		assert_false(is_used(&files, changed, files.index_size));
		if (i % 64 == 0)
			assert_same_with_index(&files, changed, files.index_size);
		free(changed);
	}
	free_files(&files);
}

static void test_truncated_index(void **state)
{
	struct files files;

	(void)state;
	make_files(&files);
	for (size_t size = 0; size < files.index_size; size++) {
		unsigned char *cut = copy(files.index, size);

		assert_false(is_used(&files, cut, size));
		free(cut);
	}
	free_files(&files);
}

static void test_index_of_another_base(void **state)
{
	struct files files;

	(void)state;
	make_files(&files);
	for (size_t i = BTF_HEADER_SIZE; i < files.base_size; i++) {
		unsigned char *other = copy(files.base, files.base_size);
		struct base base = { 0 };

		other[i] ^= 1;
		if (!btf_open(&base.btf, other, files.base_size))
			assert_false(index_use(&base, files.index, files.index_size));
		free(other);
	}
	free_files(&files);
}

/* The index's own hash again, where index.c has it. */
static void sign(unsigned char *index, size_t size)
{
	enum { AT = 16, FROM = 24 };
	uint64_t hash = hash_bytes(index + FROM, size - FROM);

	memcpy(index + AT, &hash, sizeof(hash));
}

/* Somebody who wants to do damage makes the hash right. Whatever comes out, it must not crash. */
static void test_forged_index(void **state)
{
	static const uint32_t words[] = {
		0, 1, 2, 7, 0x7fffffff, 0x80000000, UINT32_MAX - 3, UINT32_MAX
	};
	struct files files;
	unsigned int used = 0;

	(void)state;
	make_files(&files);
	for (size_t at = 0; at + 4 <= files.index_size; at += 4) {
		for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
			unsigned char *changed = copy(files.index, files.index_size);
			struct attempt attempt = attempt_of(&files);
			const char *wrong;
			size_t size;

			set_word(changed, at, words[i]);
			sign(changed, files.index_size);
			used += is_used(&files, changed, files.index_size);
			attempt.index = changed;
			attempt.index_size = files.index_size;
			free(rebase_data(&attempt, &size, &wrong));
			free(changed);
		}
	}
	/* Or this test signs at the wrong place. */
	assert_true(used > 100);
	free_files(&files);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_header),
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_parts_out_of_range),
		cmocka_unit_test(test_endless_structs),
		cmocka_unit_test(test_long_chain),
		cmocka_unit_test(test_damaged_index),
		cmocka_unit_test(test_truncated_index),
		cmocka_unit_test(test_index_of_another_base),
		cmocka_unit_test(test_forged_index),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
