// SPDX-License-Identifier: GPL-2.0-only
#include "text_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory.h"

static char *read_all(int fd, size_t expected)
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
	return text;
}

char *text_file_read(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int saved_errno;
	struct stat st;
	char *text;

	if (fd < 0)
		return NULL;
	text = fstat(fd, &st) ? NULL : read_all(fd, S_ISREG(st.st_mode) ? st.st_size : 0);

	saved_errno = errno;
	close(fd);
	errno = saved_errno;
	return text;
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
