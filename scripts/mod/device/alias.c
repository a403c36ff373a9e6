// SPDX-License-Identifier: GPL-2.0-only
#include "device/alias.h"

#include <stdio.h>
#include <string.h>

#include "device/format.h"
#include "device/offsets.h"
#include "device/types.h"
#include "lib/text.h"

/* A table without bytes in the file is all zero; nobody has a large one. */
static const unsigned char zero_table[64 * 1024];

/* The parts of a symbol's name. */
struct table_name {
	const char *module; /* NULL in older releases */
	size_t module_len;
	const char *keyword;
	size_t keyword_len;
	const char *name;
};

/* __mod_TYPE__NAME_device_table */
static const struct device_type *parse_old_name(struct table_name *parts, const char *symbol,
						unsigned int release)
{
	const char *rest = skip_prefix(symbol, "__mod_");
	const char *end;
	size_t len;

	if (!rest)
		return NULL;
	end = strstr(rest, "__");
	len = strlen(rest);
	if (!end || len < 13 || strcmp(rest + len - 13, "_device_table"))
		return NULL;
	parts->keyword = rest;
	parts->keyword_len = end - rest;
	parts->name = end + 2;
	return device_type_find(rest, end - rest, release);
}

/* __mod_device_table__TYPE__NAME */
static const struct device_type *parse_plain_name(struct table_name *parts, const char *symbol,
						  unsigned int release)
{
	const char *rest = skip_prefix(symbol, "__mod_device_table__");
	const char *end = rest ? strstr(rest, "__") : NULL;

	if (!end)
		return NULL;
	parts->keyword = rest;
	parts->keyword_len = end - rest;
	parts->name = end + 2;
	return device_type_find(rest, end - rest, release);
}

/* __mod_device_table__kmod_MODULE__TYPE__NAME, where MODULE may have "__" in it, too. */
static const struct device_type *parse_kmod_name(struct table_name *parts, const char *symbol,
						 unsigned int release)
{
	const char *rest = skip_prefix(symbol, "__mod_device_table__");
	const char *end;

	rest = rest ? strstr(rest - 2, "__kmod_") : NULL;
	if (!rest)
		return NULL;
	parts->module = rest + strlen("__kmod_");
	for (end = parts->module; (end = strstr(end, "__")) != NULL; end++) {
		const struct device_type *type;

		parts->module_len = end - parts->module;
		parts->keyword = end + 2;
		parts->name = strstr(parts->keyword, "__");
		if (!parts->name)
			return NULL;
		parts->keyword_len = parts->name - parts->keyword;
		parts->name += 2;
		type = device_type_find(parts->keyword, parts->keyword_len, release);
		if (type)
			return type;
	}
	return NULL;
}

static const struct device_type *parse_name(struct table_name *parts, const char *symbol,
					    const struct features *features)
{
	const struct device_type *type = NULL;

	memset(parts, 0, sizeof(*parts));
	if (has_feature(features, FEATURE_BUILTIN_ALIASES))
		return parse_kmod_name(parts, symbol, features->release);
	if (has_feature(features, FEATURE_OLD_TABLE_NAMES))
		type = parse_old_name(parts, symbol, features->release);
	if (!type && has_feature(features, FEATURE_PLAIN_TABLE_NAMES))
		type = parse_plain_name(parts, symbol, features->release);
	return type;
}

/* The bytes of a table; NULL after a fatal message. */
static const unsigned char *table_bytes(struct elf_object *object, size_t index,
					const GElf_Sym *symbol)
{
	const struct elf_section *section = &object->sections[index];

	if (!elf_section_has_bytes(section)) {
		if (symbol->st_size <= sizeof(zero_table))
			return zero_table;
		elf_object_bad(object, "a device table has no content");
		return NULL;
	}
	if (symbol->st_value > section->size ||
	    symbol->st_size > section->size - symbol->st_value) {
		elf_object_bad(object, "a device table ends behind its section");
		return NULL;
	}
	return (const unsigned char *)object->image + section->offset + symbol->st_value;
}

/* What messages of older releases call the structure. */
static const char *short_name(const struct device_type *type)
{
	return strcmp(type->keyword, "pnp_card") ? type->keyword : "pnp";
}

/* A size that is no multiple of the entry's. False: the message is fatal. */
static bool wrong_size(const struct device_table *table, const struct table_name *parts,
		       size_t size, const struct features *features)
{
	struct facts *facts = table->facts;
	const char *type = short_name(table->type);

	if (has_feature(features, FEATURE_DEVICE_TABLE_ERRORS)) {
		diagnose(&facts->diagnostics, MSG_TABLE_TYPE, facts->name, parts->name,
			 table->type->keyword);
		return true;
	}
	diagnose(&facts->diagnostics, MSG_TABLE_SIZE, facts->name, type,
		 number_text(&facts->arena, table->layout.size), number_text(&facts->arena, size));
	return false;
}

