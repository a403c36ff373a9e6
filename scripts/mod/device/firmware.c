// SPDX-License-Identifier: GPL-2.0-only
#include "device/buses.h"

#include <ctype.h>
#include <string.h>

#include "device/format.h"
#include "lib/memory.h"

enum { ACPI_ID, ACPI_CLASS, ACPI_CLASS_MASK };

/* The class is three bytes; those that the mask leaves out can be anything. */
static void add_acpi_class(struct device_table *table, uint32_t class, uint32_t mask)
{
	for (int shift = 16; shift >= 0; shift -= 8) {
		if (mask >> shift & 0xff)
			strbuf_printf(&table->text, "%02x", class >> shift & 0xff);
		else
			strbuf_add(&table->text, "??");
	}
}

bool device_make_acpi(struct device_table *table, const unsigned char *entry)
{
	size_t len;
	const char *id = device_field_text(table, entry, ACPI_ID, &len);

	strbuf_add(&table->text, "acpi*:");
	if (len)
		strbuf_add_bytes(&table->text, id, len);
	else
		add_acpi_class(table, device_field(table, entry, ACPI_CLASS),
			       device_field(table, entry, ACPI_CLASS_MASK));
	strbuf_add(&table->text, ":*");
	device_table_emit(table);
	return true;
}

bool device_make_of(struct device_table *table, const unsigned char *entry)
{
	size_t type_len, len;
	const char *compatible;

	device_field_text(table, entry, 0, &type_len);
	compatible = device_field_text(table, entry, 1, &len);

	device_format_add(table, entry, "");
	if (len) {
		strbuf_add(&table->text, type_len ? "*C" : "C");
		device_add_words(table, compatible, len);
	}
	device_table_emit(table);
	strbuf_add(&table->text, "C*");
	device_table_emit(table);
	return true;
}

enum { DMI_NR_MATCHES = 4 };

/* In the order of the alias. What has no prefix here does not get into it. */
static const struct {
	const char *prefix;
	unsigned char slot;
} dmi_fields[] = {
	{ "bvn", 1 },  { "bvr", 2 },  { "bd", 3 },  { "br", 4 },   { "efr", 5 },
	{ "svn", 6 },  { "pn", 7 },   { "pvr", 8 }, { "rvn", 13 }, { "rn", 14 },
	{ "rvr", 15 }, { "cvn", 18 }, { "ct", 19 }, { "cvr", 20 },
};

/* A bit-field of seven bits, next to the one that asks for an exact match. */
static unsigned char dmi_slot(const struct device_table *table, const unsigned char *match)
{
	return table->is_big_endian ? *match >> 1 : *match & 0x7f;
}

/* The kernel drops these characters from what it compares with, too. */
static void add_dmi_text(struct device_table *table, const unsigned char *text, size_t size)
{
	for (size_t i = 0; i < size && text[i]; i++) {
		if (text[i] > ' ' && text[i] < 0x7f && text[i] != ':')
			strbuf_add_bytes(&table->text, &text[i], 1);
	}
}

bool device_make_dmi(struct device_table *table, const unsigned char *entry)
{
	const unsigned char *matches = entry + table->fields[0]->offset;
	size_t size = table->fields[0]->size / DMI_NR_MATCHES;

	device_format_add(table, entry, "");
	for (size_t i = 0; i < ARRAY_SIZE(dmi_fields); i++) {
		for (size_t j = 0; j < DMI_NR_MATCHES; j++) {
			const unsigned char *match = matches + j * size;

			if (dmi_slot(table, match) != dmi_fields[i].slot)
				continue;
			strbuf_printf(&table->text, ":%s*", dmi_fields[i].prefix);
			add_dmi_text(table, match + 1, size - 1);
			strbuf_add(&table->text, "*");
		}
	}
	strbuf_add(&table->text, ":");
	device_table_emit(table);
	return true;
}

enum { GUID_LEN = 36 };

static const char *field_copy(struct device_table *table, const unsigned char *entry, size_t i)
{
	size_t len;
	const char *text = device_field_text(table, entry, i, &len);

	return arena_strndup(&table->facts->arena, text, len);
}

static bool has_guid_length(struct device_table *table, const unsigned char *entry)
{
	size_t len;

	device_field_text(table, entry, 0, &len);
	if (len == GUID_LEN)
		return true;
	diagnose(&table->facts->diagnostics, MSG_WMI_GUID, field_copy(table, entry, 0),
		 table->facts->name);
	return false;
}

bool device_make_wmi(struct device_table *table, const unsigned char *entry)
{
	if (has_guid_length(table, entry)) {
		device_format_add(table, entry, "");
		device_table_emit(table);
	}
	return true;
}

bool device_make_strict_wmi(struct device_table *table, const unsigned char *entry)
{
	const char *guid;

	if (!has_guid_length(table, entry))
		return true;
	guid = field_copy(table, entry, 0);
	for (size_t i = 0; i < GUID_LEN; i++) {
		bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
		const char character[] = { guid[i], '\0' };

		if (is_dash ? guid[i] == '-' : isxdigit((unsigned char)guid[i]))
			continue;
		diagnose(&table->facts->diagnostics, MSG_WMI_CHARACTER, character, guid,
			 table->facts->name);
		return true;
	}
	return device_make_wmi(table, entry);
}
