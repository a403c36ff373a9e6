// SPDX-License-Identifier: GPL-2.0-only
/* Loading and unloading modules. */
#include <linux/vermagic.h>
#include <minikernel/kernel.h>
#include <minikernel/string.h>
#include "module.h"

struct loaded_module *modules;

static const char kernel_vermagic[] = VERMAGIC_STRING;

int refuse(const struct loaded_module *lm, const char *fmt, ...)
{
	__builtin_va_list args;

	printk("%s: refused: ", lm->file);
	__builtin_va_start(args, fmt);
	vprintk(fmt, args);
	__builtin_va_end(args);
	printk("\n");
	return -ENOEXEC;
}

static struct loaded_module *find_module(const char *name)
{
	for (struct loaded_module *lm = modules; lm; lm = lm->next)
		if (!strcmp(lm->mod->name, name))
			return lm;
	return NULL;
}

static size_t count_modules(void)
{
	size_t count = 0;

	for (struct loaded_module *lm = modules; lm; lm = lm->next)
		count++;
	return count;
}

static bool is_gpl_compatible(const struct elf_image *elf)
{
	static const char *const compatible[] = {
		"GPL",		"GPL v2",	"GPL and additional rights",
		"Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL",
	};
	const char *license;
	unsigned int n;

	for (n = 0; (license = elf_modinfo(elf, "license", n)); n++) {
		size_t i = 0;

		while (i < ARRAY_SIZE(compatible) && strcmp(license, compatible[i]))
			i++;
		if (i == ARRAY_SIZE(compatible))
			return false;
	}
	return n > 0;
}

/* A copy of the file: aligned, and there as long as the module is. */
static int copy_file(struct loaded_module *lm, const struct archive_file *file)
{
	const char *problem;
	u8 *copy = alloc_pages(file->size);

	if (!copy)
		return refuse(lm, "no memory for a file of %zu bytes", file->size);
	memcpy(copy, file->data, file->size);
	lm->elf_size = file->size;
	problem = elf_open(&lm->elf, copy, file->size);
	return problem ? refuse(lm, "%s", problem) : 0;
}

static int check_modinfo(struct loaded_module *lm)
{
	const char *vermagic = elf_modinfo(&lm->elf, "vermagic", 0);

	if (!vermagic)
		return refuse(lm, "it has no vermagic");
	if (strcmp(vermagic, kernel_vermagic))
		return refuse(lm, "vermagic is '%s', should be '%s'", vermagic, kernel_vermagic);
	lm->gpl_compatible = is_gpl_compatible(&lm->elf);
	return check_layout_version(lm);
}

static int set_params(const struct loaded_module *lm, char *text)
{
	size_t size = 0;
	const struct kernel_param *params = kept_section(lm, "__param", sizeof(*params), &size);
	size_t count = size / sizeof(*params);

	if ((uintptr_t)params % __alignof__(*params))
		return refuse(lm, "its parameters are not aligned");
	for (size_t i = 0; i < count; i++)
		if (!module_has_string(lm, params[i].name))
			return refuse(lm, "parameter %zu has a bad name", i);

	while (*text) {
		char *end = strchr(text, ' ');
		int err;

		if (end)
			*end = '\0';
		err = *text ? set_param(params, count, text) : 0;
		if (err)
			return refuse(lm, "parameter %s: error %d", text, err);
		if (!end)
			break;
		text = end + 1;
	}
	return 0;
}

static void report_btf(const struct loaded_module *lm)
{
	u32 index = elf_find_section(&lm->elf, ".BTF"), types;
	const char *problem;

	if (!index || lm->elf.sections[index].type == SHT_NOBITS) {
		printk("%s: no BTF\n", lm->mod->name);
		return;
	}
	problem = btf_check_split(elf_section_data(&lm->elf, index), lm->elf.sections[index].size,
				  &types);
	if (problem)
		printk("%s: BTF does not fit the kernel's: %s\n", lm->mod->name, problem);
	else
		printk("%s: BTF starts where the kernel's ends, %u types\n", lm->mod->name, types);
}

