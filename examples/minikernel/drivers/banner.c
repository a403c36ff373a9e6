// SPDX-License-Identifier: GPL-2.0-only
/* Could be a module, is built in: "banner.text=..." on the command line. */
#include <linux/module.h>
#include <minikernel/kernel.h>

static char *text = "modules, please";
module_param(text, charp, 0);
MODULE_PARM_DESC(text, "what to say at start");

static int __init banner_init(void)
{
	printk("banner: %s\n", text);
	return 0;
}
module_init(banner_init);

MODULE_DESCRIPTION("Says something at start");
MODULE_LICENSE("GPL");
