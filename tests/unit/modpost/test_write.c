// SPDX-License-Identifier: GPL-2.0-only
/* What is written, and what an error or a full disk leaves as it was. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "object_text.h"
#include "program.h"

#define GPL "info license=GPL;info description=d;"

/* From an earlier run. */
#define OLD_SOURCE "struct module __this_module;"
#define OLD_DUMP   "0x1\told"

static void write_modules(void)
{
	write_object("a.o", GPL "func f;export f;");
	write_object("b.o", GPL "use f;");
}

static void test_second_run_touches_nothing(void **state)
{
	static const char *const outputs[] = { "a.mod.c", "b.mod.c", "S", "N", "M" };
	struct stat before[ARRAY_SIZE(outputs)], after;

	(void)state;
	write_modules();
	run_expecting("-M a.o b.o -o S -d N --modules-out=M", 0, "");
	for (size_t i = 0; i < ARRAY_SIZE(outputs); i++)
		assert_int_equal(stat(outputs[i], &before[i]), 0);
	run_expecting("-M a.o b.o -o S -d N --modules-out=M", 0, "");
	for (size_t i = 0; i < ARRAY_SIZE(outputs); i++) {
		assert_int_equal(stat(outputs[i], &after), 0);
		assert_int_equal(after.st_ino, before[i].st_ino);
		assert_int_equal(after.st_mtim.tv_nsec, before[i].st_mtim.tv_nsec);
	}
}

/* One output cannot be written: none of them changes. */
static void test_all_or_nothing(void **state)
{
	static const struct {
		const char *arguments, *errors;
	} cases[] = {
		{ "-M a.o b.o -d N -o missing/S", "missing/S: No such file or directory\n" },
		{ "-M a.o b.o -d N -o directory", "directory: Is a directory\n" },
		{ "-M a.o b.o -d N -o /dev/full", "/dev/full: No space left on device\n" },
	};

	(void)state;
	write_modules();
	write_file("a.mod.c", OLD_SOURCE);
	mkdir("directory", 0777);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		run_expecting(cases[i].arguments, 1, cases[i].errors);
		assert_content("a.mod.c", OLD_SOURCE);
		assert_false(file_exists("b.mod.c"));
		assert_false(file_exists(".tmp_a.mod.c"));
		assert_false(file_exists(".tmp_b.mod.c"));
		assert_false(file_exists("N"));
	}
}

/* What the kernel's tool finds only when it has written some or all of the files. */
static void test_late_errors(void **state)
{
	static const char mismatch[] =
		"WARNING: modpost: b: section mismatch in reference: d+0x0 (section: .data) -> "
		"i (section: .init.text)\n"
		"ERROR: modpost: Section mismatches detected.\n"
		"Set CONFIG_SECTION_MISMATCH_WARN_ONLY=y to allow them.\n";
	struct program_run run;

	(void)state;
	write_object("a.o", GPL "func f;export f;");
	write_object("b.o", GPL "data d;func i .init.text;reloc .data 0 i 1 0;");
	write_object("c.o", GPL "use nobody;");
	write_file("a.mod.c", OLD_SOURCE);
	write_file("S", OLD_DUMP);

	run_expecting("-M -E a.o b.o -o S -d N", 1, mismatch);
	run_expecting("--abi=6.1 --no-hints a.o c.o -o S -d N", 1,
		      "ERROR: modpost: \"nobody\" [c.ko] undefined!\n");
	run = run_modpost("-M -E a.o b.o -o /dev/stdout");
	assert_string_equal(run.output, "");
	program_run_free(&run);
	assert_content("a.mod.c", OLD_SOURCE);
	assert_content("S", OLD_DUMP);
	assert_false(file_exists("b.mod.c"));
	assert_false(file_exists("N"));
	assert_false(file_exists(".tmp_a.mod.c"));

	/* A run that goes on leaves out the module with the mismatches. */
	run_expecting("-M -E --keep-going a.o b.o -o S --modules-out=M", 1, mismatch);
	assert_content("S", "0x00000000\tf\ta\tEXPORT_SYMBOL\t\n");
	assert_content("M", "a.o\n");
	assert_false(file_exists("b.mod.c"));
}

static void test_standard_output(void **state)
{
	struct program_run run;

	(void)state;
	write_modules();
	run = run_modpost("-M a.o -o /dev/stdout");
	assert_string_equal(run.output, "0x00000000\tf\ta\tEXPORT_SYMBOL\t\n");
	assert_int_equal(run.status, 0);
	program_run_free(&run);
}

static void test_result_is_the_same_on_any_number_of_threads(void **state)
{
	char *one, *many, arguments[256], path[32], text[64];
	FILE *list;

	(void)state;
	list = fopen("list", "w");
	for (int i = 0; i < 200; i++) {
		snprintf(path, sizeof(path), "m%d.o", i);
		snprintf(text, sizeof(text),
			 "info license=GPL;use u%d;common c%d;data d%d;export d%d;", i % 7, i,
			 i % 50, i % 50);
		write_object(path, text);
		fprintf(list, "%s\n", path);
	}
	fclose(list);

	for (int jobs = 1; jobs <= 8; jobs *= 2) {
		struct program_run run;

		snprintf(arguments, sizeof(arguments), "-eMw -T list --jobs=%d -o S%d", jobs, jobs);
		run = run_modpost(arguments);
		write_file(jobs == 1 ? "one" : "many", run.errors);
		program_run_free(&run);
		one = read_file("one");
		many = read_file(jobs == 1 ? "one" : "many");
		assert_string_equal(one, many);
		free(one);
		free(many);
		snprintf(path, sizeof(path), "S%d", jobs);
		one = read_file("S1");
		many = read_file(path);
		assert_string_equal(one, many);
		free(one);
		free(many);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_DIRECTORY(test) cmocka_unit_test_setup_teardown(test, enter_directory, leave_directory)
		IN_DIRECTORY(test_second_run_touches_nothing),
		IN_DIRECTORY(test_all_or_nothing),
		IN_DIRECTORY(test_late_errors),
		IN_DIRECTORY(test_standard_output),
		IN_DIRECTORY(test_result_is_the_same_on_any_number_of_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
