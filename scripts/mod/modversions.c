// SPDX-License-Identifier: GPL-2.0-only
#include "modversions.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/text.h"
#include "lib/text_file.h"

#define VMLINUX_OBJECTS ".vmlinux.objs"
#define MARK		"\n#SYMVER "

void modversions_cmd_path(struct strbuf *path, const char *object, const struct features *features)
{
	static const char thinlto[] = ".thinlto-native.o";
	const char *base = path_base(object);
	size_t len = strlen(base);

	strbuf_add_bytes(path, object, base - object);
	strbuf_add(path, ".");
	if (!has_feature(features, FEATURE_THINLTO_OBJECTS)) {
		strbuf_add(path, base);
	} else {
		len -= ends_with(base, thinlto) ? strlen(thinlto) : len < 2 ? len : 2;
		strbuf_add_bytes(path, base, len);
		strbuf_add(path, ".o");
	}
	strbuf_add(path, ".cmd");
}

void modversions_scan(const char *text, struct facts *facts)
{
	while ((text = strstr(text, MARK)) != NULL) {
		const char *name = text + strlen(MARK);
		const char *blank = strchr(name, ' ');
		unsigned long long crc;
		struct fact_crc *fact;
		char *end;

		if (!blank)
			return;
		text = blank + 1;
		if (!isdigit((unsigned char)*text))
			continue;
		crc = strtoull(text, &end, 0);
		if (*end != '\n')
			continue;

		fact = array_push(facts->crcs, facts->nr_crcs, facts->crcs_capacity);
		fact->name = arena_strndup(&facts->arena, name, blank - name);
		fact->crc = crc;
	}
}

void modversions_keep_lines(struct hash_table *crc_lines, const char *path, const char *text,
			    struct facts *facts)
{
	const char *lines = strstr(text, MARK);

	path = arena_strdup(&facts->arena, path);
	*hash_table_place(crc_lines, path) = arena_strdup(&facts->arena, lines ? lines : "");
}

static bool read_cmd(const char *object, const struct features *features, struct facts *facts,
		     const struct hash_table *crc_lines)
{
	struct strbuf path = { 0 };
	const char *lines;
	bool done = true;
	char *text;

	modversions_cmd_path(&path, object, features);
	if (path.len >= PATH_MAX) {
		path.text[PATH_MAX - 1] = '\0';
		diagnose(&facts->diagnostics, MSG_LONG_PATH, path.text);
		strbuf_free(&path);
		return true;
	}

	lines = hash_table_find(crc_lines, path.text);
	text = lines ? NULL : facts_read_input(facts, path.text);
	if (lines) {
		modversions_scan(lines, facts);
	} else if (text) {
		modversions_scan(text, facts);
	} else {
		diagnose_system(&facts->diagnostics, path.text, errno);
		done = false;
	}
	free(text);
	strbuf_free(&path);
	return done;
}

bool modversions_read(const struct features *features, struct facts *facts,
		      const struct hash_table *crc_lines)
{
	struct strbuf path = { 0 };
	char *list, *rest, *object;
	bool done = true;

	if (facts->is_vmlinux)
		strbuf_add(&path, VMLINUX_OBJECTS);
	else
		strbuf_printf(&path, "%s.mod", facts->name);

	list = facts_read_input(facts, path.text);
	if (!list) {
		diagnose_system(&facts->diagnostics, path.text, errno);
		done = false;
	}
	rest = list;
	/* An empty line ends the list. */
	while (done && (object = text_next_line(&rest)) != NULL && *object)
		done = read_cmd(object, features, facts, crc_lines);

	free(list);
	strbuf_free(&path);
	return done;
}
