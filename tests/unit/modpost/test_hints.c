// SPDX-License-Identifier: GPL-2.0-only
/* The lines below messages; tests/linux/cases/native.case has more of them. */
#include "test.h"

#include "object_text.h"
#include "program.h"

#define INFO	   "info license=GPL;info description=d;"
#define UNDEFINED  "WARNING: modpost: \"lib_open\" [user.ko] undefined!\n"
#define MISSPELLED "WARNING: modpost: \"lib_closed\" [user.ko] undefined!\n"

static void check(const char *arguments, const char *errors)
{
	struct program_run run = run_modpost(arguments);

	assert_string_equal(run.errors, errors);
	program_run_free(&run);
}

static void test_undefined(void **state)
{
	(void)state;
	write_object("lib.o", INFO "func lib_open;func lib_close;export lib_close;");
	write_object("user.o", INFO "use lib_open;use lib_closed;");
	check("-M -w user.o lib.o",
	      UNDEFINED "  hint: lib.ko defines it, but does not export it\n" MISSPELLED
			"  hint: the nearest exported name is \"lib_close\" [lib.ko]\n");
	check("-M -w --no-hints user.o lib.o", UNDEFINED MISSPELLED);
	/* Not known without reading exports. */
	check("-w user.o lib.o", UNDEFINED MISSPELLED);
}

static void test_spelling_is_unique(void **state)
{
	(void)state;
	write_object("lib.o", INFO "func lib_open1;func lib_open2;export lib_open1;");
	write_object("user.o", INFO "use lib_open;");
	check("-M -w user.o lib.o",
	      UNDEFINED "  hint: the nearest exported name is \"lib_open1\" [lib.ko]\n");
	write_object("lib.o", INFO "func lib_open1;func lib_open2;"
				   "export lib_open1;export lib_open2;");
	check("-M -w user.o lib.o", UNDEFINED);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_undefined, enter_directory, leave_directory),
		cmocka_unit_test_setup_teardown(test_spelling_is_unique, enter_directory,
						leave_directory),
		cmocka_unit_test_setup_teardown(test_conditions, enter_directory, leave_directory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
