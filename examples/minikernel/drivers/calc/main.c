// SPDX-License-Identifier: GPL-2.0-only
/* A module of several objects, one of them in assembler, one optional. */
#include <linux/module.h>
#include <minikernel/kernel.h>
#include "calc.h"

static int __init calc_init(void)
{
	printk("calc: gcd(5040, 1155) = %lu\n", (unsigned long)calc_gcd(5040, 1155));
	if (IS_ENABLED(CONFIG_CALC_POWER))
		printk("calc: 3 to the power of 20 = %lu\n", (unsigned long)calc_power(3, 20));
	return 0;
}
module_init(calc_init);

static void __exit calc_exit(void)
{
	printk("calc: gone\n");
}
module_exit(calc_exit);

MODULE_DESCRIPTION("Module of several objects");
MODULE_VERSION("1.0");
MODULE_LICENSE("GPL");
