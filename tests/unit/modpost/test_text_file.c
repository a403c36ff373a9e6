// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/text_file.h"

static void test_lines(void **state)
{
	static const struct {
		const char *text;
		const char *lines[4];
	} cases[] = {
		{ "", { NULL } },   { "\n", { "" } },	      { "a", { "a" } },
		{ "a\n", { "a" } }, { "a\nb", { "a", "b" } }, { "a\n\nb\r\n", { "a", "", "b\r" } },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *text = strdup(cases[i].text), *rest = text;

		for (size_t line = 0; cases[i].lines[line]; line++)
			assert_string_equal(text_next_line(&rest), cases[i].lines[line]);
		assert_null(text_next_line(&rest));
		assert_null(text_next_line(&rest));
		free(text);
	}
}

static void test_text_ends_at_nul(void **state)
{
	FILE *file = fopen("f", "w");
	char *text;

	(void)state;
	fwrite("ab\0cd", 1, 5, file);
	fclose(file);
	text = text_file_read("f");
	assert_string_equal(text, "ab");
	free(text);
}

static void test_large_file(void **state)
{
	char *content = malloc(300001);
	char *text;

	(void)state;
	memset(content, 'q', 300000);
	content[300000] = '\0';
	write_file("f", content);
	text = text_file_read("f");
	assert_string_equal(text, content);
	free(text);
	free(content);
}

/* The kernel's tool sees an empty file here. */
static void test_pipe(void **state)
{
	int ends[2];
	char path[32];
	char *text;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "from a pipe\n", 12), 12);
	close(ends[1]);
	snprintf(path, sizeof(path), "/dev/fd/%d", ends[0]);
	text = text_file_read(path);
	assert_string_equal(text, "from a pipe\n");
	free(text);
	close(ends[0]);
}

static void test_errors(void **state)
{
	(void)state;
	assert_null(text_file_read("missing"));
	assert_int_equal(errno, ENOENT);
	mkdir("d", 0777);
	assert_null(text_file_read("d"));
	assert_int_equal(errno, EISDIR);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),	   cmocka_unit_test(test_text_ends_at_nul),
		cmocka_unit_test(test_large_file), cmocka_unit_test(test_pipe),
		cmocka_unit_test(test_errors),
	};

	return cmocka_run_group_tests(tests, enter_directory, leave_directory);
}
