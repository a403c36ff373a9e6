// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "lib/file_identity.h"

#include <string.h>
#include <time.h>

#define NS_PER_S 1000000000

/* The longest tick of file systems that tell parts of a second, and that of those which do not. */
#define SHORT_TICK_NS (20 * 1000 * 1000)
#define LONG_TICK_NS  (2ll * NS_PER_S)

struct file_identity file_identity_of(const struct stat *st)
{
	struct file_identity identity = { 0 };

	if (!S_ISREG(st->st_mode))
		return identity;
	identity.device = st->st_dev;
	identity.inode = st->st_ino;
	identity.size = st->st_size;
	identity.modified = st->st_mtim.tv_sec;
	identity.modified_ns = st->st_mtim.tv_nsec;
	identity.changed = st->st_ctim.tv_sec;
	identity.changed_ns = st->st_ctim.tv_nsec;
	return identity;
}

struct file_identity file_identity_at(const char *path)
{
	struct stat st;

	if (stat(path, &st))
		memset(&st, 0, sizeof(st));
	return file_identity_of(&st);
}

struct file_identity file_identity_at_itself(const char *path)
{
	struct stat st;

	if (lstat(path, &st))
		memset(&st, 0, sizeof(st));
	return file_identity_of(&st);
}

bool file_identity_equals(const struct file_identity *a, const struct file_identity *b)
{
	return !memcmp(a, b, sizeof(*a));
}

/* By how much, within limits that no tick comes near to. */
static int64_t ns_before(int64_t seconds, uint32_t ns, const struct file_clock *clock)
{
	const int64_t most = 1000;

	if (seconds < clock->seconds - most)
		return most * NS_PER_S;
	if (seconds > clock->seconds + most)
		return -most * NS_PER_S;
	return (clock->seconds - seconds) * NS_PER_S + clock->ns - ns;
}

struct file_clock file_clock_now(int fd)
{
	struct file_clock clock = { 0 };
	struct timespec now;
	struct stat st;

	/* This is the one that the kernel's own file systems go by. */
	if (clock_gettime(CLOCK_REALTIME_COARSE, &now))
		return clock;
	clock.seconds = now.tv_sec;
	clock.ns = now.tv_nsec;
	if (fd < 0 || fstat(fd, &st))
		return clock;

	/* The clock of a server may be late. */
	clock.device = st.st_dev;
	if (ns_before(st.st_ctim.tv_sec, st.st_ctim.tv_nsec, &clock) > 0) {
		clock.seconds = st.st_ctim.tv_sec;
		clock.ns = st.st_ctim.tv_nsec;
	}
	return clock;
}

bool file_identity_is_settled(const struct file_identity *identity, const struct file_clock *clock)
{
	int64_t tick = SHORT_TICK_NS;

	if (file_identity_is_none(identity))
		return false;
	if (identity->device != clock->device || !identity->changed_ns)
		tick = LONG_TICK_NS;
	return ns_before(identity->changed, identity->changed_ns, clock) > tick;
}
