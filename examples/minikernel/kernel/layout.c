// SPDX-License-Identifier: GPL-2.0-only
/* Puts the sections of a module into memory. */
#include <minikernel/kernel.h>
#include <minikernel/string.h>
#include "module.h"

/* Sections are read, not kept, if only the loader needs them. */
static bool is_kept(const struct elf_image *elf, u32 index)
{
	const char *name = elf_section_name(elf, index);

	return (elf->sections[index].flags & SHF_ALLOC) && elf->sections[index].size &&
	       strcmp(name, ".modinfo") && strcmp(name, "__versions") &&
	       strcmp(name, "__version_ext_crcs") && strcmp(name, "__version_ext_names");
}

/* Gives each section its place; the addresses are offsets until there is memory. */
static int place_sections(struct loaded_module *lm)
{
	const struct elf_image *elf = &lm->elf;
	u64 size = 0;

	if (elf->section_count > MAX_SECTIONS)
		return refuse(lm, "%u sections are too many", elf->section_count);
	for (u32 i = 1; i < elf->section_count; i++) {
		const struct elf_section *sec = &elf->sections[i];
		u64 align = sec->addralign ? sec->addralign : 1;

		if (!is_kept(elf, i))
			continue;
		if (align > PAGE_SIZE)
			return refuse(lm, "section %s wants an alignment of %lu",
				      elf_section_name(elf, i), (unsigned long)align);
		size = (size + align - 1) & ~(align - 1);
		lm->section_addr[i] = size;
		if (__builtin_add_overflow(size, sec->size, &size))
			return refuse(lm, "sections are too big");
	}
	lm->core_size = size;
	return 0;
}

static void copy_sections(struct loaded_module *lm)
{
	const struct elf_image *elf = &lm->elf;

	for (u32 i = 1; i < elf->section_count; i++) {
		const struct elf_section *sec = &elf->sections[i];

		if (!is_kept(elf, i))
			continue;
		lm->section_addr[i] += (uintptr_t)lm->core;
		if (sec->type != SHT_NOBITS)
			memcpy((void *)(uintptr_t)lm->section_addr[i], elf_section_data(elf, i),
			       sec->size);
	}
}

void *kept_section(const struct loaded_module *lm, const char *name, size_t min, size_t *size)
{
	u32 index = elf_find_section(&lm->elf, name);

	if (!index || !lm->section_addr[index] || lm->elf.sections[index].size < min)
		return NULL;
	if (size)
		*size = lm->elf.sections[index].size;
	return (void *)(uintptr_t)lm->section_addr[index];
}

bool module_has_string(const struct loaded_module *lm, const char *text)
{
	u64 offset = (uintptr_t)text - (uintptr_t)lm->core;

	return offset < lm->core_size && memchr(text, '\0', lm->core_size - offset);
}

static int find_exports(struct loaded_module *lm)
{
	size_t size = 0, flags_size = 0, crcs_size = 0;
	struct export_table *exports = &lm->exports;

	exports->symbols = kept_section(lm, "__ksymtab", 1, &size);
	if (!exports->symbols)
		return 0;
	exports->count = size / sizeof(*exports->symbols);
	exports->flags = kept_section(lm, "__kflagstab", 1, &flags_size);
	exports->crcs = kept_section(lm, "__kcrctab", 1, &crcs_size);
	if (size % sizeof(*exports->symbols) || (uintptr_t)exports->symbols % 4 ||
	    (exports->flags && flags_size < exports->count) ||
	    (exports->crcs && (crcs_size / 4 < exports->count || (uintptr_t)exports->crcs % 4)))
		return refuse(lm, "export tables do not belong together");
	return 0;
}

int layout_module(struct loaded_module *lm)
{
	int err = place_sections(lm);

	if (err)
		return err;
	lm->core = alloc_pages(lm->core_size);
	if (!lm->core)
		return refuse(lm, "no memory for %zu bytes", lm->core_size);
	copy_sections(lm);

	lm->mod = kept_section(lm, ".gnu.linkonce.this_module", sizeof(*lm->mod), NULL);
	if (!lm->mod || (uintptr_t)lm->mod % __alignof__(*lm->mod))
		return refuse(lm, "it has no usable __this_module");
	if (!lm->mod->name[0] || strnlen(lm->mod->name, MODULE_NAME_LEN) == MODULE_NAME_LEN)
		return refuse(lm, "it has no name");
	return find_exports(lm);
}
