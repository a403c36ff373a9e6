/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MINIKERNEL_IO_H
#define _MINIKERNEL_IO_H

#include <linux/types.h>

static inline void outb(u16 port, u8 value)
{
	asm volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static inline u8 inb(u16 port)
{
	u8 value;

	asm volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
	return value;
}

#endif
