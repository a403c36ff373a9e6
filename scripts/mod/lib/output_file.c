// SPDX-License-Identifier: GPL-2.0-only
#include "lib/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/keep_errno.h"
#include "lib/memory.h"
#include "lib/strbuf.h"
#include "lib/text.h"

struct output_file {
	char *path; /* as it was given */
	char *target; /* the name it gets, symbolic links followed */
	char *temporary; /* beside the target */
	bool is_link;
	bool is_unrecorded; /* a record of the file goes before the new content comes */
	mode_t mode; /* of the file that is there, links followed; 0: there is none */
	off_t size;
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
	if (!write_all(fd, text, len)) {
		close_keeping_errno(fd);
		return false;
	}
	/* Some file systems report a full disk only here. */
	return !close(fd);
}

static bool has_content(const char *path, const char *text, size_t len,
			struct file_identity *identity)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char chunk[65536];
	bool same = fd >= 0;
	struct stat st;

	if (same && identity && !fstat(fd, &st))
		*identity = file_identity_of(&st);
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
	if (fd >= 0)
		close(fd);
	return same;
}

static char *name_beside(const char *path, const char *prefix, const char *suffix)
{
	const char *base = path_base(path);
	struct strbuf name = { 0 };

	strbuf_add_bytes(&name, path, base - path);
	strbuf_add(&name, prefix);
	strbuf_add(&name, base);
	strbuf_add(&name, suffix);
	return name.text;
}

/* The same name each time, so that a run that follows a killed one replaces what it left. */
static char *temporary_name(const char *path)
{
	return name_beside(path, ".tmp_", "");
}

static char *copy_name(const char *path)
{
	return strcpy(xmalloc(strlen(path) + 1), path);
}

static bool write_in_place(const char *path, const char *text, size_t len)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	return fd >= 0 && write_and_close(fd, text, len);
}

static int create_temporary(const char *path)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
	int fd = open(path, flags, 0666);

	/* What a killed run left may have the wrong mode. */
	if (fd < 0 && errno == EEXIST && !unlink(path))
		fd = open(path, flags, 0666);
	return fd;
}

static bool fill_temporary(const struct output_file *file, int fd, const char *text, size_t len)
{
	if (!file->mode || !fchmod(fd, file->mode & 07777))
		return write_and_close(fd, text, len);
	close_keeping_errno(fd);
	return false;
}

static void remove_keeping_errno(const char *path)
{
	KEEP_ERRNO;

	unlink(path);
}

static bool write_temporary(const struct output_file *file, const char *text, size_t len)
{
	int fd = create_temporary(file->temporary);

	if (fd < 0)
		return false;
	if (fill_temporary(file, fd, text, len))
		return true;
	remove_keeping_errno(file->temporary);
	return false;
}

static struct output_file *file_new(const char *path)
{
	struct output_file *file = xcalloc(1, sizeof(*file));
	struct stat st;

	file->path = copy_name(path);
	if (!lstat(path, &st)) {
		/* A link stays; what it points to is replaced. */
		file->is_link = S_ISLNK(st.st_mode);
		if (file->is_link)
			file->target = realpath(path, NULL);
		if (!file->is_link || !stat(path, &st)) {
			file->mode = st.st_mode;
			file->size = st.st_size;
		}
	}
	if (!file->target)
		file->target = copy_name(path);
	file->temporary = temporary_name(file->target);
	return file;
}

static void file_free(struct output_file *file)
{
	KEEP_ERRNO;

	free(file->path);
	free(file->target);
	free(file->temporary);
	free(file);
}

static enum output_state file_prepare(const struct output_file *file, const char *text, size_t len,
				      struct file_identity *identity)
{
	struct stat left;

