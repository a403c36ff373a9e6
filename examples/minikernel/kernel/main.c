// SPDX-License-Identifier: GPL-2.0-only
/* From power on to power off: built-in code, then the modules of the archive. */
#include <linux/export.h>
#include <linux/init.h>
#include <generated/utsrelease.h>
#include <minikernel/io.h>
#include <minikernel/kernel.h>
#include <minikernel/string.h>
#include "module.h"

/* What the loader says, by the PVH protocol. */
struct start_info {
	u32 magic;
	u32 version;
	u32 flags;
	u32 file_count;
	u64 files;
	u64 command_line;
};

struct start_file {
	u64 addr;
	u64 size;
	u64 command_line;
	u64 reserved;
};

#define START_MAGIC 0x336ec578

/* Device isa-debug-exit: QEMU exits with twice the value plus one. */
#define DEBUG_EXIT_PORT 0xf4
#define EXIT_OK		16
#define EXIT_FAILURE	17

#define MODULE_LIST "modules.list"

extern const initcall_t __initcall_start[], __initcall_end[];
extern const struct kernel_param __start___param[], __stop___param[];

static unsigned int loaded, unloaded, refused;

u64 read_cycles(void)
{
	u32 low, high;

	asm volatile("rdtsc" : "=a"(low), "=d"(high));
	return (u64)high << 32 | low;
}
EXPORT_SYMBOL_GPL(read_cycles);

void power_off(bool ok)
{
	outb(DEBUG_EXIT_PORT, ok ? EXIT_OK : EXIT_FAILURE);
	/* Without that device: an exception nobody can handle resets the machine. */
	asm volatile("lidt %0; int3" : : "m"((struct { u8 none[10]; }){ { 0 } }));
	for (;;)
		asm volatile("hlt");
}

/* Parameters of built-in code: "name.parameter=value". Others are ignored. */
static void __init set_builtin_params(char *text)
{
	while (*text) {
		char *end = strchr(text, ' ');
		int err;

		if (end)
			*end = '\0';
		err = set_param(__start___param, __stop___param - __start___param, text);
		if (err && err != -ENOENT)
			printk("parameter %s: error %d\n", text, err);
		if (!end)
			break;
		text = end + 1;
	}
}

static void __init run_initcalls(void)
{
	for (const initcall_t *call = __initcall_start; call < __initcall_end; call++) {
		int err = (*call)();

		if (err)
			printk("an initcall returned %d:\n", err), print_symbol((uintptr_t)*call);
	}
}

/* One line of the list: file name, then parameters. */
static void load_line(const u8 *archive, size_t size, char *line)
{
	struct archive_file file;
	char *params = strchr(line, ' ');

	if (params)
		*params++ = '\0';
	if (archive_find(archive, size, line, &file)) {
		printk("%s: not in the archive\n", line);
		refused++;
		return;
	}
	if (load_module(&file, params ? params : line + strlen(line)))
		refused++;
	else
		loaded++;
}

static bool load_modules(const u8 *archive, size_t size)
{
	struct archive_file list;
	char *text, *end;

	if (archive_find(archive, size, MODULE_LIST, &list)) {
		printk("the archive has no %s\n", MODULE_LIST);
		return false;
	}
	/* Never freed: parameters may point into it. */
	text = alloc_pages(list.size + 1);
	if (!text)
		return false;
	memcpy(text, list.data, list.size);
	for (; *text; text = end) {
		end = strchr(text, '\n');
		if (end)
			*end++ = '\0';
		else
			end = text + strlen(text);
		if (*text)
			load_line(archive, size, text);
	}
	return true;
}

/* Every module that others use must refuse to go; the last loaded goes first. */
static bool unload_modules(void)
{
	bool ok = true;

	for (struct loaded_module *lm = modules; lm; lm = lm->next)
		if (lm->users) {
			int err = unload_module(lm->mod->name);

			printk("%s: used by %u, unloading it now gives error %d\n", lm->mod->name,
			       lm->users, err);
			ok &= err == -EBUSY;
		}
	while (modules && !unload_module(modules->mod->name))
		unloaded++;
	return ok && !modules;
}

/* It calls what is __init, which only some compilers inline. */
void __ref start_kernel(const struct start_info *info)
{
	const struct start_file *file = NULL;
	bool ok;

	init_console();
	init_traps();
	printk("minikernel %s\n", UTS_RELEASE);
	if (info->magic != START_MAGIC)
		panic("not started by the PVH protocol");
	if (info->command_line)
		set_builtin_params((char *)(uintptr_t)info->command_line);
	run_initcalls();
	ok = kallsyms_check();
	btf_init();

	if (info->file_count)
		file = (const struct start_file *)(uintptr_t)info->files;
	if (file)
		ok &= load_modules((const u8 *)(uintptr_t)file->addr, file->size);
	else
		printk("no archive of modules\n");
	ok &= unload_modules();
	printk("minikernel: %u modules loaded, %u unloaded, %u refused\n", loaded, unloaded,
	       refused);
	power_off(ok && loaded == unloaded);
}
