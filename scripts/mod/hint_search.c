// SPDX-License-Identifier: GPL-2.0-only
#include "hint_search.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "elf_object.h"
#include "lib/memory.h"
#include "lib/text.h"
#include "lib/text_file.h"
#include "read.h"

static void collect_names(struct run *run, struct hash_table *missing)
{
	for (const struct module *module = run->modules.first; module; module = module->next) {
		const struct facts *facts = module->facts;

		for (size_t i = 0; facts && i < facts->nr_imports; i++) {
			const char *name = facts->imports[i].name;
			struct missing_symbol **symbol;

			if (facts->imports[i].is_weak || modules_find_export(&run->modules, name))
				continue;
			symbol = (struct missing_symbol **)hash_table_place(missing, name);
			if (*symbol)
				continue;
			*symbol = arena_zeroed(&run->modules.arena, 1, sizeof(**symbol));
		}
	}
}

static bool is_global_definition(const GElf_Sym *symbol)
{
	int binding = GELF_ST_BIND(symbol->st_info);

	return (binding == STB_GLOBAL || binding == STB_WEAK) && symbol->st_shndx != SHN_UNDEF &&
	       symbol->st_shndx != SHN_COMMON;
}

/* What was not taken for an export, maybe with a message, or is the form of another release. */
static void note_record(const char *label, const struct hash_table *missing)
{
	static const char *const prefixes[] = { "__export_symbol_", "__ksymtab_" };

	for (size_t i = 0; i < ARRAY_SIZE(prefixes); i++) {
		const char *name = skip_prefix(label, prefixes[i]);
		struct missing_symbol *symbol = name ? hash_table_find(missing, name) : NULL;

		if (symbol)
			symbol->has_record = true;
	}
}

static void find_definitions(const struct elf_object *object, const struct module *module,
			     const struct hash_table *missing)
{
	for (size_t i = 0; i < object->nr_symbols; i++) {
		GElf_Sym contents = elf_object_symbol(object, i);
		const char *name = elf_object_symbol_name(object, &contents);
		struct missing_symbol *symbol;

		note_record(name, missing);
		if (!is_global_definition(&contents))
			continue;
		symbol = hash_table_find(missing, name);
		if (symbol && (!symbol->definer || module->is_vmlinux))
			symbol->definer = module;
	}
}

static void read_definitions(const struct module *module, const struct hash_table *missing)
{
	struct elf_object object;
	struct facts scratch;
	const char *path;

	/* Whatever is wrong with the object was said when it was read for the first time. */
	facts_init(&scratch);
	path = arena_printf(&scratch.arena, "%s.o", module->name);
	if (elf_object_open(&object, path, ELF_IGNORE_MISSING, &scratch.diagnostics) ==
	    ELF_OPENED) {
		find_definitions(&object, module, missing);
		elf_object_close(&object);
	}
	facts_free(&scratch);
}

/* The names of all modules that were given, each with a value that is not NULL. */
static void name_modules(struct run *run, struct hash_table *names)
{
	for (size_t i = 0; i < run->nr_objects; i++) {
		const char *path = run->objects[i];
		size_t len = strlen(path);

		*hash_table_place(names, arena_strndup(&run->modules.arena, path,
						       len < 2 ? 0 : len - 2)) = run;
	}
	for (struct module *module = run->modules.first; module; module = module->next)
		*hash_table_place(names, module->name) = module;
}

static void read_unlisted(struct run *run, const char *name, const struct hash_table *missing)
{
	char *path = arena_printf(&run->modules.arena, "%s.o", name);
	struct options options = { .features = run->options->features,
				   .modules_enabled = true,
				   .ignore_missing = true };
	struct facts facts;

	read_object(&facts, path, &options);
	for (size_t i = 0; facts.result == FACTS_COMPLETE && i < facts.nr_exports; i++) {
		struct missing_symbol *symbol = hash_table_find(missing, facts.exports[i].name);

		if (symbol && !symbol->unlisted)
			symbol->unlisted = path;
	}
	facts_free(&facts);
}

/* Every module leaves a .mod file where it is built, also one that is built no more. */
static void read_directory(struct run *run, const char *prefix, const struct hash_table *names,
			   const struct hash_table *missing)
{
	DIR *directory = opendir(*prefix ? prefix : ".");
	const struct dirent *entry;

	while (directory && (entry = readdir(directory)) != NULL) {
		size_t len = strlen(entry->d_name);
		const char *name;

		if (*entry->d_name == '.' || len <= 4 || strcmp(entry->d_name + len - 4, ".mod"))
			continue;
		name = arena_printf(&run->modules.arena, "%s%.*s", prefix, (int)len - 4,
				    entry->d_name);
		if (!hash_table_find(names, name))
			read_unlisted(run, name, missing);
	}
	if (directory)
		closedir(directory);
}

static void read_directories(struct run *run, const struct hash_table *names,
			     const struct hash_table *missing)
{
	struct hash_table directories = { 0 };

	for (const struct module *module = run->modules.first; module; module = module->next) {
		const char *prefix;
		void **seen;

		if (!module->facts)
			continue;
		prefix = arena_strndup(&run->modules.arena, module->name,
				       path_base(module->name) - module->name);
		seen = hash_table_place(&directories, prefix);
		if (!*seen)
			read_directory(run, prefix, names, missing);
		*seen = run;
	}
	hash_table_free(&directories);
}

/* 0xCRC<tab>symbol<tab>module<tab>... */
static void read_old_dump(struct run *run, const struct hash_table *names,
			  const struct hash_table *missing)
{
	char *text = run->options->dump_out ? run_read_text(run, run->options->dump_out) : NULL;
	char *line;

	while (text && (line = text_next_line(&text)) != NULL) {
		struct missing_symbol *symbol;
		char *name, *module;

		strsep(&line, "\t");
		name = strsep(&line, "\t");
		module = strsep(&line, "\t");
		symbol = name ? hash_table_find(missing, name) : NULL;
		if (symbol && module && !hash_table_find(names, module))
			symbol->old_exporter = module;
	}
}

void missing_collect(struct run *run, struct hash_table *missing)
{
	struct hash_table names = { 0 };

	collect_names(run, missing);
	name_modules(run, &names);
	for (const struct module *module = run->modules.first; module; module = module->next) {
		if (module->facts)
			read_definitions(module, missing);
	}
	read_directories(run, &names, missing);
	read_old_dump(run, &names, missing);
	hash_table_free(&names);
}
