/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MINIKERNEL_STRING_H
#define _MINIKERNEL_STRING_H

#include <linux/types.h>

#define SIZE_MAX (~(size_t)0)

void *memcpy(void *dst, const void *src, size_t len);
void *memmove(void *dst, const void *src, size_t len);
void *memset(void *dst, int byte, size_t len);
int memcmp(const void *a, const void *b, size_t len);
void *memchr(const void *mem, int byte, size_t len);
size_t strlen(const char *text);
size_t strnlen(const char *text, size_t max);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t len);
char *strchr(const char *text, int byte);

/* Copies as much as fits, always terminates; returns the length of src. */
size_t strlcpy(char *dst, const char *src, size_t room);

#endif
