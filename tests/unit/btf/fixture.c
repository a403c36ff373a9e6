// SPDX-License-Identifier: GPL-2.0-only
#include "fixture.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

#include "base.h"
#include "dedup.h"
#include "index.h"
#include "module.h"
#include "split.h"

void base_is_made(struct fixture *fixture)
{
	make_string(&fixture->base, "");
	make_string(&fixture->in, "");
	maker_start_split(&fixture->want, &fixture->base);
}

static unsigned char *rebase_on(const struct base *base, const struct attempt *attempt,
				size_t *size, const char **wrong)
{
	unsigned char *result = NULL;
	struct module module;
	struct btf in;

	*wrong = btf_open(&in, attempt->in, attempt->in_size);
	if (*wrong)
		return NULL;
	*wrong = module_init(&module, base, &in);
	module.is_one_unit = attempt->is_one_unit;
	if (!*wrong)
		*wrong = dedup(&module);
	if (!*wrong)
		result = split_make(&module, false, size);
	module_free(&module);
	return result;
}

unsigned char *rebase_data(const struct attempt *attempt, size_t *size, const char **wrong)
{
	struct base base = { 0 };
	unsigned char *result;

	*wrong = btf_open(&base.btf, attempt->base, attempt->base_size);
	if (!*wrong && !(attempt->index && index_use(&base, attempt->index, attempt->index_size)))
		*wrong = base_build(&base);
	if (*wrong)
		return NULL;
	result = rebase_on(&base, attempt, size, wrong);
	base_free(&base);
	return result;
}

unsigned char *index_of(const void *base_data, size_t base_size, size_t *size)
{
	struct base base = { 0 };
	unsigned char *index;

	assert_null(btf_open(&base.btf, base_data, base_size));
	assert_null(base_build(&base));
	index = index_make(&base, size);
	base_free(&base);
	return index;
}

static unsigned char *rebase(const struct fixture *fixture, bool swap, bool with_index,
			     size_t *size, const char **wrong)
{
	struct attempt attempt = { .is_one_unit = fixture->is_one_unit };
	unsigned char *base = make_btf(&fixture->base, swap, &attempt.base_size);
	unsigned char *in = make_btf(&fixture->in, swap, &attempt.in_size);
	unsigned char *index =
		with_index ? index_of(base, attempt.base_size, &attempt.index_size) : NULL;
	unsigned char *result;

	attempt.base = base;
	attempt.in = in;
	attempt.index = index;
	result = rebase_data(&attempt, size, wrong);

	free(base);
	free(in);
	free(index);
	return result;
}

void assert_rebased(const struct fixture *fixture)
{
	for (int variant = 0; variant < 4; variant++) {
		bool swap = variant & 1;
		size_t size, want_size;
		unsigned char *want = make_btf(&fixture->want, swap, &want_size);
		const char *wrong;
		unsigned char *result = rebase(fixture, swap, variant & 2, &size, &wrong);

		if (wrong)
			fail_msg("refused: %s", wrong);
		assert_int_equal(size, want_size);
		assert_memory_equal(result, want, size);
		free(result);
		free(want);
	}
}

void assert_left(const struct fixture *fixture, const char *words)
{
	for (int variant = 0; variant < 4; variant++) {
		const char *wrong;
		size_t size;

		assert_null(rebase(fixture, variant & 1, variant & 2, &size, &wrong));
		assert_non_null(wrong);
		if (!strstr(wrong, words))
			fail_msg("refused because %s, not because %s", wrong, words);
	}
}
