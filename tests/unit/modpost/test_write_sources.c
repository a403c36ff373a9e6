// SPDX-License-Identifier: GPL-2.0-only
/* The .mod.c files and what is said about them are the same on any number of threads. */
#include "test.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "object_text.h"
#include "program.h"

#define NR_MODULES 60
#define FAILING	   30
#define OLD	   "struct module __this_module;" /* from an earlier run */
#define LONG_NAME  "a_name_that_is_too_long_for_a_structure_of_only_sixty_four_bytes"

static const int thread_counts[] = { 1, 2, 8 };

/* Modules m0 ... in their order, of which all export something without a CRC. */
static void write_modules(void)
{
	char path[32], text[256];
	FILE *list = fopen("list", "w");

	for (int i = 0; i < NR_MODULES; i++) {
		snprintf(path, sizeof(path), "m%d.o", i);
		snprintf(text, sizeof(text),
			 "info license=GPL;info description=d;data d%d;export d%d;use %s;", i, i,
			 i == FAILING ? LONG_NAME : "d0");
		write_object(path, text);
		fprintf(list, "%s\n", path);
		snprintf(path, sizeof(path), "m%d.mod", i);
		write_file(path, "");
	}
	fclose(list);
	write_file("dump", "0x00000001\t" LONG_NAME "\tvmlinux\tEXPORT_SYMBOL\t\n"
			   "0x00000002\tmodule_layout\tvmlinux\tEXPORT_SYMBOL\t\n");
}

static void write_sources(const char *text)
{
	char path[32];

	for (int i = 0; i < NR_MODULES; i++) {
		snprintf(path, sizeof(path), "m%d.mod.c", i);
		write_file(path, text);
	}
}

static bool is_source(int i, const char *text)
{
	char path[32], *found;
	bool same;

	snprintf(path, sizeof(path), ".tmp_m%d.mod.c", i);
	assert_false(file_exists(path) && i != FAILING);
	snprintf(path, sizeof(path), "m%d.mod.c", i);
	found = read_file(path);
	assert_non_null(found);
	same = !strcmp(found, text);
	free(found);
	return same;
}

static struct program_run run_threads(const char *arguments, int threads)
{
	char text[256];

	snprintf(text, sizeof(text), "--jobs=%d %s", threads, arguments);
	return run_modpost(text);
}

/* What there is to say about all modules, in their order. */
static char *expected_messages(void)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	for (int i = 0; i < NR_MODULES; i++) {
		fprintf(out,
			"WARNING: modpost: EXPORT symbol \"d%d\" [m%d.ko] version generation "
			"failed, "
			"symbol will not be versioned.\n"
			"Is \"d%d\" prototyped in <asm/asm-prototypes.h>?\n",
			i, i, i);
		if (i == FAILING)
			fprintf(out, "ERROR: modpost: too long symbol \"" LONG_NAME "\" [m%d.ko]\n",
				i);
		else if (i)
			fprintf(out, "WARNING: modpost: \"d0\" [m%d.ko] has no CRC!\n", i);
	}
	fclose(out);
	return text;
}

/* Files that others have written: the first one is told, or with --keep-going all. */
static void test_foreign_sources(void **state)
{
	static const char *const arguments[] = { "-M -i dump -T list",
						 "-M -i dump -T list --keep-going" };
#define FOREIGN(name)                                                                            \
	"ERROR: modpost: " name ".mod.c: was not written by modpost and is in the place of its " \
	"output: rename or remove it\n"
	static const char *const errors[] = { FOREIGN("m7"), FOREIGN("m7") FOREIGN("m40") };

	(void)state;
	write_modules();
	for (size_t t = 0; t < ARRAY_SIZE(thread_counts) * 2; t++) {
		bool keep_going = t % 2;
		struct program_run run;

		write_sources(OLD);
		write_file("m7.mod.c", "mine");
		unlink("m40.mod.c");
		assert_int_equal(symlink("mine.c", "m40.mod.c"), 0);
		write_file("mine.c", "mine");
		run = run_threads(arguments[keep_going], thread_counts[t / 2]);
		assert_int_equal(run.status, 1);
		assert_string_equal(run.errors, errors[keep_going]);
		for (int i = 0; i < NR_MODULES; i++) {
			if (i == 7 || i == 40)
				assert_true(is_source(i, "mine"));
			else
				assert_int_equal(is_source(i, OLD), !keep_going);
		}
		assert_false(file_exists(".tmp_mine.c"));
		program_run_free(&run);
		unlink("m40.mod.c");
	}
}

