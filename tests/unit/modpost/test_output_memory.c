// SPDX-License-Identifier: GPL-2.0-only
/* An output that is remembered is not read, and one that was touched is not remembered. */
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cache/output_memory.h"

#define OUTPUTS ".tmp_Module.symvers.outputs"

static const struct options options = { .dump_out = "Module.symvers" };

static void let_settle(void)
{
	usleep(25000);
}

/* One run that wants the file f to have this text. */
static enum output_state want(const char *text, bool is_complete)
{
	struct output_memory memory;
	enum output_state state;
	struct output_file *file;

	output_memory_open(&memory, &options);
	state = output_memory_prepare(&memory, &file, "f", text, strlen(text));
	if (file)
		output_file_drop(file);
	output_memory_save(&memory, is_complete);
	output_memory_close(&memory);
	return state;
}

/* Only who does not look would say so. */
static bool is_remembered(const char *text)
{
	struct output_memory memory;
	struct output_file *file;
	bool remembered;

	output_memory_open(&memory, &options);
	assert_int_equal(output_memory_prepare(&memory, &file, "f", text, strlen(text)),
			 OUTPUT_CURRENT);
	remembered = !memory.file.is_begun;
	output_memory_close(&memory);
	return remembered;
}

static void test_remembered(void **state)
{
	(void)state;
	write_file("f", "text");
	let_settle();
	assert_false(is_remembered("text"));
	assert_int_equal(want("text", true), OUTPUT_CURRENT);
	assert_true(is_remembered("text"));
	assert_int_equal(want("TEXT", true), OUTPUT_PREPARED);
	assert_int_equal(want("longer text", true), OUTPUT_PREPARED);
}

static void test_fresh(void **state)
{
	(void)state;
	write_file("f", "text");
	assert_int_equal(want("text", true), OUTPUT_CURRENT);
	assert_false(is_remembered("text"));
}

static void remember(void)
{
	write_file("f", "text");
	let_settle();
	assert_int_equal(want("text", true), OUTPUT_CURRENT);
	assert_true(is_remembered("text"));
}

static void test_touched(void **state)
{
	struct timespec times[2];
	struct stat st;

	(void)state;
	remember();
	assert_int_equal(stat("f", &st), 0);
	write_file("f", "TEXT");
	times[0] = st.st_atim;
	times[1] = st.st_mtim;
	assert_int_equal(utimensat(AT_FDCWD, "f", times, 0), 0);
	assert_int_equal(want("text", true), OUTPUT_PREPARED);
}

static void test_replaced(void **state)
{
	(void)state;
	remember();
	write_file("g", "TEXT");
	assert_int_equal(rename("g", "f"), 0);
	assert_int_equal(want("text", true), OUTPUT_PREPARED);

	remember();
	assert_int_equal(rename("f", "g"), 0);
	assert_int_equal(symlink("g", "f"), 0);
	assert_int_equal(want("text", true), OUTPUT_UNUSUAL);

	assert_int_equal(unlink("f"), 0);
	assert_int_equal(want("text", true), OUTPUT_PREPARED);
}

/* Others stay only if the run did not come to them. */
static void test_other_outputs(void **state)
{
	struct output_memory memory;

	(void)state;
	remember();
	output_memory_open(&memory, &options);
	output_memory_save(&memory, false);
	output_memory_close(&memory);
	assert_true(is_remembered("text"));

	output_memory_open(&memory, &options);
	output_memory_save(&memory, true);
	output_memory_close(&memory);
	assert_false(is_remembered("text"));
}

/* What a killed run has prepared is removed. */
static void test_after_a_killed_run(void **state)
{
	(void)state;
	remember();
	write_file(".tmp_f", "TEXT");
	write_file(OUTPUTS ".new", "");
	assert_int_equal(want("text", true), OUTPUT_CURRENT);
	assert_false(file_exists(".tmp_f"));
	assert_false(file_exists(OUTPUTS ".new"));
	assert_true(is_remembered("text"));
}

static void test_switched_off(void **state)
{
	static const struct options off = { .dump_out = "Module.symvers", .no_facts_cache = true };
	struct output_memory memory;
	struct output_file *file;

	(void)state;
	write_file("f", "text");
	let_settle();
	output_memory_open(&memory, &off);
	assert_int_equal(output_memory_prepare(&memory, &file, "f", "text", 4), OUTPUT_CURRENT);
	output_memory_save(&memory, true);
	output_memory_close(&memory);
	assert_false(file_exists(OUTPUTS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_DIRECTORY(test) cmocka_unit_test_setup_teardown(test, enter_directory, leave_directory)
		IN_DIRECTORY(test_remembered),	  IN_DIRECTORY(test_fresh),
		IN_DIRECTORY(test_touched),	  IN_DIRECTORY(test_replaced),
		IN_DIRECTORY(test_other_outputs), IN_DIRECTORY(test_after_a_killed_run),
		IN_DIRECTORY(test_switched_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
