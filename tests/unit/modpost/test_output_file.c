// SPDX-License-Identifier: GPL-2.0-only
/* Outputs change as a whole, only when they must, and all at the end. */
#include "test.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/output_file.h"

static bool write_text(struct output_files *outputs, const char *path, const char *text)
{
	return output_files_write(outputs, path, text, strlen(text));
}

static ino_t inode(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_ino;
}

static void test_nothing_before_publishing(void **state)
{
	struct output_files outputs = { 0 };

	(void)state;
	write_file("f", "old");
	assert_true(write_text(&outputs, "f", "new"));
	assert_true(write_text(&outputs, "g", ""));
	assert_content("f", "old");
	assert_false(file_exists("g"));
	assert_null(output_files_publish(&outputs));
	assert_content("f", "new");
	assert_content("g", "");
	assert_false(file_exists(".tmp_f"));
}

static void test_same_content_is_not_written(void **state)
{
	struct output_files outputs = { 0 };
	ino_t before;

	(void)state;
	write_file("f", "text");
	before = inode("f");
	assert_true(write_text(&outputs, "f", "text"));
	assert_int_equal(outputs.nr, 0);
	assert_null(output_files_publish(&outputs));
	assert_int_equal(inode("f"), before);
}

static void test_other_content_is_written(void **state)
{
	static const char *const texts[] = { "texT", "tex", "text\n", "" };
	struct output_files outputs = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		write_file("f", "text");
		assert_true(write_text(&outputs, "f", texts[i]));
		assert_int_equal(outputs.nr, 1);
		assert_null(output_files_publish(&outputs));
		assert_content("f", texts[i]);
	}
	/* An empty file is not the same as none. */
	assert_true(write_text(&outputs, "f", ""));
	assert_int_equal(outputs.nr, 0);
	assert_true(write_text(&outputs, "g", ""));
	assert_int_equal(outputs.nr, 1);
	output_files_discard(&outputs);
}

static void test_prepare(void **state)
{
	static const struct {
		const char *path, *text;
		enum output_state state;
	} cases[] = {
		{ "f", "new", OUTPUT_PREPARED },     { "f", "old", OUTPUT_CURRENT },
		{ "g", "new", OUTPUT_PREPARED },     { "link", "old", OUTPUT_UNUSUAL },
		{ "/dev/null", "", OUTPUT_UNUSUAL }, { "missing/f", "", OUTPUT_FAILED },
		{ "f/g", "", OUTPUT_FAILED },
	};

	(void)state;
	write_file("f", "old");
	assert_int_equal(symlink("f", "link"), 0);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *text = cases[i].text;
		struct output_file *file;

		assert_int_equal(output_file_prepare(&file, cases[i].path, text, strlen(text),
						     NULL),
				 cases[i].state);
		assert_int_equal(!!file, cases[i].state == OUTPUT_PREPARED);
		if (file)
			output_file_drop(file);
	}
	assert_content("f", "old");
	assert_false(file_exists("g") || file_exists(".tmp_f") || file_exists(".tmp_g"));
}

static void test_add_prepared(void **state)
{
	struct output_files outputs = { 0 };
	struct output_file *file;

	(void)state;
	assert_int_equal(output_file_prepare(&file, "f", "first", 5, NULL), OUTPUT_PREPARED);
	output_files_add(&outputs, file);
	assert_false(file_exists("f"));
	assert_true(write_text(&outputs, "./f", "second"));
	assert_int_equal(outputs.nr, 1);
	assert_null(output_files_publish(&outputs));
	assert_content("f", "second");
}

static void test_last_of_two_writes_wins(void **state)
{
	struct output_files outputs = { 0 };

	(void)state;
	write_file("f", "old");
	assert_true(write_text(&outputs, "f", "first"));
	assert_true(write_text(&outputs, "f", "old"));
	assert_null(output_files_publish(&outputs));
	assert_content("f", "old");
}

