// SPDX-License-Identifier: GPL-2.0-only
#include "output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory.h"
#include "strbuf.h"

struct output_file {
	char *path; /* as it was given */
	char *target; /* the name it gets, symbolic links followed */
	char *temporary; /* beside the target */
	mode_t mode; /* of the file it replaces, or 0 */
	dev_t device; /* identity of the temporary file */
	ino_t inode;
};

static bool write_all(int fd, const char *text, size_t len)
{
	while (len) {
		ssize_t written = write(fd, text, len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		text += written;
		len -= written;
	}
	return true;
}

static bool write_and_close(int fd, const char *text, size_t len)
{
	bool written = write_all(fd, text, len);
	int saved_errno = errno;

	/* Some file systems report a full disk only here. */
	if (close(fd) && written)
		return false;
	errno = saved_errno;
	return written;
}

bool output_file_is_current(const char *path, const char *text, size_t len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char chunk[65536];
	struct stat st;
	bool same;

	if (fd < 0)
		return false;

	same = !fstat(fd, &st) && S_ISREG(st.st_mode) && (size_t)st.st_size == len;
	while (same && len) {
		ssize_t got = read(fd, chunk, sizeof(chunk));

		if (got < 0 && errno == EINTR)
			continue;
		same = got > 0 && (size_t)got <= len && !memcmp(chunk, text, got);
		if (same) {
			text += got;
			len -= got;
		}
	}
	close(fd);
	return same;
}

/* The same name each time, so that a run that follows a killed one replaces what it left. */
static char *temporary_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash ? slash + 1 : path;
	struct strbuf name = { 0 };

	strbuf_add_bytes(&name, path, base - path);
	strbuf_add(&name, ".tmp_");
	strbuf_add(&name, base);
	return name.text;
}

static char *copy_name(const char *path)
{
	return strcpy(xmalloc(strlen(path) + 1), path);
}

/* A link stays; what it points to is replaced. */
static char *follow_link(const char *path)
{
	struct stat st;
	char *target = NULL;

	if (!lstat(path, &st) && S_ISLNK(st.st_mode))
		target = realpath(path, NULL);
	return target ? target : copy_name(path);
}

static bool write_in_place(const char *path, const char *text, size_t len)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	return fd >= 0 && write_and_close(fd, text, len);
}

static bool fill_temporary(struct output_file *file, int fd, const char *text, size_t len)
{
	int saved_errno;
	struct stat st;

	if ((file->mode && fchmod(fd, file->mode)) || fstat(fd, &st)) {
		saved_errno = errno;
		close(fd);
		errno = saved_errno;
		return false;
	}
	file->device = st.st_dev;
	file->inode = st.st_ino;
	return write_and_close(fd, text, len);
}

static bool write_temporary(struct output_file *file, const char *text, size_t len)
{
	int fd, saved_errno;

	/* What a killed run left may have the wrong mode. */
	unlink(file->temporary);
	fd = open(file->temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return false;
	if (fill_temporary(file, fd, text, len))
		return true;

	saved_errno = errno;
	unlink(file->temporary);
	errno = saved_errno;
	return false;
}

static struct output_file *file_new(const char *path)
{
	struct output_file *file = xmalloc(sizeof(*file));

	memset(file, 0, sizeof(*file));
	file->path = copy_name(path);
	file->target = follow_link(path);
	file->temporary = temporary_name(file->target);
	return file;
}

static void file_free(struct output_file *file)
{
	int saved_errno = errno;

	free(file->path);
	free(file->target);
	free(file->temporary);
	free(file);
	errno = saved_errno;
}

/* A file of this run that has the same temporary file, under whatever spelling of its path. */
static struct output_file *find_written(const struct output_files *outputs,
					const struct output_file *file)
{
	struct stat st;

	if (!outputs->nr || stat(file->temporary, &st))
		return NULL;
	for (size_t i = 0; i < outputs->nr; i++) {
		if (outputs->files[i]->device == st.st_dev && outputs->files[i]->inode == st.st_ino)
			return outputs->files[i];
	}
	return NULL;
}

/* True if the file was added to the outputs, which own it from then on. */
static bool add_file(struct output_files *outputs, struct output_file *file, const char *text,
		     size_t len)
{
	if (!write_temporary(file, text, len))
		return false;
	*array_push(outputs->files, outputs->nr, outputs->capacity) = file;
	return true;
}

bool output_files_write(struct output_files *outputs, const char *path, const char *text,
			size_t len)
{
	struct output_file *file = file_new(path);
	struct output_file *written = find_written(outputs, file);
	bool done = false;
	struct stat st;

	if (written) {
		done = write_temporary(written, text, len);
	} else if (output_file_is_current(path, text, len)) {
		/* A killed run may have left another content to be published. */
		unlink(file->temporary);
		done = true;
	} else if (stat(path, &st)) {
		if (add_file(outputs, file, text, len))
			return true;
	} else if (!S_ISREG(st.st_mode)) {
		done = write_in_place(path, text, len);
	} else if (!access(path, W_OK)) {
		/* Otherwise a rename would replace a file that nobody may write to. */
		file->mode = st.st_mode & 07777;
		if (add_file(outputs, file, text, len))
			return true;
	}
	file_free(file);
	return done;
}

static void forget_all(struct output_files *outputs)
{
	for (size_t i = 0; i < outputs->nr; i++)
		file_free(outputs->files[i]);
	free(outputs->files);
	memset(outputs, 0, sizeof(*outputs));
}

const char *output_files_publish(struct output_files *outputs)
{
	for (size_t i = 0; i < outputs->nr; i++) {
		if (rename(outputs->files[i]->temporary, outputs->files[i]->target))
			return outputs->files[i]->path;
	}
	forget_all(outputs);
	return NULL;
}

void output_files_discard(struct output_files *outputs)
{
	for (size_t i = 0; i < outputs->nr; i++)
		unlink(outputs->files[i]->temporary);
	forget_all(outputs);
}
