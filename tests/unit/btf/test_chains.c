// SPDX-License-Identifier: GPL-2.0-only
/* The order in which equal types are tried, against a table that does grow. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base.h"
#include "chains.h"
#include "fixture.h"
#include "type_equal.h"

enum { MOST = 4000, NR_HASHES = 3 };

/* Chains as spec section 3, rule 2 describes them: of one bucket each, as all of a hash share one. */
struct model {
	uint32_t chains[NR_HASHES][MOST];
	size_t lengths[NR_HASHES];
	size_t nr, nr_buckets;
};

static void turn_around(uint32_t *chain, size_t nr)
{
	for (size_t i = 0; i < nr / 2; i++) {
		uint32_t id = chain[i];

		chain[i] = chain[nr - 1 - i];
		chain[nr - 1 - i] = id;
	}
}

static void model_add(struct model *model, uint32_t which, uint32_t id)
{
	if ((model->nr + 1) * 4 / 3 > model->nr_buckets) {
		model->nr_buckets = model->nr_buckets ? model->nr_buckets * 2 : 4;
		for (size_t i = 0; i < NR_HASHES; i++)
			turn_around(model->chains[i], model->lengths[i]);
	}
	memmove(model->chains[which] + 1, model->chains[which],
		model->lengths[which]++ * sizeof(uint32_t));
	model->chains[which][0] = id;
	model->nr++;
}

/* Three kinds of equal types, in turns that are no rhythm. */
static uint32_t which_of(size_t i)
{
	return ((uint32_t)i * 2654435761u >> 16) % NR_HASHES;
}

static void make_base(struct base *base, struct maker *maker, size_t nr, size_t *size,
		      unsigned char **data)
{
	static const char *const names[NR_HASHES] = { "a", "b", "c" };

	memset(maker, 0, sizeof(*maker));
	make_string(maker, "");
	for (size_t i = 0; i < nr; i++)
		make_type(maker, KIND_FLOAT, names[which_of(i)], 4);
	*data = make_btf(maker, false, size);
	memset(base, 0, sizeof(*base));
	assert_null(btf_open(&base->btf, *data, *size));
	assert_null(base_build(base));
}

static void assert_like_model(struct chains *chains, const struct model *model,
			      const uint32_t hashes[NR_HASHES])
{
	for (size_t i = 0; i < NR_HASHES; i++) {
		const uint32_t *ids;

		assert_int_equal(chains_find(chains, hashes[i], &ids), model->lengths[i]);
		assert_memory_equal(ids, model->chains[i], model->lengths[i] * sizeof(*ids));
	}
}

static void compare_with_model(size_t of_base, size_t added)
{
	static struct model model;
	static struct maker maker;
	uint32_t hashes[NR_HASHES] = { 101, 102, 103 };
	struct chains chains;
	unsigned char *data;
	struct type type;
	struct base base;
	size_t size;

	memset(&model, 0, sizeof(model));
	make_base(&base, &maker, of_base, &size, &data);
	chains_init(&chains, &base, 10);
	for (size_t i = 0; i < of_base; i++) {
		assert_true(base_type(&base, i + 1, &type));
		hashes[which_of(i)] = type_hash(&type);
		model_add(&model, which_of(i), i + 1);
	}
	assert_like_model(&chains, &model, hashes);
	for (size_t i = of_base; i < of_base + added; i++) {
		chains_add(&chains, hashes[which_of(i)], i + 1);
		model_add(&model, which_of(i), i + 1);
		if (i % 7 == 0)
			assert_like_model(&chains, &model, hashes);
	}
	assert_like_model(&chains, &model, hashes);
	chains_free(&chains);
	base_free(&base);
	free(data);
}

static void test_order_of_base(void **state)
{
	(void)state;
	for (size_t nr = 0; nr < 130; nr++)
		compare_with_model(nr, 0);
}

static void test_order_with_additions(void **state)
{
	(void)state;
	for (size_t nr = 0; nr < 60; nr++)
		compare_with_model(nr, 90);
	compare_with_model(700, 1100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order_of_base),
		cmocka_unit_test(test_order_with_additions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
