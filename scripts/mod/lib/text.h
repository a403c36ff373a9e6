/* SPDX-License-Identifier: GPL-2.0-only */
/* Beginnings and ends of texts and paths. */
#ifndef MODPOST_LIB_TEXT_H
#define MODPOST_LIB_TEXT_H

#include <stdbool.h>
#include <string.h>

/* The part of @text behind @prefix; NULL if it begins otherwise. */
static inline const char *skip_prefix(const char *text, const char *prefix)
{
	size_t len = strlen(prefix);

	/* Most texts differ in the first character, and take no call. */
	if (len && *text != *prefix)
		return NULL;
	return strncmp(text, prefix, len) ? NULL : text + len;
}

static inline bool starts_with(const char *text, const char *prefix)
{
	return skip_prefix(text, prefix) != NULL;
}

static inline bool ends_with(const char *text, const char *suffix)
{
	size_t len = strlen(text), suffix_len = strlen(suffix);

	return len >= suffix_len && !memcmp(text + len - suffix_len, suffix, suffix_len);
}

/* The part of a path behind its last slash. */
static inline const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

#endif
