// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "run_fixture.h"
#include "write.h"

static void test_missing_namespaces(void **state)
{
	struct run_fixture fixture;
	struct strbuf out = { 0 };
	struct facts *facts;

	(void)state;
	run_fixture_init(&fixture);
	fixture.options.allow_missing_namespaces = true;
	facts = run_fixture_facts(&fixture, "vmlinux");
	run_fixture_export(facts, "a", "A", false);
	run_fixture_export(facts, "b", "B", false);
	run_fixture_export(facts, "m", "module:x", false);
	facts = run_fixture_facts(&fixture, "d/first");
	facts_add_import(facts, "b", false);
	facts_add_import(facts, "a", false);
	facts_add_import(facts, "b", false);
	facts = run_fixture_facts(&fixture, "content");
	facts_add_namespace(facts, "A");
	facts_add_import(facts, "a", false);
	facts = run_fixture_facts(&fixture, "last");
	facts_add_import(facts, "m", false);
	run_fixture_resolve(&fixture);

	nsdeps_write(&fixture.run, &out);
	assert_string_equal(out.text, "d/first.ko: B A\nlast.ko: module:x\n");
	assert_false(fixture.run.reporter.errors);
	strbuf_free(&out);
	run_fixture_free(&fixture);
}

static void test_nothing_missing(void **state)
{
	struct run_fixture fixture;
	struct strbuf out = { 0 };

	(void)state;
	run_fixture_init(&fixture);
	run_fixture_facts(&fixture, "m");
	run_fixture_resolve(&fixture);
	nsdeps_write(&fixture.run, &out);
	assert_int_equal(out.len, 0);
	run_fixture_free(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_missing_namespaces),
		cmocka_unit_test(test_nothing_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
