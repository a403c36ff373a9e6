// SPDX-License-Identifier: GPL-2.0-only
#include "input_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alloc.h"

/* The descriptor of a regular file, or -1 with errno set. */
static int open_regular(const char *path, size_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd < 0)
		return -1;
	if (fstat(fd, &st)) {
		close(fd);
		return -1;
	}
	if (!S_ISREG(st.st_mode) || (uintmax_t)st.st_size > SIZE_MAX) {
		close(fd);
		errno = S_ISDIR(st.st_mode) ? EISDIR : S_ISREG(st.st_mode) ? EFBIG : EINVAL;
		return -1;
	}
	*size = st.st_size;
	return fd;
}

static bool map(struct input_file *file, int fd)
{
	void *data;

	/* There is no mapping of nothing. */
	if (!file->size) {
		file->data = (const unsigned char *)"";
		return true;
	}
	data = mmap(NULL, file->size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (data == MAP_FAILED)
		return false;
	file->data = data;
	file->mapping = data;
	return true;
}

bool input_file_map(struct input_file *file, const char *path)
{
	int fd, saved_errno;
	bool done;

	memset(file, 0, sizeof(*file));
	fd = open_regular(path, &file->size);
	if (fd < 0)
		return false;
	done = map(file, fd);
	saved_errno = errno;
	close(fd);
	errno = saved_errno;
	return done;
}

/* What is there of @size bytes, or -1 with errno set. */
static ssize_t read_all(int fd, unsigned char *data, size_t size)
{
	size_t len = 0;

	while (len < size) {
		ssize_t got = read(fd, data + len, size - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (!got)
			break;
		len += got;
	}
	return len;
}

bool input_file_read(struct input_file *file, const char *path)
{
	unsigned char *data;
	int fd, saved_errno;
	ssize_t len;

	memset(file, 0, sizeof(*file));
	fd = open_regular(path, &file->size);
	if (fd < 0)
		return false;
	data = alloc_array(file->size, 1);
	len = read_all(fd, data, file->size);
	saved_errno = errno;
	close(fd);
	errno = saved_errno;
	if (len < 0) {
		free(data);
		return false;
	}
	file->data = file->copy = data;
	file->size = len;
	return true;
}

void input_file_close(struct input_file *file)
{
	if (file->mapping)
		munmap(file->mapping, file->size);
	free(file->copy);
	memset(file, 0, sizeof(*file));
}
