// SPDX-License-Identifier: GPL-2.0-only
#include "cache/kept_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "facts.h"
#include "lib/strbuf.h"
#include "lib/text.h"

/* Who sends the dump to a device, or has a link in its place, gets no files beside it. */
static bool is_wanted(const struct options *options)
{
	const char *dump = options->dump_out;
	struct stat st;

	if (options->no_facts_cache || !dump || !*path_base(dump))
		return false;
	return lstat(dump, &st) ? errno == ENOENT : S_ISREG(st.st_mode);
}

/* make clean of Linux and of our own trees removes files whose names begin like that. */
static char *make_path(const char *dump, const char *purpose, const char *suffix)
{
	struct strbuf path = { 0 };

	strbuf_add_bytes(&path, dump, path_base(dump) - dump);
	strbuf_printf(&path, ".tmp_%s.%s%s", path_base(dump), purpose, suffix);
	return path.text;
}

void kept_file_open(struct kept_file *file, const struct options *options, const char *purpose,
		    uint64_t key)
{
	struct stat st;

	memset(file, 0, sizeof(*file));
	if (!is_wanted(options))
		return;
	file->path = make_path(options->dump_out, purpose, "");
	file->temporary = make_path(options->dump_out, purpose, ".new");
	file->was_interrupted = !lstat(file->temporary, &st);
	file->key = key;
	record_file_open(&file->old, file->path, key);
}

bool kept_file_begin(struct kept_file *file)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;

	if (!file->path || file->is_impossible || file->is_begun)
		return file->is_begun;
	file->fd = open(file->temporary, flags, 0600);
	if (file->fd < 0 && errno == EEXIST && !unlink(file->temporary))
		file->fd = open(file->temporary, flags, 0600);
	file->is_begun = file->fd >= 0;
	file->is_impossible = !file->is_begun;
	file->clock = file_clock_now(file->fd);
	return file->is_begun;
}

void kept_file_replace(struct kept_file *file, const struct record_writer *records)
{
	bool done;

	if (!kept_file_begin(file))
		return;
	done = record_writer_write(records, file->fd, file->key);
	file->is_begun = false;
	file->is_impossible = true;
	if (close(file->fd) || !done || rename(file->temporary, file->path))
		unlink(file->temporary);
	record_file_close(&file->old);
}

void kept_file_close(struct kept_file *file)
{
	if (file->is_begun) {
		close(file->fd);
		unlink(file->temporary);
	}
	record_file_close(&file->old);
	free(file->path);
	free(file->temporary);
	memset(file, 0, sizeof(*file));
}
