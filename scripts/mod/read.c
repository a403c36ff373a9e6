// SPDX-License-Identifier: GPL-2.0-only
#include "read.h"

#include <gelf.h>
#include <stdlib.h>
#include <string.h>

#include "cache/facts_cache.h"
#include "elf_object.h"
#include "export_ksymtab.h"
#include "export_records.h"
#include "lib/parallel.h"
#include "lib/text.h"
#include "modinfo.h"
#include "modules.h"
#include "modversions.h"
#include "namespaces.h"
#include "relocation.h"
#include "section_mismatch.h"
#include "section_mismatch_before_6_5.h"
#include "srcversion.h"
#include "symbols.h"

static void set_name(struct facts *facts, const struct elf_object *object,
		     const struct features *features)
{
	facts->name = arena_strndup(&facts->arena, object->path, strlen(object->path) - 2);
	facts->is_vmlinux = !strcmp(facts->name, "vmlinux");
	facts->is_64bit = object->is_64bit;
	if (has_feature(features, FEATURE_MODULE_FIRST))
		facts->diagnostics.module = facts->name;
}

static void read_no_trim(const struct elf_object *object, struct facts *facts)
{
	const char *name = NULL;

	while ((name = elf_object_next_string(object, object->no_trim_symbol, name)) != NULL)
		*array_push(facts->no_trim, facts->nr_no_trim, facts->no_trim_capacity) =
			arena_strdup(&facts->arena, name);
}

static void check_description(const struct elf_object *object, const struct options *options,
			      struct facts *facts)
{
	const struct features *features = &options->features;

	if (!has_feature(features, FEATURE_DESCRIPTION_WANTED) &&
	    !(has_feature(features, FEATURE_DESCRIPTION_ON_REQUEST) && options->extra_warnings))
		return;
	if (!modinfo_next(object, "description", NULL))
		diagnose(&facts->diagnostics, MSG_NO_DESCRIPTION, object->path);
}

static bool read_section(struct section_check *check, size_t section)
{
	struct elf_object *object = check->object;
	const struct elf_section *header = &object->sections[section];

	section_check_header(check, section);
	if (header->type != SHT_REL && header->type != SHT_RELA)
		return true;
	if (section_is_unchecked(check, header->info))
		return true;
	if (has_feature(check->features, FEATURE_FULL_ADDRESSES) && header->type == SHT_REL &&
	    header->size && !relocation_addend_is_known(object->machine)) {
		diagnose(&check->facts->diagnostics, MSG_NO_ADDEND);
		return false;
	}
	/* Without such a section, relocations of no section are refused as strange exports. */
	if (check->options->modules_enabled && header->info == object->export_symbol)
		return exports_read_section(object, check->features, check->search, section,
					    check->facts);
	return section_check_relocations(check, section);
}

/* In the order of the object, which is that of the messages. */
static bool read_sections(struct elf_object *object, const struct options *options,
			  struct facts *facts)
{
	struct symbol_search search;
	struct section_check check;
	bool done = true;

	symbol_search_init(&search, object);
	section_check_init(&check, object, &search, options,
			   has_feature(&options->features, FEATURE_MISMATCH_OFFSETS)
				   ? &mismatch_form
				   : &mismatch_form_before_6_5,
			   facts);
	for (size_t i = 0; done && i < object->nr_sections; i++)
		done = read_section(&check, i);
	section_check_free(&check);
	symbol_search_free(&search);
	return done;
}

static bool read_versions(const struct elf_object *object, const struct options *options,
			  struct facts *facts)
{
	bool wants_srcversion = options->all_srcversions || modinfo_next(object, "version", NULL);
	struct hash_table crc_lines = { 0 };
	bool done = true;

	if (!facts->is_vmlinux && wants_srcversion)
		done = srcversion_read(facts, options->modversions ? &crc_lines : NULL);
	if (done && options->modversions) {
		/* Every module depends on the layout of struct module. */
		if (!facts->is_vmlinux)
			facts_add_import(facts, "module_layout", false);
		done = modversions_read(&options->features, facts, &crc_lines);
	}
	hash_table_free(&crc_lines);
	return done;
}

static bool read_symbols(struct elf_object *object, const struct options *options,
			 struct facts *facts)
{
	return has_feature(&options->features, FEATURE_EXPORTS_IN_KSYMTAB)
		       ? ksymtab_read(object, options, facts)
		       : symbols_read(object, options, facts);
}

