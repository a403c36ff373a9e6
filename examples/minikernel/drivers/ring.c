// SPDX-License-Identifier: GPL-2.0-only
/* The lower end of a chain: module logger is built on this one. */
#include <linux/module.h>
#include <minikernel/kernel.h>
#include <minikernel/ring.h>

bool ring_put(struct ring *ring, u32 value)
{
	if (ring->head - ring->tail == RING_SIZE)
		return false;
	ring->slot[ring->head++ % RING_SIZE] = value;
	return true;
}
EXPORT_SYMBOL(ring_put);

bool ring_get(struct ring *ring, u32 *value)
{
	if (ring->head == ring->tail)
		return false;
	*value = ring->slot[ring->tail++ % RING_SIZE];
	return true;
}
EXPORT_SYMBOL(ring_get);

static int __init ring_init(void)
{
	printk("ring: holds %d numbers\n", RING_SIZE);
	return 0;
}
module_init(ring_init);

static void __exit ring_exit(void)
{
	printk("ring: gone\n");
}
module_exit(ring_exit);

MODULE_DESCRIPTION("Queue of numbers");
MODULE_LICENSE("Dual MIT/GPL");
