// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cache/record_file.h"

enum { KEY = 7 };

static const char first[] = "first\0one", second[] = "second\0two";

static void write_records(const char *path, const struct record_writer *writer)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	assert_true(fd >= 0);
	assert_true(record_writer_write(writer, fd, KEY));
	close(fd);
}

static void write_two(const char *path)
{
	struct record_writer writer = { 0 };

	record_writer_add(&writer, first, sizeof(first));
	record_writer_add(&writer, second, sizeof(second));
	write_records(path, &writer);
	record_writer_free(&writer);
}

static void assert_record(const struct record_file *file, const char *name, const char *content)
{
	const struct record *record = record_file_find(file, name);

	assert_non_null(record);
	assert_string_equal(record->name, name);
	assert_int_equal(record->content_len, strlen(content) + 1);
	assert_string_equal(record->content, content);
}

static void test_both_ways(void **state)
{
	struct record_file file;

	(void)state;
	write_two("f");
	record_file_open(&file, "f", KEY);
	assert_int_equal(file.nr_records, 2);
	assert_record(&file, "first", "one");
	assert_record(&file, "second", "two");
	assert_null(record_file_find(&file, "third"));
	record_file_close(&file);
}

/* More than fit into one system call, in another order, with a new one between them. */
static void test_copies(void **state)
{
	struct record_writer writer = { 0 };
	struct record_file file;

	(void)state;
	write_two("f");
	record_file_open(&file, "f", KEY);
	for (int i = 0; i < 1000; i++) {
		record_writer_copy(&writer, record_file_find(&file, "second"));
		record_writer_copy(&writer, record_file_find(&file, "first"));
	}
	record_writer_add(&writer, "third\0three", sizeof("third\0three"));
	write_records("g", &writer);
	record_writer_free(&writer);
	record_file_close(&file);

	record_file_open(&file, "g", KEY);
	assert_int_equal(file.nr_records, 2001);
	assert_record(&file, "first", "one");
	assert_record(&file, "second", "two");
	assert_record(&file, "third", "three");
	record_file_close(&file);
}

static void assert_nothing(const char *path, uint64_t key)
{
	struct record_file file;

	record_file_open(&file, path, key);
	assert_null(file.image);
	assert_null(record_file_find(&file, "first"));
	record_file_close(&file);
}

static void test_other_files(void **state)
{
	(void)state;
	write_two("f");
	assert_nothing("missing", KEY);
	assert_nothing("f", KEY + 1);
	assert_nothing(".", KEY);
	assert_int_equal(symlink("f", "link"), 0);
	assert_nothing("link", KEY);
	assert_int_equal(mkfifo("fifo", 0666), 0);
	assert_nothing("fifo", KEY);
	write_file("empty", "");
	assert_nothing("empty", KEY);
	write_file("text", "some text that is no such file at all");
	assert_nothing("text", KEY);
	/* As root, one can see whether somebody else's is refused. */
	if (!chown("f", 12345, -1))
		assert_nothing("f", KEY);
}

static size_t file_size(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_size;
}

/* A record is what was written, or it is not there. */
static void assert_harmless(const char *path)
{
	const struct record *record;
	struct record_file file;

	record_file_open(&file, path, KEY);
	record = record_file_find(&file, "first");
	assert_true(!record || !strcmp(record->content, "one"));
	record = record_file_find(&file, "second");
	assert_true(!record || !strcmp(record->content, "two"));
	record_file_close(&file);
}

static void change_byte(const char *path, size_t at)
{
	FILE *file = fopen(path, "r+");
	int byte;

	assert_non_null(file);
	fseek(file, at, SEEK_SET);
	byte = fgetc(file);
	fseek(file, at, SEEK_SET);
	fputc(byte ^ 0x41, file);
	assert_int_equal(fclose(file), 0);
}

static void test_damage(void **state)
{
	size_t size;

	(void)state;
	write_two("f");
	size = file_size("f");
	for (size_t at = 0; at < size; at++) {
		write_two("f");
		change_byte("f", at);
		assert_harmless("f");
	}
	for (size_t len = 0; len < size; len++) {
		write_two("f");
		assert_int_equal(truncate("f", len), 0);
		assert_harmless("f");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_DIRECTORY(test) cmocka_unit_test_setup_teardown(test, enter_directory, leave_directory)
		IN_DIRECTORY(test_both_ways),
		IN_DIRECTORY(test_copies),
		IN_DIRECTORY(test_other_files),
		IN_DIRECTORY(test_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