/* A module with an error keeps all files from being written, and with --keep-going its own. */
static void test_error_among_modules(void **state)
{
	static const char *const arguments[] = { "-Mmb -i dump -T list",
						 "-Mmb -i dump -T list --keep-going" };
	char *messages;

	(void)state;
	write_modules();
	messages = expected_messages();
	for (size_t t = 0; t < ARRAY_SIZE(thread_counts) * 2; t++) {
		bool keep_going = t % 2;
		struct program_run run;

		write_sources(OLD);
		run = run_threads(arguments[keep_going], thread_counts[t / 2]);
		assert_int_equal(run.status, 1);
		assert_string_equal(run.errors, messages);
		for (int i = 0; i < NR_MODULES; i++)
			assert_int_equal(is_source(i, OLD), !keep_going || i == FAILING);
		program_run_free(&run);
	}
	free(messages);
}

/* Old releases say all about a module, found while resolving or while writing, before they come to the next. */
static void test_module_by_module(void **state)
{
	static const char *const arguments[] = {
		"--abi=6.1 -mw --all-undefined --no-hints -i dump -T list",
		"--abi=6.1 -mw --all-undefined --no-hints -i dump -T list --keep-going",
	};
	char *messages = NULL;
	size_t size;
	FILE *out;

	(void)state;
	write_modules();
	out = open_memstream(&messages, &size);
	for (int i = 0; i < NR_MODULES; i++) {
		if (i == FAILING)
			fprintf(out, "ERROR: modpost: too long symbol \"" LONG_NAME "\" [m%d.ko]\n",
				i);
		else if (i)
			fprintf(out, "WARNING: modpost: \"d0\" [m%d.ko] undefined!\n", i);
	}
	fclose(out);
	for (size_t t = 0; t < ARRAY_SIZE(thread_counts) * 2; t++) {
		bool keep_going = t % 2;
		struct program_run run;

		write_sources(OLD);
		run = run_threads(arguments[keep_going], thread_counts[t / 2]);
		assert_int_equal(run.status, 1);
		assert_string_equal(run.errors, messages);
		for (int i = 0; i < NR_MODULES; i++)
			assert_int_equal(is_source(i, OLD), !keep_going || i == FAILING);
		program_run_free(&run);
	}
	free(messages);
}

/* One file cannot be written: none is. */
static void test_unwritable_file(void **state)
{
	char path[32], message[64];

	(void)state;
	write_modules();
	snprintf(path, sizeof(path), ".tmp_m%d.mod.c", FAILING);
	mkdir(path, 0777);
	snprintf(message, sizeof(message), "m%d.mod.c: Is a directory\n", FAILING);
	for (size_t t = 0; t < ARRAY_SIZE(thread_counts); t++) {
		struct program_run run;

		write_sources(OLD);
		run = run_threads("-M -i dump -T list", thread_counts[t]);
		assert_int_equal(run.status, 1);
		assert_string_equal(run.errors, message);
		for (int i = 0; i < NR_MODULES; i++)
			assert_true(is_source(i, OLD));
		program_run_free(&run);
	}
}

