// SPDX-License-Identifier: GPL-2.0-only
#include <linux/export.h>
#include <minikernel/string.h>

void *memcpy(void *dst, const void *src, size_t len)
{
	void *to = dst;

	asm volatile("rep movsb" : "+D"(to), "+S"(src), "+c"(len) : : "memory");
	return dst;
}
EXPORT_SYMBOL(memcpy);

void *memmove(void *dst, const void *src, size_t len)
{
	u8 *to = (u8 *)dst + len - 1;
	const u8 *from = (const u8 *)src + len - 1;

	if ((uintptr_t)dst - (uintptr_t)src >= len)
		return memcpy(dst, src, len);
	asm volatile("std; rep movsb; cld" : "+D"(to), "+S"(from), "+c"(len) : : "memory");
	return dst;
}
EXPORT_SYMBOL(memmove);

void *memset(void *dst, int byte, size_t len)
{
	void *to = dst;

	asm volatile("rep stosb" : "+D"(to), "+c"(len) : "a"(byte) : "memory");
	return dst;
}
EXPORT_SYMBOL(memset);

int memcmp(const void *a, const void *b, size_t len)
{
	const u8 *x = a, *y = b;

	for (; len; len--, x++, y++)
		if (*x != *y)
			return *x - *y;
	return 0;
}
EXPORT_SYMBOL(memcmp);

void *memchr(const void *mem, int byte, size_t len)
{
	const u8 *p = mem;

	for (; len; len--, p++)
		if (*p == (u8)byte)
			return (void *)p;
	return NULL;
}
EXPORT_SYMBOL(memchr);

size_t strnlen(const char *text, size_t max)
{
	size_t len = 0;

	while (len < max && text[len])
		len++;
	return len;
}
EXPORT_SYMBOL(strnlen);

size_t strlen(const char *text)
{
	return strnlen(text, SIZE_MAX);
}
EXPORT_SYMBOL(strlen);

int strncmp(const char *a, const char *b, size_t len)
{
	for (; len && *a && *a == *b; len--)
		a++, b++;
	return len ? (u8)*a - (u8)*b : 0;
}
EXPORT_SYMBOL(strncmp);

int strcmp(const char *a, const char *b)
{
	return strncmp(a, b, SIZE_MAX);
}
EXPORT_SYMBOL(strcmp);

char *strchr(const char *text, int byte)
{
	for (;; text++) {
		if (*text == (char)byte)
			return (char *)text;
		if (!*text)
			return NULL;
	}
}
EXPORT_SYMBOL(strchr);

size_t strlcpy(char *dst, const char *src, size_t room)
{
	size_t len = strlen(src), copied = len < room ? len : room - 1;

	if (room) {
		memcpy(dst, src, copied);
		dst[copied] = '\0';
	}
	return len;
}
EXPORT_SYMBOL(strlcpy);
