// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>
#include <minikernel/clock.h>
#include <minikernel/kernel.h>

static int __init stopwatch_init(void)
{
	u64 first = clock_elapsed(), second = clock_elapsed();

	printk("stopwatch: the clock %s\n", second > first ? "runs" : "stands still");
	return second > first ? 0 : -EINVAL;
}
module_init(stopwatch_init);

static void __exit stopwatch_exit(void)
{
	printk("stopwatch: gone\n");
}
module_exit(stopwatch_exit);

MODULE_DESCRIPTION("User of the clock's namespace");
MODULE_LICENSE("GPL");
MODULE_IMPORT_NS("MINI_CLOCK");
