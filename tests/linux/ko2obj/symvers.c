// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "symvers.h"

#include <err.h>
#include <search.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"

struct module {
	struct export *first;
	struct export *last;
};

static struct module *module_find(const char *name, bool create)
{
	ENTRY item = { .key = (char *)name };
	ENTRY *found = hsearch(item, FIND);

	if (found)
		return found->data;
	if (!create)
		return NULL;
	item.data = xcalloc(1, sizeof(struct module));
	if (!hsearch(item, ENTER))
		err(1, "out of memory");
	return item.data;
}

void symvers_read(const char *path)
{
	FILE *f = fopen(path, "r");
	size_t room = 0;
	char *line = NULL;

	if (!f || !hcreate(20000))
		err(1, "%s", path);
	while (getline(&line, &room, f) > 0) {
		struct export *e = xcalloc(1, sizeof(*e));
		char *rest = xasprintf("%s", line);
		struct module *mod;
		const char *owner;
		const char *kind;

		rest[strcspn(rest, "\n")] = '\0';
		e->crc = strsep(&rest, "\t");
		e->name = strsep(&rest, "\t");
		owner = strsep(&rest, "\t");
		kind = strsep(&rest, "\t");
		if (!kind || !rest)
			errx(1, "%s: not a symbol dump", path);
		e->license = strcmp(kind, "EXPORT_SYMBOL_GPL") ? "" : "GPL";
		e->ns = rest;
		mod = module_find(owner, true);
		if (mod->last)
			mod->last->next = e;
		else
			mod->first = e;
		mod->last = e;
	}
	free(line);
	fclose(f);
}

const struct export *symvers_of(const char *module)
{
	const struct module *mod = module_find(module, false);

	return mod ? mod->first : NULL;
}
