// SPDX-License-Identifier: GPL-2.0-only
#include "ko2obj.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void write_text(const char *path, const struct buf *text)
{
	FILE *f = fopen(path, "w");

	if (!f || fwrite(text->data, 1, text->len, f) != text->len || fclose(f))
		err(1, "%s", path);
}

static void write_beside(const struct obj *o, const char *out_dir, const char *suffix,
			 struct buf *text)
{
	char *path = xasprintf("%s/%s%s", out_dir, o->name, suffix);

	write_text(path, text);
	free(path);
}

void write_build_files(const struct obj *o, const char *out_dir)
{
	const char *slash = strrchr(o->name, '/');
	int dir_len = slash ? (int)(slash + 1 - o->name) : 0;
	const char *name = o->name;
	struct buf text = { 0 };
	char *path;

	buf_text(&text, "%s.o\n", name);
	write_beside(o, out_dir, ".mod", &text);

	text.len = 0;
	buf_text(&text, "savedcmd_%s.o := gcc -c -o %s.o %s.c\n\n", name, name, name);
	buf_text(&text, "source_%s.o := %s.c\n\n", name, name);
	buf_text(&text, "deps_%s.o := \\\n  include/linux/module.h \\\n", name);
	buf_text(&text, "    $(wildcard include/config/MODVERSIONS) \\\n  %s.h \\\n\n", name);
	buf_text(&text, "%s.o: $(deps_%s.o)\n\n$(deps_%s.o):\n\n", name, name, name);
	for (const struct export *e = o->exports; e; e = e->next)
		buf_text(&text, "#SYMVER %s %s\n", e->name, e->crc);
	path = xasprintf("%s/%.*s.%s.o.cmd", out_dir, dir_len, name, name + dir_len);
	write_text(path, &text);
	free(path);

	text.len = 0;
	buf_text(&text, "/* made for %s */\nint main_of(\"%s\");\n", name, name);
	write_beside(o, out_dir, ".c", &text);
	write_beside(o, out_dir, ".h", &text);
	free(text.data);
}