/* A last entry that is not all zero. False: the message is fatal. */
static bool no_terminator(struct device_table *table, const struct table_name *parts,
			  const struct features *features)
{
	struct facts *facts = table->facts;
	size_t size = table->layout.size;
	const unsigned char *last = table->entries + table->nr_entries * size;
	const char *type = short_name(table->type);

	if (has_feature(features, FEATURE_DEVICE_TABLE_ERRORS)) {
		diagnose(&facts->diagnostics, MSG_TABLE_END, facts->name, parts->name);
		return true;
	}
	strbuf_reset(&table->text);
	for (size_t i = 0; i < size; i++)
		strbuf_printf(&table->text, "0x%02x ", last[i]);
	diagnose(&facts->diagnostics, MSG_TABLE_LAST, facts->name, type,
		 number_text(&facts->arena, size),
		 number_text(&facts->arena, table->nr_entries + 1), table->text.text);
	diagnose(&facts->diagnostics, MSG_TABLE_NO_NULL, facts->name, type);
	return false;
}

static bool is_zero(const unsigned char *bytes, size_t size)
{
	return !*bytes && !memcmp(bytes, bytes + 1, size - 1);
}

/* Prepare what is read of each entry; false after a message. */
static bool find_fields(struct device_table *table, struct elf_object *object)
{
	const char *missing =
		device_format_prepare(table->format, table->type->format, &table->layout);
	const char *name = table->type->fields;
	char reason[128];

	for (size_t i = 0; !missing && name && *name; i++) {
		size_t len = strcspn(name, " ");

		table->fields[i] = device_layout_member(&table->layout, name, len);
		if (!table->fields[i])
			missing = name;
		name += len + strspn(name + len, " ");
	}
	if (!missing)
		return true;
	snprintf(reason, sizeof(reason), "struct %s has no room for its member %.*s",
		 table->type->structure, (int)strcspn(missing, " :?&}"), missing);
	return elf_object_bad(object, reason);
}

static bool make_entries(struct device_table *table)
{
	for (size_t i = 0; i < table->nr_entries; i++) {
		const unsigned char *entry = table->entries + i * table->layout.size;

		strbuf_reset(&table->text);
		if (!table->type->make) {
			device_format_add(table, entry, "");
			device_table_emit(table);
		} else if (!table->type->make(table, entry)) {
			return false;
		}
	}
	return true;
}

static bool read_table(struct device_table *table, struct elf_object *object,
		       const struct table_name *parts, size_t size, const struct features *features)
{
	size_t entry_size = table->layout.size;

	if (!find_fields(table, object))
		return false;
	if (size < entry_size || size % entry_size)
		return wrong_size(table, parts, size, features);
	table->nr_entries = size / entry_size - 1;
	if (!is_zero(table->entries + table->nr_entries * entry_size, entry_size))
		return no_terminator(table, parts, features);
	return make_entries(table);
}

void device_aliases_init(struct device_aliases *aliases, struct elf_object *object,
			 const struct options *options, struct facts *facts)
{
	memset(aliases, 0, sizeof(*aliases));
	aliases->object = object;
	aliases->options = options;
	aliases->facts = facts;
}

void device_aliases_free(struct device_aliases *aliases)
{
	hash_table_free(&aliases->unique);
}

static bool read_named(struct device_aliases *aliases, size_t index, const char *name)
{
	const struct features *features = &aliases->options->features;
	struct elf_object *object = aliases->object;
	GElf_Sym symbol = elf_object_symbol(object, index);
	size_t section = elf_object_symbol_section(object, index, &symbol);
	struct device_format format;
	struct device_table table = { .facts = aliases->facts, .format = &format };
	struct table_name parts;
	bool done;

	if (!section || GELF_ST_TYPE(symbol.st_info) != STT_OBJECT)
		return true;
	table.type = parse_name(&parts, name, features);
	if (!table.type)
		return true;

	table.abi = device_abi_of(object->machine, object->is_64bit);
	table.is_big_endian = object->is_big_endian;
	table.entries = table_bytes(object, section, &symbol);
	if (!table.entries || !device_layout_build(&table.layout, table.type->structure,
						   features->release, &table.abi))
		return false;
	if (aliases->options->device_offsets)
		device_offsets_apply(aliases->options->device_offsets, table.type->structure,
				     &table.layout);
	if (has_feature(features, FEATURE_UNIQUE_ALIASES))
		table.unique = &aliases->unique;
	if (parts.module)
		table.owner = arena_strndup(&aliases->facts->arena, parts.module, parts.module_len);

	done = read_table(&table, object, &parts, symbol.st_size, features);
	strbuf_free(&table.text);
	hash_table_free(&table.card_ids);
	return done;
}

bool device_aliases_read(struct device_aliases *aliases, size_t index, const char *name)
{
	/* All but a few symbols end here. */
	return *name != '_' || !skip_prefix(name, "__mod_") || read_named(aliases, index, name);
}
