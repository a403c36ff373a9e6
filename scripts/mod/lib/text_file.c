// SPDX-License-Identifier: GPL-2.0-only
#include "lib/text_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/file_identity.h"
#include "lib/keep_errno.h"
#include "lib/memory.h"

static char *read_all(int fd, size_t expected, size_t *total)
{
	size_t size = expected ? expected : 4096, len = 0;
	char *text = xmalloc(size + 1);

	for (;;) {
		ssize_t got = read(fd, text + len, size - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			free(text);
			return NULL;
		}
		if (!got)
			break;
		len += got;
		/* The size of a file of /proc, for example, is not known before. */
		if (expected && len == expected)
			break;
		if (len == size) {
			size *= 2;
			text = xrealloc(text, size + 1);
		}
	}
	text[len] = '\0';
	*total = len;
	return text;
}

/* Both @size and @identity are set. */
static char *read_file(const char *path, size_t *size, struct file_identity *identity)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *text = NULL;
	struct stat st;

	*size = 0;
	memset(identity, 0, sizeof(*identity));
	if (fd < 0)
		return NULL;
	if (!fstat(fd, &st))
		text = read_all(fd, S_ISREG(st.st_mode) ? st.st_size : 0, size);
	if (text && (off_t)*size == st.st_size)
		*identity = file_identity_of(&st);

	close_keeping_errno(fd);
	return text;
}

char *whole_file_read(const char *path, size_t *size)
{
	struct file_identity identity;

	return read_file(path, size, &identity);
}

char *text_file_read_as(const char *path, struct file_identity *identity)
{
	size_t size;

	return read_file(path, &size, identity);
}

char *text_file_read(const char *path)
{
	size_t size;

	return whole_file_read(path, &size);
}

char *text_next_line(char **rest)
{
	char *line = *rest;
	char *end;

	if (!*line)
		return NULL;

	end = strchr(line, '\n');
	if (end)
		*end = '\0';
	*rest = end ? end + 1 : line + strlen(line);
	return line;
}
