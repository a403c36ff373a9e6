/* SPDX-License-Identifier: GPL-2.0-only */
/* The module loader: what its files share. */
#ifndef _KERNEL_MODULE_H
#define _KERNEL_MODULE_H

#include <linux/export-internal.h>
#include <linux/module.h>
#include "elf.h"
#include "kernel.h"

#define MAX_MODULES  32
#define MAX_SECTIONS 512

/* Exported symbols of the kernel or of a module. */
struct export_table {
	const struct kernel_symbol *symbols;
	const u8 *flags; /* NULL: none is GPL-only */
	const u32 *crcs; /* NULL: without versions */
	size_t count;
};

struct loaded_module {
	struct loaded_module *next; /* loaded before this one */
	struct module *mod; /* lies in core */
	const char *file; /* name in the archive */
	struct elf_image elf; /* a copy of the file, also for kallsyms */
	size_t elf_size;
	u8 *core; /* what is kept of the sections */
	size_t core_size;
	u64 section_addr[MAX_SECTIONS]; /* 0: not kept */
	struct export_table exports;
	bool gpl_compatible;
	unsigned int users; /* modules that need this one */
	struct loaded_module *uses[MAX_MODULES];
	size_t uses_count;
};

/* An export that was looked up. */
struct found_symbol {
	unsigned long addr;
	const char *namespace;
	struct loaded_module *owner; /* NULL: the kernel */
	const u32 *crc; /* NULL: has no version */
	bool gpl_only;
};

/* Prints why a module is not taken; always returns -ENOEXEC. */
int refuse(const struct loaded_module *lm, const char *fmt, ...) __printf(2, 3);

/* --- module.c --- */
extern struct loaded_module *modules;

/* Loads a file of the archive; params are words separated by blanks. */
int load_module(const struct archive_file *file, char *params);

/* -ENOENT: no such module, -EBUSY: another module uses it. */
int unload_module(const char *name);

/* Name of the module that covers addr, and the symbol there; NULL if none does. */
const char *module_lookup(unsigned long addr, struct ksym *sym);

/* --- layout.c --- */

/* Copies the sections that stay in memory, and finds the module's tables. */
int layout_module(struct loaded_module *lm);

/* The memory of a section that was kept and has at least min bytes, or NULL. */
void *kept_section(const struct loaded_module *lm, const char *name, size_t min, size_t *size);

/* Whether a pointer found in a module's data is a string inside of it. */
bool module_has_string(const struct loaded_module *lm, const char *text);

/* --- resolve.c --- */

/* Looks for an export, the kernel's first. */
bool find_symbol(const char *name, struct found_symbol *found);

/* With versions, that of module_layout stands for the layout of struct module. */
int check_layout_version(const struct loaded_module *lm);

/* Resolves an undefined symbol of a module and checks that it may be used. */
int resolve_symbol(struct loaded_module *lm, const char *name, bool weak, u64 *value);

/* Checks that the module exports nothing that is there already. */
int check_exports(const struct loaded_module *lm);

/* --- relocate.c --- */
int relocate_module(struct loaded_module *lm);

#endif
