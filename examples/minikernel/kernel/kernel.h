/* SPDX-License-Identifier: GPL-2.0-only */
/* Shared by the files of kernel/, not offered to modules. */
#ifndef _KERNEL_H
#define _KERNEL_H

#include <linux/compiler.h>
#include <linux/kallsyms.h>
#include <linux/moduleparam.h>
#include <linux/types.h>

/* --- console.c --- */
void init_console(void);
void put_char(char c);

/* --- printk.c --- */
void vprintk(const char *fmt, __builtin_va_list args) __printf(1, 0);

/* --- traps.c --- */
void init_traps(void);
struct exception_frame;
void handle_exception(struct exception_frame *frame);

/* --- stack.c --- */
extern const u8 boot_stack[], boot_stack_end[];
void print_symbol(unsigned long addr);
void print_callers(const unsigned long *frame);

/* --- main.c --- */
struct start_info;
void start_kernel(const struct start_info *info);

/* --- kallsyms.c --- */

/* A symbol and how far it reaches. */
struct ksym {
	unsigned long addr;
	unsigned long size;
	char type;
	char name[KSYM_NAME_LEN];
};

#ifdef CONFIG_KALLSYMS

/* The symbol that covers addr. */
bool kallsyms_lookup(unsigned long addr, struct ksym *sym);

/* Address of the first symbol with this name, 0 if there is none. */
unsigned long kallsyms_lookup_name(const char *name);

/* Looks every symbol up in both directions; prints what it finds. */
bool kallsyms_check(void);

#else

static inline bool kallsyms_lookup(unsigned long addr __maybe_unused,
				   struct ksym *sym __maybe_unused)
{
	return false;
}

static inline bool kallsyms_check(void)
{
	return true;
}

#endif

/* --- params.c --- */

/* Sets parameter "name" or "name=value" from a table; an error number if it fails. */
int set_param(const struct kernel_param *params, size_t count, const char *text);

/* --- archive.c --- */

struct archive_file {
	const char *name;
	const u8 *data;
	size_t size;
};

/*
 * Goes through a cpio archive (newc). *offset starts at 0 and is advanced.
 * Returns 1 with a file, 0 at the end, -EINVAL if the archive is broken.
 */
int archive_next(const u8 *archive, size_t size, size_t *offset, struct archive_file *file);
int archive_find(const u8 *archive, size_t size, const char *name, struct archive_file *file);

/* --- btf.c --- */

/* Checks the kernel's own BTF, prints its size; false if there is none. */
bool btf_init(void);

/*
 * Checks that split BTF fits the kernel's: that all of its references to types
 * and strings lead somewhere. NULL if it does, else what is wrong.
 */
const char *btf_check_split(const u8 *data, size_t size, u32 *types);

#endif
