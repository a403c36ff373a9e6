/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_COMPILER_H
#define _LINUX_COMPILER_H

#include <linux/compiler_types.h>

#ifndef __ASSEMBLER__

#ifndef likely
#define likely(x)   __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#endif

/* The compiler moves no memory access across this. */
#ifndef barrier
#define barrier() __asm__ __volatile__("" : : : "memory")
#endif

#define __paste_1(a, b) a##b
#define __paste(a, b)	__paste_1(a, b)

/* __UNIQUE_ID(prefix): an identifier that no other expansion in the unit has. */
#ifndef __UNIQUE_ID
#define __UNIQUE_ID(prefix) __paste(__paste(__UNIQUE_ID_, prefix), __COUNTER__)
#endif

#endif /* __ASSEMBLER__ */

#endif
