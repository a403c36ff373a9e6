/* SPDX-License-Identifier: GPL-2.0-only */
/* A queue of numbers, in module ring. */
#ifndef _MINIKERNEL_RING_H
#define _MINIKERNEL_RING_H

#include <linux/types.h>

#define RING_SIZE 16

struct ring {
	u32 head, tail;
	u32 slot[RING_SIZE];
};

/* False if the ring is full. */
bool ring_put(struct ring *ring, u32 value);

/* False if the ring is empty. */
bool ring_get(struct ring *ring, u32 *value);

#endif
