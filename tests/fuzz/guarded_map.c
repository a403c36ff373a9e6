// SPDX-License-Identifier: GPL-2.0-only
/*
 * In the fuzz programs modpost's mappings are heap memory (ld --wrap): behind a mapping the sanitizers
 * see nothing, behind an allocation they see the first byte too far.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void *__wrap_mmap(void *address, size_t len, int protection, int flags, int fd, off_t offset);
int __wrap_munmap(void *address, size_t len);
void *__real_mmap(void *address, size_t len, int protection, int flags, int fd, off_t offset);

void *__wrap_mmap(void *address, size_t len, int protection, int flags, int fd, off_t offset)
{
	void *memory;

	/* What the fuzz programs share between processes */
	if (flags & MAP_SHARED)
		return __real_mmap(address, len, protection, flags, fd, offset);
	if (!len) {
		errno = EINVAL;
		return MAP_FAILED;
	}
	memory = calloc(1, len);
	if (memory && (flags & MAP_ANONYMOUS))
		return memory;
	if (!memory || pread(fd, memory, len, offset) != (ssize_t)len) {
		free(memory);
		errno = ENODEV;
		return MAP_FAILED;
	}
	return memory;
}

int __wrap_munmap(void *address, size_t len)
{
	(void)len;
	free(address);
	return 0;
}
