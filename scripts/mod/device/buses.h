/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Types of device tables whose aliases take more than a format. Each function makes the aliases of one
 * entry, the text of the table being empty; false after a fatal message.
 */
#ifndef MODPOST_DEVICE_BUSES_H
#define MODPOST_DEVICE_BUSES_H

#include <stdbool.h>

#include "device/table.h"

/* usb.c */
bool device_make_usb(struct device_table *table, const unsigned char *entry);

/* pci.c */
bool device_make_pci(struct device_table *table, const unsigned char *entry);
bool device_make_cdx(struct device_table *table, const unsigned char *entry);

/* input.c */
bool device_make_input(struct device_table *table, const unsigned char *entry);

/* pnp.c */
bool device_make_pnp(struct device_table *table, const unsigned char *entry);
bool device_make_pnp_card(struct device_table *table, const unsigned char *entry);
bool device_make_isapnp(struct device_table *table, const unsigned char *entry);

/* firmware.c: what firmware tells about the machine */
bool device_make_acpi(struct device_table *table, const unsigned char *entry);
bool device_make_of(struct device_table *table, const unsigned char *entry);
bool device_make_dmi(struct device_table *table, const unsigned char *entry);
bool device_make_wmi(struct device_table *table, const unsigned char *entry);
bool device_make_strict_wmi(struct device_table *table, const unsigned char *entry);

/* chips.c: ids that are read from hardware */
bool device_make_amba(struct device_table *table, const unsigned char *entry);
bool device_make_mdio(struct device_table *table, const unsigned char *entry);
bool device_make_pcmcia(struct device_table *table, const unsigned char *entry);
bool device_make_x86cpu(struct device_table *table, const unsigned char *entry);

#endif
