/* SPDX-License-Identifier: GPL-2.0-only */
/* What tells a file from what it was, and from others, without reading it. */
#ifndef MODPOST_LIB_FILE_IDENTITY_H
#define MODPOST_LIB_FILE_IDENTITY_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

/*
 * All-zero stands for what has none: pipes, devices, folders. The time of the last change is that of the inode, which
 * nobody can set back. Without padding, so that it can be kept as bytes.
 */
struct file_identity {
	uint64_t device, inode, size;
	int64_t modified, changed; /* seconds */
	uint32_t modified_ns, changed_ns;
};

struct file_identity file_identity_of(const struct stat *st);

/* The file @path, links followed. None if it cannot be looked at. */
struct file_identity file_identity_at(const char *path);

static inline bool file_identity_is_none(const struct file_identity *identity)
{
	return !identity->inode && !identity->device;
}

/* The same, but a link has none. */
struct file_identity file_identity_at_itself(const char *path);

bool file_identity_equals(const struct file_identity *a, const struct file_identity *b);

/* A moment, as file systems see it. */
struct file_clock {
	int64_t seconds;
	uint32_t ns;
	uint64_t device; /* whose clock was looked at, too */
};

/* Now. @fd is a file that was made just before, or -1. */
struct file_clock file_clock_now(int fd);

/*
 * Will any change to the file after @clock show in its identity? Times advance by ticks, so a file that was changed just
 * before may be changed again within the same one. Files without an identity never settle.
 */
bool file_identity_is_settled(const struct file_identity *identity, const struct file_clock *clock);

#endif
