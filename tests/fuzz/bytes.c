// SPDX-License-Identifier: GPL-2.0-only
#include "bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void die(const char *what, const char *path)
{
	fprintf(stderr, "fuzz: %s %s: %s\n", what, path, strerror(errno));
	exit(2);
}

static unsigned char *allocate(size_t len)
{
	unsigned char *data = malloc(len + 1);

	if (!data)
		die("no memory for", "a file");
	return data;
}

struct bytes bytes_copy(const struct bytes *bytes)
{
	struct bytes copy = { allocate(bytes->len), bytes->len };

	memcpy(copy.data, bytes->data, bytes->len);
	return copy;
}

void bytes_free(struct bytes *bytes)
{
	free(bytes->data);
	bytes->data = NULL;
	bytes->len = 0;
}

void bytes_replace(struct bytes *bytes, size_t at, size_t old_len, const void *source, size_t len)
{
	struct bytes result = { allocate(bytes->len - old_len + len), bytes->len - old_len + len };

	memcpy(result.data, bytes->data, at);
	memcpy(result.data + at, source, len);
	memcpy(result.data + at + len, bytes->data + at + old_len, bytes->len - at - old_len);
	bytes_free(bytes);
	*bytes = result;
}

bool bytes_read(struct bytes *bytes, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0)
		return false;
	if (fstat(fd, &st))
		die("cannot look at", path);
	bytes->len = st.st_size;
	bytes->data = allocate(bytes->len);
	if (read(fd, bytes->data, bytes->len) != (ssize_t)bytes->len)
		die("cannot read", path);
	close(fd);
	return true;
}

void bytes_write(const struct bytes *bytes, const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

	if (fd < 0 || write(fd, bytes->data, bytes->len) != (ssize_t)bytes->len || close(fd))
		die("cannot write", path);
}
