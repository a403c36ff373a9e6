// SPDX-License-Identifier: GPL-2.0-only
/* The lines below messages; tests/linux/cases/native.case has more of them. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "object_text.h"
#include "program.h"

#define INFO	     "info license=GPL;info description=d;"
#define UNDEFINED    "WARNING: modpost: \"lib_open\" [user.ko] undefined!\n"
#define NOT_EXPORTED "  hint: lib.ko defines it, but does not export it\n"
#define MISSPELLED   "WARNING: modpost: \"lib_closed\" [user.ko] undefined!\n"

static void check(const char *arguments, const char *errors)
{
	struct program_run run = run_modpost(arguments);

	assert_string_equal(run.errors, errors);
	program_run_free(&run);
}

static void test_undefined(void **state)
{
	(void)state;
	write_object("vmlinux.o", "func f;");
	write_object("lib.o", INFO "func lib_open;func lib_close;export lib_close;");
	write_object("user.o", INFO "use lib_open;use lib_closed;");
	check("-M -w user.o lib.o vmlinux.o", UNDEFINED NOT_EXPORTED MISSPELLED
	      "  hint: the nearest exported name is \"lib_close\" [lib.ko]\n");
	check("-M -w --no-hints user.o lib.o vmlinux.o", UNDEFINED MISSPELLED);
	/* Not known without reading exports. */
	check("-w user.o lib.o vmlinux.o", UNDEFINED MISSPELLED);
}

/* A nearer name may be among the exports that were not read. */
static void test_spelling_needs_all_exports(void **state)
{
	(void)state;
	write_object("lib.o", INFO "func lib_open;func lib_close;export lib_close;");
	write_object("user.o", INFO "use lib_open;use lib_closed;");
	write_file("modules", "0x1\tf\tother\tEXPORT_SYMBOL\t\n");
	write_file("kernel", "0x1\tf\tvmlinux\tEXPORT_SYMBOL\t\n");
	write_file("text.o", "no object");
	check("-M -w user.o lib.o", UNDEFINED NOT_EXPORTED MISSPELLED);
	check("-M -w -i modules user.o lib.o", UNDEFINED NOT_EXPORTED MISSPELLED);
	check("-M -w --keep-going -i kernel user.o lib.o text.o",
	      "ERROR: modpost: text.o: not an ELF object\n" UNDEFINED NOT_EXPORTED MISSPELLED);
	check("-M -w -i kernel user.o lib.o", UNDEFINED NOT_EXPORTED MISSPELLED
	      "  hint: the nearest exported name is \"lib_close\" [lib.ko]\n");
}

/* What has a record that was refused is not called unexported. */
static void test_refused_record(void **state)
{
	(void)state;
	write_object("lib.o", INFO "func lib_open;export lib_open BSD;");
	write_object("user.o", INFO "use lib_open;");
	check("-M -w user.o lib.o", "ERROR: modpost: lib: unknown license 'BSD' was specified for "
				    "'lib_open'\n" UNDEFINED);
	write_object("lib.o", INFO "func lib_open;export lib_open;");
	check("--abi=6.1 -w user.o lib.o", UNDEFINED);
}

/* In the form of 6.1 exports are read without -M, which it does not have. */
static void test_form_of_6_1(void **state)
{
	(void)state;
	write_object("vmlinux.o", "func f;");
	write_object("lib.o", INFO "func lib_open;func lib_close;"
				   "data __ksymtab_lib_close ___ksymtab+lib_close;");
	write_object("user.o", INFO "use lib_open;use lib_closed;");
	check("--abi=6.1 -w user.o lib.o vmlinux.o", UNDEFINED NOT_EXPORTED MISSPELLED
	      "  hint: the nearest exported name is \"lib_close\" [lib.ko]\n");
	check("--abi=6.1 -w user.o lib.o", UNDEFINED NOT_EXPORTED MISSPELLED);
	check("--abi=6.1 -w --no-hints user.o lib.o vmlinux.o", UNDEFINED MISSPELLED);

	write_file("lib.mod", "lib.o\n");
	write_object("user.o", INFO "use lib_close;");
	check("--abi=6.1 -w user.o vmlinux.o",
	      "WARNING: modpost: \"lib_close\" [user.ko] undefined!\n"
	      "  hint: lib.o exports it, but is not in the list of objects\n");

	write_file("dump", "0x1\tlib_close\tlib\tEXPORT_SYMBOL_GPL\tNS\n");
	write_object("user.o", "info license=none;use lib_close;");
	check("--abi=6.1 -N -i dump user.o",
	      "WARNING: modpost: module user uses symbol lib_close from namespace NS, but does "
	      "not import it.\n"
	      "  hint: exported by lib.ko; add MODULE_IMPORT_NS(NS); to user\n"
	      "ERROR: modpost: GPL-incompatible module user.ko uses GPL-only symbol 'lib_close'\n"
	      "  hint: exported by lib.ko to modules with a GPL-compatible MODULE_LICENSE()\n");
}

