/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BTF_OUTPUT_H
#define BTF_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Let the file @path have this content: it is written beside it under a temporary name, which is then
 * renamed, and only if the file has not the content already. False with errno set if it fails; @path and its
 * folder are as they were then.
 */
bool output_write(const char *path, const void *data, size_t size);

/* Write all of @data at that place of a file. False with errno set. */
bool output_write_at(int fd, const void *data, size_t size, size_t offset);

#endif
