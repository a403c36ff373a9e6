// SPDX-License-Identifier: GPL-2.0-only
#include "foreign_output.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text_file.h"

/* Each generated source has one of them. */
static bool is_foreign_source(const char *path)
{
	char *text = text_file_read(path);
	bool foreign = text && *text && !strstr(text, "__this_module") &&
		       !strstr(text, "#include <linux/export-internal.h>");

	free(text);
	return foreign;
}

/* The start of a file, as text; false if it cannot be read. */
static bool read_start(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got;

	if (fd < 0)
		return false;
	do
		got = read(fd, text, size - 1);
	while (got < 0 && errno == EINTR);
	close(fd);
	text[got < 0 ? 0 : got] = '\0';
	return got >= 0;
}

/* 0xCRC<tab> */
static bool is_foreign_dump(const char *path)
{
	char start[64];
	size_t i = 2;

	if (!read_start(path, start, sizeof(start)) || !*start)
		return false;
	if (strncmp(start, "0x", 2))
		return true;
	while (isxdigit((unsigned char)start[i]))
		i++;
	return i == 2 || start[i] != '\t';
}

bool output_is_foreign(const char *path, enum output_kind kind)
{
	struct stat st;

	if (kind == OUTPUT_LIST || stat(path, &st) || !S_ISREG(st.st_mode) || !st.st_size)
		return false;
	return kind == OUTPUT_SOURCE ? is_foreign_source(path) : is_foreign_dump(path);
}
