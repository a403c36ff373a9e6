// SPDX-License-Identifier: GPL-2.0-only
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "alloc.h"
#include "input_file.h"

static bool has_content(const char *path, const void *data, size_t size)
{
	struct input_file file;
	bool same;

	if (!input_file_map(&file, path))
		return false;
	same = file.size == size && !memcmp(file.data, data, size);
	input_file_close(&file);
	return same;
}

/* DIR/.tmp_NAME: the same each time, so that what a killed run left is replaced. */
static char *temporary_name(const char *path)
{
	static const char prefix[] = ".tmp_";
	const char *slash = strrchr(path, '/');
	int folder = slash ? slash + 1 - path : 0;
	size_t size = strlen(path) + sizeof(prefix);
	char *name = alloc_array(size, 1);

	snprintf(name, size, "%.*s%s%s", folder, path, prefix, path + folder);
	return name;
}

bool output_write_at(int fd, const void *data, size_t size, size_t offset)
{
	const unsigned char *rest = data;

	while (size) {
		ssize_t written = pwrite(fd, rest, size, offset);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		rest += written;
		size -= written;
		offset += written;
	}
	return true;
}

static bool write_file(const char *path, const void *data, size_t size)
{
	int fd, saved_errno;
	bool done;

	unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		return false;
	done = output_write_at(fd, data, size, 0);
	saved_errno = errno;
	/* Some file systems report a full disk only here. */
	if (close(fd) && done)
		return false;
	errno = saved_errno;
	return done;
}

bool output_write(const char *path, const void *data, size_t size)
{
	char *temporary;
	int saved_errno;
	bool done;

	if (has_content(path, data, size))
		return true;
	temporary = temporary_name(path);
	done = write_file(temporary, data, size) && !rename(temporary, path);
	saved_errno = errno;
	if (!done)
		unlink(temporary);
	free(temporary);
	errno = saved_errno;
	return done;
}
