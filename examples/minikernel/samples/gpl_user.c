// SPDX-License-Identifier: GPL-2.0-only
/* May use a GPL-only symbol because of its licence. */
#include <linux/module.h>
#include <minikernel/kernel.h>

static int __init gpl_user_init(void)
{
	printk("gpl_user: cycle counter is %s\n", read_cycles() ? "running" : "zero");
	return 0;
}
module_init(gpl_user_init);

static void __exit gpl_user_exit(void)
{
	printk("gpl_user: gone\n");
}
module_exit(gpl_user_exit);

MODULE_DESCRIPTION("User of a GPL-only symbol");
MODULE_LICENSE("GPL");
