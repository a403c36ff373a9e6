/* SPDX-License-Identifier: GPL-2.0-only */
/* What the kernel offers to all of its code, modules included. */
#ifndef _MINIKERNEL_KERNEL_H
#define _MINIKERNEL_KERNEL_H

#include <linux/compiler.h>
#include <linux/types.h>

#define PAGE_SIZE 4096UL

/* Error numbers; functions return them negated. */
#define ENOENT	2
#define ENOMEM	12
#define EBUSY	16
#define EEXIST	17
#define EINVAL	22
#define ENOEXEC 8
#define ERANGE	34

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* Formats: %c %s %d %u %x %p %%, with l or z, a width, a precision of %s, 0 and -. */
void printk(const char *fmt, ...) __printf(1, 2);

/* Prints the chain of callers, with names from kallsyms and from modules. */
void dump_stack(void);

/* Prints the message and the callers, and ends the machine with a failure. */
void panic(const char *fmt, ...) __noreturn __printf(1, 2);

/* Ends the machine; QEMU's exit status is 33 if ok, else 35. */
void power_off(bool ok) __noreturn;

/* Time since power on, in cycles of the processor's time stamp counter. */
u64 read_cycles(void);

/* Whole pages of zeroed memory, or NULL. The size is what was asked for. */
void *alloc_pages(size_t bytes);
void free_pages(void *mem, size_t bytes);

/* Parses all of text as a number (0x for hexadecimal): 0, -EINVAL or -ERANGE. */
int parse_number(const char *text, s64 *value);

#endif
