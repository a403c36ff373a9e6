// SPDX-License-Identifier: GPL-2.0-only
/* A module with some of everything that modpost reads; SEED_USER makes the one that uses the other's exports. */
#include <linux/export.h>
#include <linux/init.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>

/* The name that modpost of 6.12 looks for. */
#ifdef SEED_OLD_TABLES
#undef __MODULE_DEVICE_TABLE_NAME
#define __MODULE_DEVICE_TABLE_NAME(modname, type, name) __mod_##type##__##name##_device_table
#endif

int seed_first(int);
int seed_second(int);
int seed_missing(int) __attribute__((weak));
extern int seed_data;

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("seed of the fuzz tests");
MODULE_VERSION("1.0");

#ifdef SEED_USER

MODULE_IMPORT_NS("SEED");

static const struct usb_device_id usb_ids[] = {
	{ .match_flags = 0x7f,
	  .idVendor = 1,
	  .idProduct = 2,
	  .bcdDevice_lo = 0x123,
	  .bcdDevice_hi = 0x9876 },
	{ .match_flags = 0x380, .bInterfaceClass = 3 },
	{},
};
MODULE_DEVICE_TABLE(usb, usb_ids);

static const struct of_device_id of_ids[] = { { .compatible = "seed,one" },
					      { .name = "n", .type = "t" },
					      {} };
MODULE_DEVICE_TABLE(of, of_ids);

static const struct acpi_device_id acpi_ids[] = { { .id = "PNP0501" },
						  { .cls = 0x10203, .cls_msk = 0xffffff },
						  {} };
MODULE_DEVICE_TABLE(acpi, acpi_ids);

static const struct dmi_system_id dmi_ids[] = {
	{ .matches = { { .slot = 4, .substr = "seed vendor" },
		       { .slot = 5, .substr = "board:" } } },
	{},
};
MODULE_DEVICE_TABLE(dmi, dmi_ids);

static const struct input_device_id input_ids[] = {
	{ .flags = 0x1f, .evbit = { 3 }, .keybit = { 5 } }, {}
};
MODULE_DEVICE_TABLE(input, input_ids);

int init_module(void)
{
	return seed_first(1) + seed_second(2) + seed_data + (seed_missing ? seed_missing(3) : 0);
}

#else

static const struct pci_device_id pci_ids[] = {
	{ .vendor = 0x8086, .device = 0x1234, .subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID },
	{ .vendor = PCI_ANY_ID, .device = PCI_ANY_ID, .class = 0x20000, .class_mask = 0xffff00 },
	{},
};
MODULE_DEVICE_TABLE(pci, pci_ids);

static const struct i2c_device_id i2c_ids[] = { { .name = "seed" }, { .name = "other" }, {} };
MODULE_DEVICE_TABLE(i2c, i2c_ids);

int seed_data = 5;
EXPORT_SYMBOL_NS_GPL(seed_data, "SEED");

static int __initdata at_start = 3;

static int __init noinline start(int n)
{
	return n + at_start;
}

/* A reference that the section checks have to find. */
int (*seed_wrong)(int) = start;

int seed_first(int n)
{
	return n + seed_data;
}
EXPORT_SYMBOL(seed_first);

int seed_second(int n)
{
	return seed_wrong(n);
}
EXPORT_SYMBOL_GPL(seed_second);

int init_module(void)
{
	return start(1);
}

void cleanup_module(void)
{
	seed_data = 0;
}

#endif
