// SPDX-License-Identifier: GPL-2.0-only
#include "device/buses.h"

#include "device/format.h"

/* A digit for each that @mask lets through. */
static void add_amba_digit(struct device_table *table, unsigned int id, unsigned int mask)
{
	if (mask == 0) {
		strbuf_add(&table->text, "?");
		return;
	}
	if (mask == 0xf) {
		device_add_hex(table, id, 1);
		return;
	}
	strbuf_add(&table->text, "[");
	for (unsigned int digit = 0; digit <= 0xf; digit++) {
		if ((digit & mask) == id)
			device_add_hex(table, digit, 1);
	}
	strbuf_add(&table->text, "]");
}

bool device_make_amba(struct device_table *table, const unsigned char *entry)
{
	struct arena *arena = &table->facts->arena;
	uint32_t id = device_field(table, entry, 0);
	uint32_t mask = device_field(table, entry, 1);

	if (id & ~mask) {
		const char *id_text;

		device_add_hex(table, id, 8);
		id_text = arena_strdup(arena, table->text.text);
		strbuf_reset(&table->text);
		device_add_hex(table, mask, 8);
		diagnose(&table->facts->diagnostics, MSG_AMBA_MASK, table->facts->name, id_text,
			 table->text.text);
		return false;
	}
	device_format_add(table, entry, "");
	for (int shift = 28; shift >= 0; shift -= 4)
		add_amba_digit(table, id >> shift & 0xf, mask >> shift & 0xf);
	device_table_emit(table);
	return true;
}

bool device_make_mdio(struct device_table *table, const unsigned char *entry)
{
	uint32_t id = device_field(table, entry, 0);
	uint32_t mask = device_field(table, entry, 1);

	device_format_add(table, entry, "");
	for (int bit = 31; bit >= 0; bit--) {
		if (!(mask >> bit & 1))
			strbuf_add(&table->text, "?");
		else
			strbuf_add(&table->text, id >> bit & 1 ? "1" : "0");
	}
	device_table_emit(table);
	return true;
}

bool device_make_pcmcia(struct device_table *table, const unsigned char *entry)
{
	static const char *const labels[] = { "pa", "pb", "pc", "pd" };
	uint32_t flags = device_field(table, entry, 0);
	const unsigned char *hashes = entry + table->fields[1]->offset;
	size_t size = table->fields[1]->size / 4;

	device_format_add(table, entry, "");
	for (size_t i = 0; i < 4; i++) {
		strbuf_add(&table->text, labels[i]);
		if (flags & 0x10u << i)
			device_add_hex(table, device_number(table, hashes + i * size, size),
				       2 * size);
		else
			strbuf_add(&table->text, "*");
	}
	device_table_emit(table);
	return true;
}

bool device_make_x86cpu(struct device_table *table, const unsigned char *entry)
{
	uint32_t feature = device_field(table, entry, 0);

	device_format_add(table, entry, "");
	if (feature) {
		device_add_hex(table, feature, 4);
		strbuf_add(&table->text, "*");
	}
	device_table_emit(table);
	return true;
}
