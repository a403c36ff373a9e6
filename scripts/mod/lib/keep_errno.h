/* SPDX-License-Identifier: GPL-2.0-only */
/* Cleaning up after what failed, which must not change the reason. */
#ifndef MODPOST_LIB_KEEP_ERRNO_H
#define MODPOST_LIB_KEEP_ERRNO_H

#include <errno.h>
#include <unistd.h>

static inline void errno_restore(const int *kept)
{
	errno = *kept;
}

/* A declaration: at the end of its block, errno is again what it is here. */
#define KEEP_ERRNO __attribute__((cleanup(errno_restore), unused)) const int kept_errno = errno

static inline void close_keeping_errno(int fd)
{
	KEEP_ERRNO;

	close(fd);
}

#endif
