// SPDX-License-Identifier: GPL-2.0-only
/* From an object to facts: exports, imports, modinfo. */
#include "test.h"

#include <gelf.h>
#include <string.h>

#include "object_text.h"
#include "read.h"

static struct options options_of(unsigned int release)
{
	struct options options = { .features = features_of(release), .modules_enabled = true };

	elf_version(EV_CURRENT);
	return options;
}

static void test_everything(void **state)
{
	struct options options = options_of(NATIVE_RELEASE);
	struct facts facts;

	(void)state;
	write_object("d/m.o", "info license=GPL;info description=d;info import_ns=A;"
			      "info import_ns=B;info import_ns=A;notrim keep;notrim more;"
			      "func init_module;func cleanup_module.3;"
			      "func f;data d.7;use x;weak w.1;use __this_module;"
			      "export d.7 GPL NS;export f;");
	read_object(&facts, "d/m.o", &options);
	assert_int_equal(facts.result, FACTS_COMPLETE);
	assert_int_equal(facts.diagnostics.nr, 0);
	assert_string_equal(facts.name, "d/m");
	assert_false(facts.is_vmlinux);
	assert_true(facts.is_64bit);
	assert_true(facts.has_init);
	assert_true(facts.has_exit);
	assert_true(facts.is_gpl_compatible);
	assert_null(facts.srcversion);

	assert_int_equal(facts.nr_exports, 2);
	assert_string_equal(facts.exports[0].name, "d");
	assert_string_equal(facts.exports[0].namespace, "NS");
	assert_true(facts.exports[0].gpl_only);
	assert_false(facts.exports[0].is_function);
	assert_string_equal(facts.exports[1].name, "f");
	assert_string_equal(facts.exports[1].namespace, "");
	assert_true(facts.exports[1].is_function);

	assert_int_equal(facts.nr_imports, 2);
	assert_string_equal(facts.imports[0].name, "x");
	assert_false(facts.imports[0].is_weak);
	assert_string_equal(facts.imports[1].name, "w");
	assert_true(facts.imports[1].is_weak);

	assert_int_equal(facts.nr_imported_namespaces, 2);
	assert_string_equal(facts.imported_namespaces[1], "B");
	assert_int_equal(facts.nr_no_trim, 2);
	assert_string_equal(facts.no_trim[1], "more");
	facts_free(&facts);
}

static void test_facts_need_no_file(void **state)
{
	struct options options = options_of(NATIVE_RELEASE);
	struct facts facts;

	(void)state;
	write_object("m.o", "info license=GPL;info description=d;data d;export d - NS;use x;");
	read_object(&facts, "m.o", &options);
	/* Facts outlive the object that they were read from. */
	write_file("m.o", "");
	assert_string_equal(facts.exports[0].name, "d");
	assert_string_equal(facts.exports[0].namespace, "NS");
	assert_string_equal(facts.imports[0].name, "x");
	facts_free(&facts);
}

static void test_vmlinux(void **state)
{
	struct options options = options_of(NATIVE_RELEASE);
	struct facts facts;

	(void)state;
	options.all_srcversions = true;
	write_object("vmlinux.o", "data d;export d;use x;");
	read_object(&facts, "vmlinux.o", &options);
	assert_int_equal(facts.result, FACTS_COMPLETE);
	assert_true(facts.is_vmlinux);
	assert_int_equal(facts.diagnostics.nr, 0);
	assert_int_equal(facts.nr_exports, 1);
	assert_int_equal(facts.nr_imports, 0);
	assert_null(facts.srcversion);
	facts_free(&facts);
}

static void test_module_layout_is_last(void **state)
{
	struct options options = options_of(NATIVE_RELEASE);
	struct facts facts;

	(void)state;
	options.modversions = true;
	write_object("m.o", "info license=GPL;info description=d;use x;");
	write_file("m.mod", "a.o\n\nnot-read.o\n");
	write_file(".a.o.cmd", "cmd\n#SYMVER s 0x5\n");
	read_object(&facts, "m.o", &options);
	assert_int_equal(facts.result, FACTS_COMPLETE);
	assert_int_equal(facts.nr_imports, 2);
	assert_string_equal(facts.imports[1].name, "module_layout");
	assert_int_equal(facts.nr_crcs, 1);
	assert_int_equal(facts.crcs[0].crc, 5);
	facts_free(&facts);
}

static void test_exports_remember_messages(void **state)
{
	struct options options = options_of(NATIVE_RELEASE);
	struct facts facts;

	(void)state;
	write_object("m.o", "info license=GPL;common c;data d;func i .init.text;data e;"
			    "export d;export i;export e;");
	read_object(&facts, "m.o", &options);
	assert_int_equal(facts.diagnostics.nr, 3);
	assert_int_equal(facts.nr_exports, 3);
	assert_int_equal(facts.exports[0].nr_diagnostics, 2);
	assert_int_equal(facts.exports[1].nr_diagnostics, 2);
	assert_int_equal(facts.exports[2].nr_diagnostics, 3);
	facts_free(&facts);
}

static void test_kinds_of_exports(void **state)
{
	static const struct {
		const char *text;
		bool is_function;
	} cases[] = {
		{ "func s;", true },	  { "data s;", false },
		{ "absolute s;", false }, { "common s;", false },
		{ "use s;", false },	  { "class 32;big;machine 8;func s;", true },
	};
	struct options options = options_of(NATIVE_RELEASE);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct facts facts;
		char text[256];

		strcpy(text, cases[i].text);
		strcat(text, "info license=GPL;info description=d;export s GPL;");
		write_object("m.o", text);
		read_object(&facts, "m.o", &options);
		assert_int_equal(facts.nr_exports, 1);
		assert_int_equal(facts.exports[0].is_function, cases[i].is_function);
		facts_free(&facts);
	}
}

static void test_sparc_names(void **state)
{
	struct options options = options_of(NATIVE_RELEASE);
	struct facts facts;

	(void)state;
	write_object("m.o", "big;machine 43;info license=GPL;info description=d;"
			    "use .udiv;use .div;use plain;");
	read_object(&facts, "m.o", &options);
	assert_int_equal(facts.nr_imports, 3);
	assert_string_equal(facts.imports[0].name, "_Udiv");
	assert_string_equal(facts.imports[1].name, "_Div");
	assert_string_equal(facts.imports[2].name, "plain");
	facts_free(&facts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_everything),
		cmocka_unit_test(test_facts_need_no_file),
		cmocka_unit_test(test_vmlinux),
		cmocka_unit_test(test_module_layout_is_last),
		cmocka_unit_test(test_exports_remember_messages),
		cmocka_unit_test(test_kinds_of_exports),
		cmocka_unit_test(test_sparc_names),
	};

	return cmocka_run_group_tests(tests, enter_directory, leave_directory);
}