static void test_spelling_is_unique(void **state)
{
	(void)state;
	write_object("vmlinux.o", "func f;");
	write_object("lib.o", INFO "func lib_open1;func lib_open2;export lib_open1;");
	write_object("user.o", INFO "use lib_open;");
	check("-M -w user.o lib.o vmlinux.o",
	      UNDEFINED "  hint: the nearest exported name is \"lib_open1\" [lib.ko]\n");
	write_object("lib.o", INFO "func lib_open1;func lib_open2;"
				   "export lib_open1;export lib_open2;");
	check("-M -w user.o lib.o vmlinux.o", UNDEFINED);
}

static void test_conditions(void **state)
{
	(void)state;
	write_object("lib.o", INFO "func f;export f GPL NS;");
	write_object("user.o", "info license=none;info description=d;use f;");
	check("-M user.o lib.o",
	      "ERROR: modpost: module user uses symbol f from namespace NS, but does not "
	      "import it.\n"
	      "  hint: exported by lib.ko; add MODULE_IMPORT_NS(\"NS\"); to user\n"
	      "ERROR: modpost: GPL-incompatible module user.ko uses GPL-only symbol 'f'\n"
	      "  hint: exported by lib.ko to modules with a GPL-compatible MODULE_LICENSE()\n");
}

/* What a wildcard takes for a source of the module. */
static void test_generated_source(void **state)
{
	static const char hint[] =
		"  hint: d/foo.mod.c is written by modpost and is not a source of the module\n";
	static const char *const messages[] = {
		"ERROR: modpost: missing MODULE_LICENSE() in d/foo.mod.o\n",
		"WARNING: modpost: missing MODULE_DESCRIPTION() in d/foo.mod.o\n",
		"ERROR: modpost: \"init_module\" [d/foo.mod.ko] undefined!\n",
	};
	char errors[512];

	(void)state;
	write_object("d/foo.o", INFO "func init_module;");
	write_object("d/foo.mod.o", "data __this_module;use init_module;");
	snprintf(errors, sizeof(errors), "%s%s%s%s%s", messages[0], hint, messages[1], messages[2],
		 hint);
	check("-M d/foo.o d/foo.mod.o", errors);
	check("d/foo.o d/foo.mod.o", errors);
	snprintf(errors, sizeof(errors), "%s%s%s", messages[0], messages[1], messages[2]);
	check("-M --no-hints d/foo.o d/foo.mod.o", errors);
	strcat(errors, "  hint: d/foo.ko defines it, but does not export it\n");
	check("--abi=7.1 -M d/foo.o d/foo.mod.o", errors);

	/* A source that happens to be called so. */
	write_object("d/foo.mod.o", "func init_module;use f;");
	check("-M d/foo.o d/foo.mod.o",
	      "ERROR: modpost: missing MODULE_LICENSE() in d/foo.mod.o\n"
	      "WARNING: modpost: missing MODULE_DESCRIPTION() in d/foo.mod.o\n"
	      "ERROR: modpost: \"f\" [d/foo.mod.ko] undefined!\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_undefined, enter_directory, leave_directory),
		cmocka_unit_test_setup_teardown(test_spelling_is_unique, enter_directory,
						leave_directory),
		cmocka_unit_test_setup_teardown(test_spelling_needs_all_exports, enter_directory,
						leave_directory),
		cmocka_unit_test_setup_teardown(test_refused_record, enter_directory,
						leave_directory),
		cmocka_unit_test_setup_teardown(test_form_of_6_1, enter_directory, leave_directory),
		cmocka_unit_test_setup_teardown(test_conditions, enter_directory, leave_directory),
		cmocka_unit_test_setup_teardown(test_generated_source, enter_directory,
						leave_directory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