static bool read_contents(struct elf_object *object, const struct options *options,
			  struct facts *facts)
{
	if (!elf_object_strings_end(object, object->modinfo) ||
	    !elf_object_strings_end(object, object->no_trim_symbol))
		return false;

	if (has_feature(&options->features, FEATURE_NO_TRIM_SECTION))
		read_no_trim(object, facts);
	if (!facts->is_vmlinux) {
		licenses_read(object, facts);
		hint_no_license(object, options, facts);
		namespaces_read(object, &options->features, facts);
		check_description(object, options, facts);
	}
	if (!read_symbols(object, options, facts))
		return false;
	return read_sections(object, options, facts) && read_versions(object, options, facts);
}

static enum facts_result read_opened(struct elf_object *object, const struct options *options,
				     struct facts *facts)
{
	if (!ends_with(object->path, ".o")) {
		diagnose(&facts->diagnostics, MSG_SUFFIX, object->path);
		return FACTS_SKIPPED;
	}
	set_name(facts, object, &options->features);
	if (options->features.native && lto_is_slim(object)) {
		elf_object_bad(object, "intermediate code of GCC's -flto, no machine code: link it "
				       "first, or build with -ffat-lto-objects");
		return FACTS_FAILED;
	}
	return read_contents(object, options, facts) ? FACTS_COMPLETE : FACTS_FAILED;
}

static unsigned int open_flags(const struct options *options)
{
	return (options->ignore_missing ? ELF_IGNORE_MISSING : 0) |
	       (options->features.native ? ELF_REFUSE_OTHERS : 0);
}

/* Here this may happen on several threads. */
static void hash_imports(struct facts *facts)
{
	for (size_t i = 0; i < facts->nr_imports; i++)
		facts->imports[i].hash = export_hash(facts->imports[i].name);
}

void read_object(struct facts *facts, const char *path, const struct options *options)
{
	struct elf_object object;

	facts_init(facts);
	facts->result = FACTS_SKIPPED;
	if (has_feature(&options->features, FEATURE_SUFFIX_CHECKED_FIRST) &&
	    !ends_with(path, ".o")) {
		diagnose(&facts->diagnostics, MSG_SUFFIX, path);
		return;
	}

	switch (elf_object_open(&object, path, open_flags(options), &facts->diagnostics)) {
	case ELF_OPENED:
		facts_add_input(facts, path, &object.identity);
		facts->result = read_opened(&object, options, facts);
		elf_object_close(&object);
		hash_imports(facts);
		break;
	case ELF_SKIPPED:
		break;
	case ELF_FAILED:
		facts->result = FACTS_FAILED;
		break;
	}
}

/* The objects that are to be read, as places in the order of the run. */
struct reading {
	struct run *run;
	size_t *items;
	size_t nr;
};

static void take_one(void *context, size_t i)
{
	struct run *run = context;
	struct facts *facts = &run->facts[i];

	if (!facts_cache_take(&run->facts_cache, i, run->objects[i], facts))
		facts_init(facts);
}

static void forget_all(struct run *run)
{
	for (size_t i = 0; i < run->nr_facts; i++)
		facts_init(&run->facts[i]);
}

static void read_one(void *context, size_t i)
{
	const struct reading *reading = context;
	struct run *run = reading->run;
	size_t item = reading->items[i];

	read_object(&run->facts[item], run->objects[item], run->options);
	facts_cache_keep(&run->facts_cache, item, &run->facts[item]);
}

void read_objects(struct run *run)
{
	struct reading reading = { .run = run };

	elf_version(EV_CURRENT);
	run->facts = xmalloc_array(run->nr_objects, sizeof(*run->facts));
	run->nr_facts = run->nr_objects;
	facts_cache_open(&run->facts_cache, run->options, run->nr_objects);
	if (run->facts_cache.file.old.nr_records)
		parallel_run(run->options->jobs, run->nr_objects, take_one, run);
	else
		forget_all(run);

	reading.items = xmalloc_array(run->nr_objects, sizeof(*reading.items));
	for (size_t i = 0; i < run->nr_objects; i++) {
		/* Facts that were taken know of an object. */
		if (!run->facts[i].nr_inputs)
			reading.items[reading.nr++] = i;
	}
	if (reading.nr) {
		facts_cache_begin(&run->facts_cache);
		parallel_run(run->options->jobs, reading.nr, read_one, &reading);
	}
	free(reading.items);
}
