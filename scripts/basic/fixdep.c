// SPDX-License-Identifier: GPL-2.0-only
/*
 * fixdep: turn the compiler's dependency file into a record for make.
 *
 * Usage: fixdep [-o RECORD] [-p PREFIX] [-a FILE] DEPFILE TARGET COMMAND
 *
 * The record holds the command, the source, and every other file the compiler
 * read. Instead of include/generated/autoconf.h, which changes with every
 * option, it names include/config/FOO for each CONFIG_FOO that one of the files
 * mentions; so a changed option rebuilds what depends on it and nothing else.
 *
 *   -o  write the record to a temporary file, remove DEPFILE and rename the
 *       temporary file to RECORD; without it, the record goes to standard output
 *   -p  directory, with its slash, that include/config is in (default: none)
 *   -a  append FILE, if there is one, to the record (CRCs of exported symbols)
 *       and, with -o, remove it
 *
 * Exit: 0, 1 for wrong usage, 2 for a file that cannot be read or written.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define AUTOCONF "include/generated/autoconf.h"

static const char *record_tmp;

static void __attribute__((noreturn)) die(const char *file)
{
	fprintf(stderr, "fixdep: %s: %s\n", file, strerror(errno));
	if (record_tmp)
		unlink(record_tmp);
	exit(2);
}

static void *must(void *p)
{
	if (!p)
		die("memory");
	return p;
}

/* ---- a set of strings: hash table, open addressing ---- */

struct strings {
	char **slots;
	size_t size; /* a power of two, or 0 */
	size_t used;
};

static size_t hash_of(const char *s, size_t len)
{
	size_t hash = 2166136261u;

	while (len--)
		hash = (hash ^ (unsigned char)*s++) * 16777619u;
	return hash;
}

static char **strings_slot(const struct strings *set, const char *s, size_t len)
{
	size_t i = hash_of(s, len);

	for (;; i++) {
		char **slot = &set->slots[i & (set->size - 1)];

		if (!*slot || (!strncmp(*slot, s, len) && !(*slot)[len]))
			return slot;
	}
}

static void strings_grow(struct strings *set)
{
	struct strings bigger = { .size = set->size ? set->size * 2 : 256, .used = set->used };

	bigger.slots = must(calloc(bigger.size, sizeof(*bigger.slots)));
	for (size_t i = 0; i < set->size; i++) {
		char *s = set->slots[i];

		if (s)
			*strings_slot(&bigger, s, strlen(s)) = s;
	}
	free(set->slots);
	*set = bigger;
}

/* True if the string is new. */
static bool strings_add(struct strings *set, const char *s, size_t len)
{
	char **slot;

	if (set->used * 2 >= set->size)
		strings_grow(set);
	slot = strings_slot(set, s, len);
	if (*slot)
		return false;
	*slot = must(malloc(len + 1));
	memcpy(*slot, s, len);
	(*slot)[len] = '\0';
	set->used++;
	return true;
}

/* ---- input ---- */

/* The whole file, with a NUL behind it; a NULL result has errno set. */
static char *read_file(const char *name, size_t *len)
{
	FILE *f = fopen(name, "re");
	size_t size = 0, room = 0, got;
	char *text = NULL;

	if (!f)
		return NULL;
	do {
		if (room - size < 4096)
			text = must(realloc(text, (room += room + 32768)));
		got = fread(text + size, 1, room - size - 1, f);
		size += got;
	} while (got);
	if (ferror(f)) {
		int saved = errno;

		fclose(f);
		free(text);
		errno = saved;
		return NULL;
	}
	fclose(f);
	text[size] = '\0';
	*len = size;
	return text;
}

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       c == '_';
}

static void print_options(FILE *out, const char *prefix, struct strings *seen, const char *text,
			  size_t len)
{
	static const char start[] = "CONFIG_", module[] = "_MODULE";
	const size_t start_len = sizeof(start) - 1, module_len = sizeof(module) - 1;
	const char *end = text + len;

	for (const char *p = text; (p = memmem(p, end - p, start, start_len));) {
		const char *name = p + start_len;
		bool inside = p > text && is_word(p[-1]);
		size_t n = 0;

		while (is_word(name[n]))
			n++;
		p = name + n;
		if (inside)
			continue;
		if (n > module_len && !memcmp(name + n - module_len, module, module_len))
			n -= module_len;
		if (n && strings_add(seen, name, n))
			fprintf(out, "    $(wildcard %sinclude/config/%.*s) \\\n", prefix, (int)n,
				name);
	}
}

