// SPDX-License-Identifier: GPL-2.0-only
#include "run_fixture.h"

#include "test.h"

#include <string.h>

#include "resolve.h"

void run_fixture_init(struct run_fixture *fixture)
{
	memset(fixture, 0, sizeof(*fixture));
	fixture->options.features = features_of(NATIVE_RELEASE);
	run_init(&fixture->run, &fixture->options);
	fixture->run.resolve_form = &resolve_form;
}

void run_fixture_free(struct run_fixture *fixture)
{
	for (size_t i = 0; i < fixture->nr_facts; i++)
		facts_free(&fixture->facts[i]);
	run_free(&fixture->run);
}

struct facts *run_fixture_facts(struct run_fixture *fixture, const char *name)
{
	struct facts *facts = &fixture->facts[fixture->nr_facts++];

	assert_true(fixture->nr_facts <= ARRAY_SIZE(fixture->facts));
	facts_init(facts);
	facts->name = name;
	facts->is_vmlinux = !strcmp(name, "vmlinux");
	facts->is_64bit = true;
	return facts;
}

void run_fixture_export(struct facts *facts, const char *name, const char *namespace, bool gpl_only)
{
	struct fact_export *export =
		array_push(facts->exports, facts->nr_exports, facts->exports_capacity);

	*export = (struct fact_export){ .name = name,
					.namespace = namespace,
					.gpl_only = gpl_only,
					.nr_diagnostics = facts->diagnostics.nr };
}

void run_fixture_resolve(struct run_fixture *fixture)
{
	for (size_t i = 0; i < fixture->nr_facts; i++)
		assert_true(resolve_add_object(&fixture->run, &fixture->facts[i]));
	resolve_imports(&fixture->run);
}
