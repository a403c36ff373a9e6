// SPDX-License-Identifier: GPL-2.0-only
#include "foreign_output.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "elf_object.h"
#include "lib/text.h"
#include "lib/text_file.h"

/* Each generated source has one of them. */
static bool is_foreign_source(const char *path)
{
	char *text = text_file_read(path);
	bool foreign = text && *text && !strstr(text, "__this_module") &&
		       !strstr(text, "#include <linux/export-internal.h>");

	free(text);
	return foreign;
}

/* The start of a file, as text; false if it cannot be read. */
static bool read_start(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got;

	if (fd < 0)
		return false;
	do
		got = read(fd, text, size - 1);
	while (got < 0 && errno == EINTR);
	close(fd);
	text[got < 0 ? 0 : got] = '\0';
	return got >= 0;
}

/* 0xCRC<tab> */
static bool is_foreign_dump(const char *path)
{
	char start[64];
	size_t i = 2;

	if (!read_start(path, start, sizeof(start)) || !*start)
		return false;
	if (!starts_with(start, "0x"))
		return true;
	while (isxdigit((unsigned char)start[i]))
		i++;
	return i == 2 || start[i] != '\t';
}

static bool is_foreign_report(const char *path)
{
	char start[64];

	return read_start(path, start, sizeof(start)) && *start &&
	       !starts_with(start, "{\"format\": \"" REPORT_FORMAT "\"");
}

static bool has_this_module(const struct elf_object *object)
{
	for (size_t i = 1; i < object->nr_sections; i++) {
		if (!strcmp(object->sections[i].name, ".gnu.linkonce.this_module"))
			return true;
	}
	return false;
}

/* A compiler that was killed leaves zeros, or an object that cannot be read. */
static bool is_foreign_object(const char *path)
{
	struct arena arena = { 0 };
	struct diagnostics diagnostics = { .arena = &arena };
	struct elf_object object;
	bool foreign;
	char start[8];

	if (!read_start(path, start, sizeof(start)) || !*start)
		return false;
	foreign = memcmp(start, ELFMAG, SELFMAG);
	if (!foreign && elf_object_open(&object, path, 0, &diagnostics) == ELF_OPENED) {
		foreign = !has_this_module(&object);
		elf_object_close(&object);
	}
	diagnostics_free(&diagnostics);
	arena_free(&arena);
	return foreign;
}

bool output_is_foreign(const char *path, enum output_kind kind)
{
	struct stat st;

	if (kind == OUTPUT_LIST || stat(path, &st) || !S_ISREG(st.st_mode) || !st.st_size)
		return false;
	if (kind == OUTPUT_OBJECT)
		return is_foreign_object(path);
	if (kind == OUTPUT_REPORT)
		return is_foreign_report(path);
	return kind == OUTPUT_SOURCE ? is_foreign_source(path) : is_foreign_dump(path);
}
