// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "resolve.h"
#include "run_fixture.h"

static void test_providers(void **state)
{
	struct run_fixture fixture;
	const struct module *user;
	struct facts *facts;

	(void)state;
	run_fixture_init(&fixture);
	facts = run_fixture_facts(&fixture, "vmlinux");
	run_fixture_export(facts, "a", "", false);
	run_fixture_export(facts, "unused", "", false);
	facts = run_fixture_facts(&fixture, "m");
	facts_add_import(facts, "a", false);
	facts_add_import(facts, "missing", true);
	facts_add_import(facts, ".a", false);
	run_fixture_resolve(&fixture);

	user = fixture.run.modules.first->next;
	assert_string_equal(user->providers[0]->name, "a");
	assert_ptr_equal(user->providers[0]->module, fixture.run.modules.first);
	assert_null(user->providers[1]);
	assert_ptr_equal(user->providers[2], user->providers[0]);
	assert_true(user->providers[0]->is_used);
	assert_false(user->providers[0]->next->is_used);
	assert_false(fixture.run.reporter.errors);
	run_fixture_free(&fixture);
}

static void test_undefined_are_counted(void **state)
{
	struct run_fixture fixture;
	struct facts *facts;

	(void)state;
	run_fixture_init(&fixture);
	facts = run_fixture_facts(&fixture, "m");
	facts_add_import(facts, "a", false);
	facts_add_import(facts, "b", false);
	facts_add_import(facts, "c", true);
	run_fixture_resolve(&fixture);
	assert_int_equal(fixture.run.nr_undefined, 2);
	assert_true(fixture.run.reporter.errors);
	assert_true(fixture.run.modules.first->failed);
	run_fixture_free(&fixture);
}

static void test_crcs_belong_to_their_module(void **state)
{
	struct run_fixture fixture;
	const struct module *first, *second;
	struct facts *facts;

	(void)state;
	run_fixture_init(&fixture);
	fixture.options.external = true;
	facts = run_fixture_facts(&fixture, "a");
	run_fixture_export(facts, "sym", "", false);
	*array_push(facts->crcs, facts->nr_crcs, facts->crcs_capacity) =
		(struct fact_crc){ "sym", 1 };
	facts = run_fixture_facts(&fixture, "b");
	run_fixture_export(facts, "sym", "", false);
	*array_push(facts->crcs, facts->nr_crcs, facts->crcs_capacity) =
		(struct fact_crc){ "sym", 2 };
	*array_push(facts->crcs, facts->nr_crcs, facts->crcs_capacity) =
		(struct fact_crc){ "sym", 3 };
	*array_push(facts->crcs, facts->nr_crcs, facts->crcs_capacity) =
		(struct fact_crc){ "no", 4 };
	run_fixture_resolve(&fixture);

	first = fixture.run.modules.first;
	second = first->next;
	assert_int_equal(first->exports->crc, 1);
	assert_int_equal(second->exports->crc, 3);
	assert_true(second->exports->has_crc);
	run_fixture_free(&fixture);
}

static void test_failures_belong_to_their_module(void **state)
{
	struct run_fixture fixture;
	struct facts *facts;

	(void)state;
	run_fixture_init(&fixture);
	facts = run_fixture_facts(&fixture, "good");
	run_fixture_export(facts, "g", "", true);
	facts = run_fixture_facts(&fixture, "bad");
	facts->is_gpl_compatible = false;
	facts_add_import(facts, "g", false);
	run_fixture_resolve(&fixture);
	assert_false(fixture.run.modules.first->failed);
	assert_true(fixture.run.modules.first->next->failed);
	run_fixture_free(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_providers),
		cmocka_unit_test(test_undefined_are_counted),
		cmocka_unit_test(test_crcs_belong_to_their_module),
		cmocka_unit_test(test_failures_belong_to_their_module),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
