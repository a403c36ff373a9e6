// SPDX-License-Identifier: GPL-2.0-only
/* Exports into a namespace, and needs a GPL-only symbol of the kernel. */
#include <linux/module.h>
#include <minikernel/clock.h>
#include <minikernel/kernel.h>

static u64 start;

u64 clock_elapsed(void)
{
	return read_cycles() - start;
}
EXPORT_SYMBOL_NS_GPL(clock_elapsed, "MINI_CLOCK");

static int __init clock_init(void)
{
	start = read_cycles();
	return 0;
}
module_init(clock_init);

static void __exit clock_exit(void)
{
	printk("clock: gone\n");
}
module_exit(clock_exit);

MODULE_DESCRIPTION("Clock with exports in a namespace");
MODULE_LICENSE("GPL");