	if (!file->mode)
		return write_temporary(file, text, len) ? OUTPUT_PREPARED : OUTPUT_FAILED;
	if (!S_ISREG(file->mode))
		return OUTPUT_UNUSUAL;
	if ((size_t)file->size == len && has_content(file->path, text, len, identity)) {
		/* A killed run may have left another content to be published. */
		if (!lstat(file->temporary, &left))
			unlink(file->temporary);
		return OUTPUT_CURRENT;
	}
	/* A rename would replace a file that nobody may write to. */
	if (access(file->path, W_OK))
		return OUTPUT_FAILED;
	return write_temporary(file, text, len) ? OUTPUT_PREPARED : OUTPUT_FAILED;
}

enum output_state output_file_prepare(struct output_file **prepared, const char *path,
				      const char *text, size_t len, struct file_identity *identity)
{
	struct output_file *file = file_new(path);
	enum output_state state = OUTPUT_UNUSUAL;

	if (!file->is_link)
		state = file_prepare(file, text, len, identity);

	*prepared = state == OUTPUT_PREPARED ? file : NULL;
	if (!*prepared)
		file_free(file);
	return state;
}

void output_file_set_unrecorded(struct output_file *file)
{
	file->is_unrecorded = true;
}

void output_file_drop(struct output_file *file)
{
	unlink(file->temporary);
	file_free(file);
}

void output_files_add(struct output_files *outputs, struct output_file *file)
{
	*array_push(outputs->files, outputs->nr, outputs->capacity) = file;
}

static bool is_same_file(const char *path, const struct stat *file)
{
	struct stat st;

	return !stat(path, &st) && st.st_dev == file->st_dev && st.st_ino == file->st_ino;
}

/* A file of this run that has the same temporary file, under whatever spelling of its path. */
static const struct output_file *find_written(const struct output_files *outputs,
					      const struct output_file *file)
{
	struct stat st;

	if (stat(file->temporary, &st))
		return NULL;
	for (size_t i = 0; i < outputs->nr; i++) {
		if (is_same_file(outputs->files[i]->temporary, &st))
			return outputs->files[i];
	}
	return NULL;
}

static bool write_file(struct output_files *outputs, const char *path, bool is_unrecorded,
		       const char *text, size_t len)
{
	struct output_file *file = file_new(path);
	const struct output_file *written = find_written(outputs, file);
	bool done = false;

	file->is_unrecorded = is_unrecorded;
	if (written) {
		done = write_temporary(written, text, len);
		file_free(file);
		return done;
	}
	switch (file_prepare(file, text, len, NULL)) {
	case OUTPUT_CURRENT:
		done = true;
		break;
	case OUTPUT_PREPARED:
		output_files_add(outputs, file);
		return true;
	case OUTPUT_UNUSUAL:
		done = write_in_place(path, text, len);
		break;
	case OUTPUT_FAILED:
		break;
	}
	file_free(file);
	return done;
}

bool output_files_write(struct output_files *outputs, const char *path, const char *text,
			size_t len)
{
	return write_file(outputs, path, false, text, len);
}

bool output_files_write_unrecorded(struct output_files *outputs, const char *path, const char *text,
				   size_t len)
{
	return write_file(outputs, path, true, text, len);
}

static void forget_all(struct output_files *outputs)
{
	for (size_t i = 0; i < outputs->nr; i++)
		file_free(outputs->files[i]);
	free(outputs->files);
	memset(outputs, 0, sizeof(*outputs));
}

/* The record is beside the name that make knows. */
static bool remove_record(const struct output_file *file)
{
	char *record = name_beside(file->path, ".", ".cmd");
	bool removed = !unlink(record) || errno == ENOENT;

	free(record);
	return removed;
}

static bool publish(const struct output_file *file)
{
	return (!file->is_unrecorded || remove_record(file)) &&
	       !rename(file->temporary, file->target);
}

const char *output_files_publish(struct output_files *outputs)
{
	for (size_t i = 0; i < outputs->nr; i++) {
		if (!publish(outputs->files[i]))
			return outputs->files[i]->path;
	}
	forget_all(outputs);
	return NULL;
}

void output_files_discard(struct output_files *outputs)
{
	while (outputs->nr)
		output_file_drop(outputs->files[--outputs->nr]);
	forget_all(outputs);
}
