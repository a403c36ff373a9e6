// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/usb.h>
#include "external.h"

static const struct pci_device_id pci_ids[] = {
	{ PCI_DEVICE(0x1234, 0x5678) },
	{ PCI_DEVICE_CLASS(PCI_CLASS_NETWORK_ETHERNET << 8, 0xffff00) },
	{},
};
MODULE_DEVICE_TABLE(pci, pci_ids);

static const struct usb_device_id usb_ids[] = {
	{ USB_DEVICE(0x1209, 0x0001) },
	{ USB_DEVICE_VER(0x1209, 0x0002, 0x0100, 0x0199) },
	{},
};
MODULE_DEVICE_TABLE(usb, usb_ids);

static const struct platform_device_id platform_ids[] = {
	{ .name = "kolink-composite" },
	{},
};
MODULE_DEVICE_TABLE(platform, platform_ids);

static int __init composite_init(void)
{
	return second_part();
}
module_init(composite_init);

MODULE_ALIAS("kolink-test");
MODULE_DESCRIPTION("two objects and device tables");
MODULE_LICENSE("GPL");