static bool in_core(const struct loaded_module *lm, unsigned long addr)
{
	return addr - (uintptr_t)lm->core < lm->core_size;
}

static int prepare(struct loaded_module *lm, const struct archive_file *file, char *params)
{
	int err;

	if ((err = copy_file(lm, file)) || (err = check_modinfo(lm)) || (err = layout_module(lm)))
		return err;
	if (find_module(lm->mod->name))
		return refuse(lm, "module %s is loaded already", lm->mod->name);
	if (count_modules() == MAX_MODULES)
		return refuse(lm, "too many modules");
	if ((err = relocate_module(lm)) || (err = check_exports(lm)) ||
	    (err = set_params(lm, params)))
		return err;
	if ((lm->mod->init && !in_core(lm, (uintptr_t)lm->mod->init)) ||
	    (lm->mod->exit && !in_core(lm, (uintptr_t)lm->mod->exit)))
		return refuse(lm, "its init or exit function lies outside");
	return 0;
}

static void free_module(struct loaded_module *lm)
{
	for (size_t i = 0; i < lm->uses_count; i++)
		lm->uses[i]->users--;
	free_pages(lm->core, lm->core_size);
	free_pages((void *)lm->elf.data, lm->elf_size);
	free_pages(lm, sizeof(*lm));
}

int load_module(const struct archive_file *file, char *params)
{
	struct loaded_module *lm = alloc_pages(sizeof(*lm));
	int err;

	if (!lm)
		return -ENOMEM;
	lm->file = file->name;
	err = prepare(lm, file, params);
	if (err) {
		free_module(lm);
		return err;
	}
	printk("%s: %zu bytes at %p%s\n", lm->mod->name, lm->core_size, (void *)lm->core,
	       lm->gpl_compatible ? "" : ", not GPL-compatible");
	report_btf(lm);

	/* Before init, so that a backtrace from it has names. */
	lm->next = modules;
	modules = lm;
	err = lm->mod->init ? lm->mod->init() : 0;
	if (err) {
		refuse(lm, "its init function returned %d", err);
		modules = lm->next;
		free_module(lm);
	}
	return err;
}

int unload_module(const char *name)
{
	struct loaded_module *lm = find_module(name), **link = &modules;

	if (!lm)
		return -ENOENT;
	if (lm->users)
		return -EBUSY;
	if (lm->mod->exit)
		lm->mod->exit();
	while (*link != lm)
		link = &(*link)->next;
	*link = lm->next;
	free_module(lm);
	return 0;
}

const char *module_lookup(unsigned long addr, struct ksym *sym)
{
	const struct loaded_module *lm = modules;
	const struct elf_symbol *best = NULL;

	while (lm && !in_core(lm, addr))
		lm = lm->next;
	if (!lm)
		return NULL;

	sym->addr = 0;
	for (u32 i = 1; i < lm->elf.symbol_count; i++) {
		const struct elf_symbol *es = &lm->elf.symbols[i];
		unsigned long start;

		if (es->shndx == SHN_UNDEF || es->shndx >= SHN_LORESERVE ||
		    (es->info & 0xf) == STT_SECTION || !lm->section_addr[es->shndx] ||
		    !*elf_symbol_name(&lm->elf, es))
			continue;
		start = lm->section_addr[es->shndx] + es->value;
		/* Of two names for a place the one with a size, else the first. */
		if (start > addr || start < sym->addr ||
		    (best && start == sym->addr && es->size <= best->size))
			continue;
		best = es;
		sym->addr = start;
	}
	if (!best)
		return NULL;
	sym->size = best->size;
	sym->type = '?';
	strlcpy(sym->name, elf_symbol_name(&lm->elf, best), sizeof(sym->name));
	return lm->mod->name;
}
