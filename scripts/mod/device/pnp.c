// SPDX-License-Identifier: GPL-2.0-only
#include "device/buses.h"

#include <string.h>

#include "device/format.h"

enum { ID_SIZE = 8 };

/* Both forms of an id: the one of PnP and the one of ACPI. */
static void emit_id(struct device_table *table, const char *id, size_t len)
{
	strbuf_reset(&table->text);
	strbuf_add(&table->text, "pnp:d");
	strbuf_add_bytes(&table->text, id, len);
	strbuf_add(&table->text, "*");
	device_table_emit(table);

	strbuf_reset(&table->text);
	strbuf_add(&table->text, "acpi*:");
	device_add_upper(table, id, len);
	strbuf_add(&table->text, ":*");
	device_table_emit(table);
}

bool device_make_pnp(struct device_table *table, const unsigned char *entry)
{
	size_t len;
	const char *id = device_field_text(table, entry, 0, &len);

	emit_id(table, id, len);
	return true;
}

/* Where repeats are kept, this one type drops an id that an earlier card has. */
static bool is_of_earlier_card(const struct device_table *table, const char *id, size_t len)
{
	char key[ID_SIZE + 1] = "";

	if (table->unique)
		return false;
	memcpy(key, id, len);
	return hash_table_find(&table->card_ids, key) != NULL;
}

static void remember_id(struct device_table *table, const char *id, size_t len)
{
	char *key;

	if (table->unique)
		return;
	key = arena_strndup(&table->facts->arena, id, len);
	*hash_table_place(&table->card_ids, key) = key;
}

bool device_make_pnp_card(struct device_table *table, const unsigned char *entry)
{
	const struct device_member *devices = table->fields[0];
	const char *ids = (const char *)entry + devices->offset;
	size_t nr = 0;

	for (; nr < devices->size / ID_SIZE && ids[nr * ID_SIZE]; nr++) {
		const char *id = ids + nr * ID_SIZE;
		size_t len = strnlen(id, ID_SIZE);

		if (!is_of_earlier_card(table, id, len))
			emit_id(table, id, len);
	}
	for (size_t i = 0; i < nr; i++)
		remember_id(table, ids + i * ID_SIZE, strnlen(ids + i * ID_SIZE, ID_SIZE));
	return true;
}

/* Three letters of five bits each in two swapped bytes, and four digits in two others. */
bool device_make_isapnp(struct device_table *table, const unsigned char *entry)
{
	static const char digits[] = "0123456789abcdef";
	uint32_t vendor = device_field(table, entry, 0);
	uint32_t function = device_field(table, entry, 1);
	const char id[] = {
		'A' - 1 + (vendor >> 2 & 0x3f), 'A' - 1 + ((vendor & 3) << 3 | (vendor >> 13 & 7)),
		'A' - 1 + (vendor >> 8 & 0x1f), digits[function >> 4 & 0xf],
		digits[function & 0xf],		digits[function >> 12 & 0xf],
		digits[function >> 8 & 0xf],
	};

	device_format_add(table, entry, "");
	strbuf_add_bytes(&table->text, id, sizeof(id));
	strbuf_add(&table->text, "*");
	device_table_emit(table);
	return true;
}
