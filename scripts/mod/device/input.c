// SPDX-License-Identifier: GPL-2.0-only
#include "device/buses.h"

#include "device/format.h"
#include "lib/memory.h"

#define FLAGS 0

/* Bitmaps that get into the alias, in the order of the fields, and the flag of the entry that says so. */
static const struct bit_group {
	const char *label;
	uint32_t flag;
	unsigned int first;
} groups[] = {
	{ "-e*", 0x10, 0 }, { "k*", 0x20, 0x71 }, /* the keys before are too common */
	{ "r*", 0x40, 0 },  { "a*", 0x80, 0 },	  { "m*", 0x100, 0 },  { "l*", 0x200, 0 },
	{ "s*", 0x400, 0 }, { "f*", 0x800, 0 },	  { "w*", 0x1000, 0 },
};

static bool has_bit(const struct device_table *table, const unsigned char *bitmap, unsigned int bit)
{
	size_t size = table->abi.long_size;
	uint64_t word = device_number(table, bitmap + bit / (8 * size) * size, size);

	return word >> bit % (8 * size) & 1;
}

static void add_group(struct device_table *table, const struct bit_group *group,
		      const unsigned char *bitmap, size_t bits)
{
	for (unsigned int bit = group->first; bit < bits; bit++) {
		if (!has_bit(table, bitmap, bit))
			continue;
		device_add_hex(table, bit, 1);
		strbuf_add(&table->text, ",*");
	}
}

bool device_make_input(struct device_table *table, const unsigned char *entry)
{
	uint32_t flags = device_field(table, entry, FLAGS);

	device_format_add(table, entry, "");
	for (size_t i = 0; i < ARRAY_SIZE(groups); i++) {
		const struct device_member *bitmap = table->fields[FLAGS + 1 + i];

		strbuf_add(&table->text, groups[i].label);
		if (flags & groups[i].flag)
			add_group(table, &groups[i], entry + bitmap->offset, bitmap->bits);
	}
	device_table_emit(table);
	return true;
}
