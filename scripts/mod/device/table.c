// SPDX-License-Identifier: GPL-2.0-only
#include "device/table.h"

#include <string.h>

static void add_alias(struct device_table *table, const char *text, size_t len)
{
	struct facts *facts = table->facts;
	struct fact_alias *alias;

	if (table->unique && hash_table_find(table->unique, text))
		return;
	alias = array_push(facts->aliases, facts->nr_aliases, facts->aliases_capacity);
	alias->text = arena_strndup(&facts->arena, text, len);
	alias->owner = table->owner;
	if (table->unique)
		*hash_table_place(table->unique, alias->text) = (void *)alias->text;
}

void device_table_emit(struct device_table *table)
{
	struct strbuf *text = &table->text;
	size_t len = text->len;

	if (table->type->star && (!len || text->text[len - 1] != '*'))
		strbuf_add(text, "*");
	add_alias(table, text->text, text->len);
}

uint64_t device_number(const struct device_table *table, const unsigned char *bytes, size_t size)
{
	uint64_t number = 0;

	for (size_t i = 0; i < size; i++)
		number = number << 8 | bytes[table->is_big_endian ? i : size - 1 - i];
	return number;
}

uint64_t device_field(const struct device_table *table, const unsigned char *entry, size_t i)
{
	const struct device_member *member = table->fields[i];

	return device_number(table, entry + member->offset, member->size);
}

const char *device_field_text(const struct device_table *table, const unsigned char *entry,
			      size_t i, size_t *len)
{
	const struct device_member *member = table->fields[i];
	const char *text = (const char *)entry + member->offset;

	*len = strnlen(text, member->size);
	return text;
}
