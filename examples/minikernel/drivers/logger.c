// SPDX-License-Identifier: GPL-2.0-only
/* Uses module ring, so it is loaded after it and unloaded before it. */
#include <linux/module.h>
#include <minikernel/kernel.h>
#include <minikernel/ring.h>

static struct ring log;

static int __init logger_init(void)
{
	u32 count = 0, sum = 0, value;

	while (ring_put(&log, count * count))
		count++;
	while (ring_get(&log, &value))
		sum += value;
	printk("logger: %u squares add up to %u\n", count, sum);
	return 0;
}
module_init(logger_init);

static void __exit logger_exit(void)
{
	printk("logger: gone\n");
}
module_exit(logger_exit);

MODULE_DESCRIPTION("User of the ring module");
MODULE_LICENSE("GPL");
