// SPDX-License-Identifier: GPL-2.0-only
/* Not GPL-compatible for the loader, so only plain exports are open to it. */
#include <linux/module.h>
#include <minikernel/kernel.h>

static int __init plain_init(void)
{
	printk("plain: only plain exports here\n");
	return 0;
}
module_init(plain_init);

static void __exit plain_exit(void)
{
	printk("plain: gone\n");
}
module_exit(plain_exit);

MODULE_DESCRIPTION("Module under a licence of its own");
MODULE_LICENSE("Proprietary");