/* The name of a file as the file system has it: without make's quoting. */
static char *unquote(const char *token)
{
	char *name = must(malloc(strlen(token) + 1)), *to = name;

	for (; *token; token++) {
		if (token[0] == '\\' && strchr(" #\\:", token[1]) && token[1])
			token++;
		else if (token[0] == '$' && token[1] == '$')
			token++;
		*to++ = *token;
	}
	*to = '\0';
	return name;
}

static bool ends_with(const char *s, const char *end)
{
	size_t len = strlen(s), end_len = strlen(end);

	return len >= end_len && !strcmp(s + len - end_len, end);
}

/* Cut the next word off the dependency text; NULL when there is none. */
static char *next_token(char **text)
{
	char *p = *text, *token;

	for (;;) {
		if (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')
			p++;
		else if (p[0] == '\\' && (p[1] == '\n' || p[1] == '\r'))
			p += 2;
		else
			break;
	}
	if (!*p)
		return NULL;
	for (token = p; *p && !strchr(" \t\n\r", *p); p++) {
		if (p[0] == '\\' && (p[1] == '\n' || p[1] == '\r'))
			break;
		if (p[0] == '\\' && p[1])
			p++;
	}
	if (*p)
		*p++ = '\0';
	*text = p;
	return token;
}

static bool is_target(const char *token)
{
	return ends_with(token, ":") && !ends_with(token, "\\:");
}

/* ---- output ---- */

static void print_dependencies(FILE *out, const char *prefix, const char *target, char *text)
{
	struct strings files = { 0 }, options = { 0 };
	bool source = true;
	char *token;

	while ((token = next_token(&text))) {
		char *name, *content;
		size_t len;

		if (is_target(token))
			continue;
		name = unquote(token);
		if (ends_with(name, AUTOCONF) || !strings_add(&files, token, strlen(token))) {
			free(name);
			continue;
		}
		if (source)
			fprintf(out, "source_%s := %s\n\ndeps_%s := \\\n", target, token, target);
		else
			fprintf(out, "  %s \\\n", token);
		source = false;

		content = read_file(name, &len);
		if (!content)
			die(name);
		print_options(out, prefix, &options, content, len);
		free(content);
		free(name);
	}
	if (source) {
		errno = EINVAL;
		die(target);
	}
	fprintf(out, "\n%s: $(deps_%s)\n\n$(deps_%s):\n", target, target, target);
}

static int usage(void)
{
	fputs("Usage: fixdep [-o RECORD] [-p PREFIX] [-a FILE] DEPFILE TARGET COMMAND\n", stderr);
	return 1;
}

int main(int argc, char **argv)
{
	const char *record = NULL, *prefix = "", *extra = NULL, *depfile, *target;
	char *text, *appended = NULL;
	size_t len;
	FILE *out = stdout;
	int opt;

	while ((opt = getopt(argc, argv, "o:p:a:")) != -1) {
		if (opt == 'o')
			record = optarg;
		else if (opt == 'p')
			prefix = optarg;
		else if (opt == 'a')
			extra = optarg;
		else
			return usage();
	}
	if (argc - optind != 3)
		return usage();
	depfile = argv[optind];
	target = argv[optind + 1];

	text = read_file(depfile, &len);
	if (!text)
		die(depfile);
	if (extra) {
		appended = read_file(extra, &len);
		if (!appended && errno != ENOENT)
			die(extra);
	}
	if (record) {
		char *tmp = must(malloc(strlen(record) + sizeof(".tmp")));

		sprintf(tmp, "%s.tmp", record);
		out = fopen(tmp, "we");
		if (!out)
			die(tmp);
		record_tmp = tmp;
	}

	fprintf(out, "savedcmd_%s := %s\n\n", target, argv[optind + 2]);
	print_dependencies(out, prefix, target, text);
	if (appended)
		fputs(appended, out);

	if (fflush(out) || ferror(out) || (record && fclose(out)))
		die(record ? record : "standard output");
	/* The record comes last: what a kill leaves before it is made again, and so goes. */
	if (record) {
		unlink(depfile);
		if (appended)
			unlink(extra);
		if (rename(record_tmp, record))
			die(record);
	}
	return 0;
}
