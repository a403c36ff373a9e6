// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "test.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int enter_directory(void **state)
{
	char template[] = "/tmp/modpost-unit-XXXXXX";
	const char *directory = mkdtemp(template);

	if (!directory || chdir(directory))
		return -1;
	*state = strdup(directory);
	return 0;
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *walk)
{
	(void)st;
	(void)type;
	(void)walk;
	return remove(path);
}

int leave_directory(void **state)
{
	int failed = chdir("/") || nftw(*state, remove_entry, 16, FTW_DEPTH | FTW_PHYS);

	free(*state);
	return failed ? -1 : 0;
}

static void make_directories(const char *path)
{
	char *copy = strdup(path);

	for (char *slash = strchr(copy + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(copy, 0777))
			assert_int_equal(errno, EEXIST);
		*slash = '/';
	}
	free(copy);
}

void write_file(const char *path, const char *text)
{
	FILE *file;

	make_directories(path);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

char *read_file(const char *path)
{
	FILE *file = fopen(path, "r");
	size_t size = 0;
	char *text = NULL;

	if (!file)
		return NULL;
	if (getdelim(&text, &size, '\0', file) < 0) {
		free(text);
		text = strdup("");
	}
	fclose(file);
	return text;
}

int file_exists(const char *path)
{
	struct stat st;

	return !lstat(path, &st);
}

void assert_content(const char *path, const char *expected)
{
	char *text = read_file(path);

	assert_non_null(text);
	assert_string_equal(text, expected);
	free(text);
}