static void test_two_spellings_of_one_file(void **state)
{
	struct output_files outputs = { 0 };

	(void)state;
	write_file("d/f", "old");
	assert_true(write_text(&outputs, "d/f", "first"));
	assert_true(write_text(&outputs, "./d//f", "second"));
	assert_null(output_files_publish(&outputs));
	assert_content("d/f", "second");

	assert_true(write_text(&outputs, "d/f", "third"));
	assert_true(write_text(&outputs, "./d/f", "second"));
	assert_null(output_files_publish(&outputs));
	assert_content("d/f", "second");
}

static void test_discard(void **state)
{
	struct output_files outputs = { 0 };

	(void)state;
	write_file("f", "old");
	assert_true(write_text(&outputs, "f", "new"));
	assert_true(file_exists(".tmp_f"));
	output_files_discard(&outputs);
	assert_content("f", "old");
	assert_false(file_exists(".tmp_f"));
}

static void test_left_temporary(void **state)
{
	struct output_files outputs = { 0 };

	(void)state;
	write_file("d/.tmp_f", "from a killed run, longer than what follows");
	assert_true(write_text(&outputs, "d/f", "new"));
	assert_null(output_files_publish(&outputs));
	assert_content("d/f", "new");
	assert_false(file_exists("d/.tmp_f"));

	write_file("d/.tmp_f", "from a killed run");
	assert_true(write_text(&outputs, "d/f", "new"));
	assert_false(file_exists("d/.tmp_f"));
}

static void test_mode_stays(void **state)
{
	struct output_files outputs = { 0 };
	struct stat st;

	(void)state;
	write_file("f", "old");
	assert_int_equal(chmod("f", 0640), 0);
	assert_true(write_text(&outputs, "f", "new"));
	assert_null(output_files_publish(&outputs));
	assert_int_equal(stat("f", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
}

static void test_link_stays(void **state)
{
	struct output_files outputs = { 0 };
	struct stat st;

	(void)state;
	write_file("d/target", "old");
	assert_int_equal(symlink("d/target", "link"), 0);
	assert_true(write_text(&outputs, "link", "new"));
	assert_null(output_files_publish(&outputs));
	assert_int_equal(lstat("link", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_content("d/target", "new");
}

static void test_device(void **state)
{
	struct output_files outputs = { 0 };
	struct stat st;

	(void)state;
	assert_int_equal(symlink("/dev/null", "null"), 0);
	assert_true(write_text(&outputs, "null", "gone"));
	assert_int_equal(outputs.nr, 0);
	assert_int_equal(stat("/dev/null", &st), 0);
	assert_true(S_ISCHR(st.st_mode));
}

static void test_errors(void **state)
{
	struct output_files outputs = { 0 };

	(void)state;
	assert_false(write_text(&outputs, "missing/f", "x"));
	assert_int_equal(errno, ENOENT);
	mkdir("directory", 0777);
	assert_false(write_text(&outputs, "directory", "x"));
	assert_int_equal(errno, EISDIR);
	assert_int_equal(symlink("/dev/full", "full"), 0);
	assert_false(write_text(&outputs, "full", "x"));
	assert_int_equal(errno, ENOSPC);
	assert_int_equal(outputs.nr, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_DIRECTORY(test) cmocka_unit_test_setup_teardown(test, enter_directory, leave_directory)
		IN_DIRECTORY(test_nothing_before_publishing),
		IN_DIRECTORY(test_same_content_is_not_written),
		IN_DIRECTORY(test_other_content_is_written),
		IN_DIRECTORY(test_prepare),
		IN_DIRECTORY(test_add_prepared),
		IN_DIRECTORY(test_last_of_two_writes_wins),
		IN_DIRECTORY(test_two_spellings_of_one_file),
		IN_DIRECTORY(test_discard),
		IN_DIRECTORY(test_left_temporary),
		IN_DIRECTORY(test_mode_stays),
		IN_DIRECTORY(test_link_stays),
		IN_DIRECTORY(test_device),
		IN_DIRECTORY(test_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
