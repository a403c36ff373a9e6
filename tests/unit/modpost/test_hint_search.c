// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <gelf.h>

#include "hint_search.h"
#include "object_text.h"
#include "run_fixture.h"

static void test_causes(void **state)
{
	const struct missing_symbol *symbol;
	struct hash_table missing = { 0 };
	struct run_fixture fixture;
	struct facts *facts;

	(void)state;
	elf_version(EV_CURRENT);
	write_object("d/user.o", "use inside;use unlisted;use old;use exported;use nowhere;");
	write_object("d/lib.o", "func inside;func exported;local nowhere;common nowhere;");
	write_object("d/left.o", "func unlisted;export unlisted;func nowhere;");
	write_file("d/user.mod", "");
	write_file("d/left.mod", "");
	write_file("d/gone.mod", "");
	write_file("dump", "0x1\told\td/gone\tEXPORT_SYMBOL\t\n"
			   "0x1\tnowhere\td/lib\tEXPORT_SYMBOL\t\n"
			   "no dump\n\t\nnowhere\tnowhere\n");

	run_fixture_init(&fixture);
	fixture.options.modules_enabled = true;
	fixture.options.dump_out = "dump";
	facts = run_fixture_facts(&fixture, "d/user");
	facts_add_import(facts, "inside", false);
	facts_add_import(facts, "unlisted", false);
	facts_add_import(facts, "old", false);
	facts_add_import(facts, "exported", false);
	facts_add_import(facts, "nowhere", false);
	facts_add_import(facts, "weak", true);
	facts = run_fixture_facts(&fixture, "d/lib");
	run_fixture_export(facts, "exported", "", false);
	fixture.options.no_hints = true;
	run_fixture_resolve(&fixture);
	missing_collect(&fixture.run, &missing);

	assert_int_equal(missing.nr, 4);
	symbol = hash_table_find(&missing, "inside");
	assert_string_equal(symbol->definer->name, "d/lib");
	assert_null(symbol->unlisted);
	assert_null(symbol->old_exporter);
	symbol = hash_table_find(&missing, "unlisted");
	assert_null(symbol->definer);
	assert_string_equal(symbol->unlisted, "d/left.o");
	symbol = hash_table_find(&missing, "old");
	assert_null(symbol->definer);
	assert_string_equal(symbol->old_exporter, "d/gone");
	symbol = hash_table_find(&missing, "nowhere");
	assert_null(symbol->definer);
	assert_null(symbol->unlisted);
	assert_null(symbol->old_exporter);
	hash_table_free(&missing);
	run_fixture_free(&fixture);
}

static void test_objects_of_any_kind(void **state)
{
	struct hash_table missing = { 0 };
	const struct missing_symbol *symbol;
	struct run_fixture fixture;
	struct facts *facts;

	(void)state;
	elf_version(EV_CURRENT);
	write_object("vmlinux.o", "class 32;big;machine 8;func f;");
	write_object("other.o", "func f;");
	write_file("broken.o", "nothing of an object");
	run_fixture_init(&fixture);
	fixture.options.no_hints = true;
	facts = run_fixture_facts(&fixture, "broken");
	facts_add_import(facts, "f", false);
	facts_add_import(facts, "f", false);
	run_fixture_facts(&fixture, "other");
	run_fixture_facts(&fixture, "vmlinux");
	run_fixture_facts(&fixture, "absent");
	run_fixture_resolve(&fixture);
	missing_collect(&fixture.run, &missing);
	symbol = hash_table_find(&missing, "f");
	assert_string_equal(symbol->definer->name, "vmlinux");
	hash_table_free(&missing);
	run_fixture_free(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_causes, enter_directory, leave_directory),
		cmocka_unit_test_setup_teardown(test_objects_of_any_kind, enter_directory,
						leave_directory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
