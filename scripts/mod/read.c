// SPDX-License-Identifier: GPL-2.0-only
#include "read.h"

#include <string.h>

#include "elf_object.h"
#include "hints.h"
#include "licenses.h"
#include "lto.h"
#include "modinfo.h"
#include "modules.h"
#include "modversions.h"
#include "namespaces.h"
#include "sections.h"
#include "srcversion.h"
#include "symbols.h"

static bool has_object_suffix(const char *path)
{
	size_t len = strlen(path);

	return len >= 2 && !strcmp(path + len - 2, ".o");
}

static void set_name(struct facts *facts, const struct elf_object *object,
		     const struct features *features)
{
	facts->name = arena_strndup(&facts->arena, object->path, strlen(object->path) - 2);
	facts->is_vmlinux = !strcmp(facts->name, "vmlinux");
	facts->is_64bit = object->is_64bit;
	if (features->module_first)
		facts->diagnostics.module = facts->name;
}

static void read_no_trim(const struct elf_object *object, struct facts *facts)
{
	const char *name = NULL;

	while ((name = section_next_string(object, object->no_trim_symbol, name)) != NULL)
		*array_push(facts->no_trim, facts->nr_no_trim, facts->no_trim_capacity) =
			arena_strdup(&facts->arena, name);
}

static void check_description(const struct elf_object *object, const struct options *options,
			      struct facts *facts)
{
	const struct features *features = &options->features;

	if (!features->description_wanted &&
	    !(features->description_on_request && options->extra_warnings))
		return;
	if (!modinfo_next(object, "description", NULL))
		diagnose(&facts->diagnostics, MSG_NO_DESCRIPTION, object->path);
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

static bool read_contents(struct elf_object *object, const struct options *options,
			  struct facts *facts)
{
	if (!strings_are_terminated(object, object->modinfo) ||
	    !strings_are_terminated(object, object->no_trim_symbol))
		return false;

	if (options->features.no_trim_section)
		read_no_trim(object, facts);
	if (!facts->is_vmlinux) {
		licenses_read(object, facts);
		hint_no_license(object, options, facts);
		namespaces_read(object, &options->features, facts);
		check_description(object, options, facts);
	}
	if (!symbols_read(object, options, facts))
		return false;
	return sections_read(object, options, facts) && read_versions(object, options, facts);
}

static enum facts_result read_opened(struct elf_object *object, const struct options *options,
				     struct facts *facts)
{
	if (!has_object_suffix(object->path)) {
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
	if (options->features.suffix_checked_first && !has_object_suffix(path)) {
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