/* What a killed run left is replaced, and what is right already stays the same file. */
static void test_left_temporary(void **state)
{
	struct program_run run;
	struct stat before, after;

	(void)state;
	write_modules();
	run = run_threads("-M -i dump -T list", 8);
	assert_int_equal(run.status, 0);
	program_run_free(&run);
	assert_int_equal(stat("m1.mod.c", &before), 0);
	write_file(".tmp_m1.mod.c", "left");
	write_file(".tmp_m2.mod.c", "left");
	write_file("m2.mod.c", OLD);

	run = run_threads("-M -i dump -T list", 8);
	assert_int_equal(run.status, 0);
	program_run_free(&run);
	assert_int_equal(stat("m1.mod.c", &after), 0);
	assert_int_equal(after.st_ino, before.st_ino);
	assert_false(is_source(1, "left"));
	assert_false(is_source(2, "left"));
	assert_false(is_source(2, "old"));
}

/* The text depends on the spelling of the path here; the last one wins, whatever was there. */
static void test_two_spellings_of_one_module(void **state)
{
	static const char *const orders[][2] = {
		{ "drivers/staging/s.o", "./drivers/staging/s.o" },
		{ "./drivers/staging/s.o", "drivers/staging/s.o" },
	};
	char *texts[2], arguments[128];

	(void)state;
	write_modules();
	write_object("drivers/staging/s.o", "info license=GPL;info description=d;");
	for (size_t i = 0; i < ARRAY_SIZE(orders); i++) {
		struct program_run run;

		snprintf(arguments, sizeof(arguments), "-M %s", orders[i][1]);
		run = run_modpost(arguments);
		assert_int_equal(run.status, 0);
		program_run_free(&run);
		texts[i] = read_file("drivers/staging/s.mod.c");
	}
	assert_string_not_equal(texts[0], texts[1]);

	for (size_t i = 0; i < ARRAY_SIZE(orders) * ARRAY_SIZE(thread_counts) * 2; i++) {
		const char *const *order = orders[i % 2];
		struct program_run run;

		/* The file holds what the first one or the last one wants. */
		write_file("drivers/staging/s.mod.c", texts[i / 2 % 2]);
		snprintf(arguments, sizeof(arguments), "-M %s %s -i dump -T list", order[0],
			 order[1]);
		run = run_threads(arguments, thread_counts[i / 4]);
		assert_string_equal(run.errors, "");
		assert_int_equal(run.status, 0);
		program_run_free(&run);
		assert_content("drivers/staging/s.mod.c", texts[i % 2]);
		assert_false(file_exists("drivers/staging/.tmp_s.mod.c"));
	}
	free(texts[0]);
	free(texts[1]);
}

/* A link to the file of another module: the last one wins here, too. */
static void test_link_to_another_file(void **state)
{
	static const struct {
		const char *link, *target, *winner;
	} cases[] = { { "m3.mod.c", "m50.mod.c", "d50" }, { "m50.mod.c", "m3.mod.c", "d50" } };

	(void)state;
	write_modules();
	for (size_t i = 0; i < ARRAY_SIZE(cases) * ARRAY_SIZE(thread_counts); i++) {
		const char *link = cases[i % 2].link, *target = cases[i % 2].target;
		struct program_run run;
		char *text;

		unlink(link);
		unlink(target);
		assert_int_equal(symlink(target, link), 0);
		write_file(target, OLD);
		run = run_threads("-M -i dump -T list", thread_counts[i / 2]);
		assert_string_equal(run.errors, "");
		assert_int_equal(run.status, 0);
		program_run_free(&run);
		text = read_file(target);
		assert_non_null(strstr(text, cases[i % 2].winner));
		free(text);
		assert_false(file_exists(".tmp_m3.mod.c") || file_exists(".tmp_m50.mod.c"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_DIRECTORY(test) cmocka_unit_test_setup_teardown(test, enter_directory, leave_directory)
		IN_DIRECTORY(test_error_among_modules),
		IN_DIRECTORY(test_foreign_sources),
		IN_DIRECTORY(test_module_by_module),
		IN_DIRECTORY(test_unwritable_file),
		IN_DIRECTORY(test_left_temporary),
		IN_DIRECTORY(test_two_spellings_of_one_module),
		IN_DIRECTORY(test_link_to_another_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
