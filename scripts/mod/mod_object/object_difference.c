// SPDX-License-Identifier: GPL-2.0-only
/* What sets two objects apart for anyone but a debugger: all but the bytes of their tables of names. */
#include "lib/memory.h"
#include "mod_object/object.h"

#include <elf.h>
#include <string.h>

struct comparison {
	const struct mod_object *wanted, *made;
	struct arena *arena;
};

static const char *header_difference(const struct comparison *objects)
{
	const struct mod_object *wanted = objects->wanted, *made = objects->made;
	const struct {
		const char *field;
		uint32_t wanted, made;
	} fields[] = {
		{ "ELF class", wanted->is_64bit, made->is_64bit },
		{ "byte order", wanted->is_big_endian, made->is_big_endian },
		{ "machine", wanted->machine, made->machine },
		{ "set of flags", wanted->flags, made->flags },
		{ "OS ABI", wanted->os_abi, made->os_abi },
		{ "ABI version", wanted->abi_version, made->abi_version },
	};

	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		if (fields[i].wanted != fields[i].made)
			return arena_printf(objects->arena, "another %s", fields[i].field);
	}
	return NULL;
}

static const char *different(const struct comparison *objects, const char *what, size_t i,
			     const char *name, const char *field)
{
	return arena_printf(objects->arena, "%s %zu (%s): another %s", what, i, name, field);
}

static bool same_bytes(const struct object_section *a, const struct object_section *b)
{
	if (a->size != b->size || !a->bytes != !b->bytes)
		return false;
	return !a->bytes || !memcmp(a->bytes, b->bytes, a->size);
}

static const char *relocation_difference(const struct object_relocation *a,
					 const struct object_relocation *b)
{
	if (a->offset != b->offset)
		return "offset of a relocation";
	if (a->type != b->type)
		return "type of a relocation";
	if (a->symbol != b->symbol)
		return "symbol of a relocation";
	if (a->addend != b->addend)
		return "addend of a relocation";
	return NULL;
}

static const char *relocations_difference(const struct object_section *a,
					  const struct object_section *b)
{
	if (a->nr_relocations != b->nr_relocations)
		return "number of relocations";
	for (size_t i = 0; i < a->nr_relocations; i++) {
		const char *field = relocation_difference(&a->relocations[i], &b->relocations[i]);

		if (field)
			return field;
	}
	return NULL;
}

static const char *section_difference(const struct object_section *a,
				      const struct object_section *b)
{
	if (strcmp(a->name, b->name))
		return "name";
	if (a->type != b->type)
		return "type";
	if (a->flags != b->flags)
		return "set of flags";
	if (a->align != b->align)
		return "alignment";
	if (a->entsize != b->entsize)
		return "size of entries";
	if (a->link != b->link)
		return "link";
	if (a->info != b->info)
		return "info";
	if (a->size != b->size)
		return "size";
	if (!same_bytes(a, b))
		return "content";
	if (a->nr_symbols != b->nr_symbols ||
	    (a->nr_symbols && memcmp(a->symbols, b->symbols, a->nr_symbols * sizeof(*a->symbols))))
		return "set of symbols";
	return relocations_difference(a, b);
}

static const char *symbol_difference(const struct object_symbol *a, const struct object_symbol *b)
{
	if (strcmp(a->name, b->name))
		return "name";
	if (a->value != b->value)
		return "value";
	if (a->size != b->size)
		return "size";
	if (ELF64_ST_BIND(a->info) != ELF64_ST_BIND(b->info))
		return "binding";
	if (ELF64_ST_TYPE(a->info) != ELF64_ST_TYPE(b->info))
		return "type";
	if (a->other != b->other)
		return "visibility";
	if (a->section != b->section)
		return "section";
	return NULL;
}

static const char *number_difference(const struct comparison *objects, const char *what,
				     size_t wanted, size_t made)
{
	return arena_printf(objects->arena, "%zu %s, not %zu", made, what, wanted);
}

const char *mod_object_difference(const struct mod_object *wanted, const struct mod_object *made,
				  struct arena *arena)
{
	const struct comparison objects = { .wanted = wanted, .made = made, .arena = arena };
	const char *field = header_difference(&objects);

	if (field)
		return field;
	for (size_t i = 1; i < wanted->nr_sections && i < made->nr_sections; i++) {
		field = section_difference(&wanted->sections[i], &made->sections[i]);
		if (field)
			return different(&objects, "section", i, wanted->sections[i].name, field);
	}
	if (wanted->nr_sections != made->nr_sections)
		return number_difference(&objects, "sections", wanted->nr_sections,
					 made->nr_sections);
	for (size_t i = 1; i < wanted->nr_symbols && i < made->nr_symbols; i++) {
		field = symbol_difference(&wanted->symbols[i], &made->symbols[i]);
		if (field)
			return different(&objects, "symbol", i, wanted->symbols[i].name, field);
	}
	if (wanted->nr_symbols != made->nr_symbols)
		return number_difference(&objects, "symbols", wanted->nr_symbols, made->nr_symbols);
	return wanted->names == made->names ? NULL : "another table of section names";
}
