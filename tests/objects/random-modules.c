// SPDX-License-Identifier: GPL-2.0-only
/*
 * Modules that say anything a .mod.c of the native form can say, each as its source and as modpost's object.
 *
 *   random-modules SEED COUNT FOLDER MODEL
 *
 * Writes FOLDER/mod-N.mod.c and FOLDER/mod-N.made; a module that the model leaves to the compiler has no object, and
 * the reason is printed.
 */
#include <gelf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/text_file.h"
#include "mod_c.h"
#include "mod_object/model_apply.h"

static unsigned int below(unsigned int n)
{
	return (unsigned int)random() % n;
}

/* Often small, seldom up to @most */
static unsigned int some(unsigned int most)
{
	return below(3) ? below(most / 8 + 1) : below(most + 1);
}

static const char *name(const char *prefix, unsigned int longest, struct arena *arena)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
	char text[512];
	unsigned int len = 1 + below(longest);

	for (unsigned int i = 0; i < len; i++)
		text[i] = letters[below(i ? sizeof(letters) - 1 : 52)];
	text[len] = '\0';
	return arena_printf(arena, "%s%s", prefix, text);
}

static uint32_t crc(void)
{
	return (uint32_t)random() << 1 >> below(32);
}

static void add_exports(struct mod_contents *contents, struct arena *arena)
{
	for (unsigned int nr = some(60); nr; nr--) {
		struct exported_symbol *export = arena_zeroed(arena, 1, sizeof(*export));

		/* A number makes each name another one. */
		export->name = arena_printf(arena, "%s_%u", name("e_", some(100) + 1, arena), nr);
		export->namespace = below(2) ? name("NS_", 30, arena) : "";
		export->gpl_only = below(2);
		export->is_function = below(2);
		export->crc = crc();
		*array_push(contents->exports, contents->nr_exports, contents->exports_capacity) =
			export;
	}
}

static void add_versions(struct mod_contents *contents, struct arena *arena)
{
	/* With none of them C has no string literal; with few their alignment depends on how many. */
	for (unsigned int nr = below(2) ? 1 + some(59) : 1 + below(8); nr; nr--) {
		struct mod_version version = { .name = name("v", some(100) + 1, arena),
					       .crc = crc() };

		*array_push(contents->extended, contents->nr_extended,
			    contents->extended_capacity) = version;
		if (strlen(version.name) < 64 - 8)
			*array_push(contents->versions, contents->nr_versions,
				    contents->versions_capacity) = version;
	}
}

static void add_aliases(struct mod_contents *contents, struct arena *arena)
{
	size_t nr = some(40);
	struct fact_alias *aliases = arena_zeroed(arena, nr, sizeof(*aliases));

	for (size_t i = 0; i < nr; i++)
		aliases[i].text = name(below(4) ? "of:N*T*" : "\"quoted\\n%s???", 200, arena);
	contents->aliases = aliases;
	contents->nr_aliases = nr;
}

static void make_contents(struct mod_contents *contents, const struct mod_model *model,
			  const struct run *run, const char *path, struct arena *arena)
{
	static const char *const depends[] = { "", "a", "one-of,the_two" };

	memset(contents, 0, sizeof(*contents));
	contents->name = path;
	contents->is_64bit = model->is_64bit;
	contents->has_init = below(2);
	contents->has_exit = below(2);
	contents->srcversion = below(2) ? "0123456789ABCDEF0123456" : NULL;
	mod_contents_set_statements(contents, run);
	contents->says[INFO_STAGING] = !below(3);
	contents->says[INFO_TEST] = !below(3);
	contents->depends = strdup(depends[below(3)]);
	add_exports(contents, arena);
	add_versions(contents, arena);
	add_aliases(contents, arena);
}

static void write_bytes(const char *path, const char *suffix, const struct strbuf *bytes)
{
	struct strbuf name_of_file = { 0 };
	FILE *file;

	strbuf_printf(&name_of_file, "%s%s", path, suffix);
	file = fopen(name_of_file.text, "w");
	if (!file || fwrite(bytes->text, 1, bytes->len, file) != bytes->len || fclose(file)) {
		perror(name_of_file.text);
		exit(1);
	}
	strbuf_free(&name_of_file);
}

static void make_module(const struct mod_model *model, const struct run *run, const char *path)
{
	struct strbuf text = { 0 }, bytes = { 0 };
	struct mod_contents contents;
	struct mod_object object;
	struct arena arena = { 0 };
	const char *reason;

	make_contents(&contents, model, run, path, &arena);
	mod_c_write(run, &contents, &text);
	write_bytes(path, ".mod.c", &text);
	reason = mod_model_apply(&object, model, &contents, &arena);
	if (!reason && !mod_object_write(&object, &bytes))
		reason = "an addend does not fit";
	if (reason)
		printf("%s: %s\n", path, reason);
	else
		write_bytes(path, ".made", &bytes);
	strbuf_free(&text);
	strbuf_free(&bytes);
	mod_contents_free(&contents);
	arena_free(&arena);
}

int main(int argc, char **argv)
{
	struct options options = { .features = features_of(NATIVE_RELEASE),
				   .modversions = true,
				   .basic_versions = true,
				   .extended_versions = true };
	struct run run = { .options = &options };
	struct arena arena = { 0 };
	struct mod_model model;
	char *bytes, path[4096];
	size_t size;

	bytes = argc == 5 ? whole_file_read(argv[4], &size) : NULL;
	if (!bytes || mod_model_parse(&model, bytes, size, &arena) || model.refusal) {
		fputs("usage: random-modules SEED COUNT FOLDER MODEL\n", stderr);
		return 1;
	}
	free(bytes);
	elf_version(EV_CURRENT);
	srandom((unsigned int)atoi(argv[1]));
	for (int i = 0; i < atoi(argv[2]); i++) {
		snprintf(path, sizeof(path), "%s/mod-%d", argv[3], i);
		make_module(&model, &run, path);
	}
	arena_free(&arena);
	return 0;
}
