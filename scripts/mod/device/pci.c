// SPDX-License-Identifier: GPL-2.0-only
#include "device/buses.h"

#include "device/format.h"

enum { OVERRIDE_ONLY, CLASS, CLASS_MASK };

/* Some drivers are for those only who ask for them. False, with the number in table->text, if that is unknown. */
static bool add_prefix(struct device_table *table, const unsigned char *entry, const char *bus)
{
	uint32_t override = device_field(table, entry, OVERRIDE_ONLY);
	struct strbuf *text = &table->text;

	if (override <= 1) {
		strbuf_printf(text, "%s%s:", override ? "vfio_" : "", bus);
		return true;
	}
	device_add_hex(table, override, 8);
	return false;
}

/* One byte of the class; false unless the mask wants all of it or nothing. */
static bool add_class_byte(struct device_table *table, const char *label, uint32_t class,
			   uint32_t mask, unsigned int shift)
{
	strbuf_add(&table->text, label);
	switch (mask >> shift & 0xff) {
	case 0xff:
		device_add_hex(table, class >> shift & 0xff, 2);
		return true;
	case 0:
		strbuf_add(&table->text, "*");
		return true;
	default:
		return false;
	}
}

bool device_make_pci(struct device_table *table, const unsigned char *entry)
{
	uint32_t class = device_field(table, entry, CLASS);
	uint32_t mask = device_field(table, entry, CLASS_MASK);

	if (!add_prefix(table, entry, "pci")) {
		diagnose(&table->facts->diagnostics, MSG_PCI_OVERRIDE, table->text.text);
		return true;
	}
	device_format_add(table, entry, "");
	if (add_class_byte(table, "bc", class, mask, 16) &&
	    add_class_byte(table, "sc", class, mask, 8) &&
	    add_class_byte(table, "i", class, mask, 0)) {
		device_table_emit(table);
		return true;
	}

	strbuf_reset(&table->text);
	device_add_hex(table, mask, 4);
	diagnose(&table->facts->diagnostics, MSG_CLASS_MASK, table->facts->name, table->text.text);
	return true;
}

bool device_make_cdx(struct device_table *table, const unsigned char *entry)
{
	if (!add_prefix(table, entry, "cdx")) {
		diagnose(&table->facts->diagnostics, MSG_CDX_OVERRIDE, table->text.text);
		return true;
	}
	device_format_add(table, entry, "");
	if (device_field(table, entry, CLASS_MASK) == 0xffffff)
		device_add_hex(table, device_field(table, entry, CLASS), 8);
	else
		strbuf_add(&table->text, "*");
	device_table_emit(table);
	return true;
}
