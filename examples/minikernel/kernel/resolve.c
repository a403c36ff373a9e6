// SPDX-License-Identifier: GPL-2.0-only
/* Exported symbols: finding them, and who may use them. */
#include <minikernel/kernel.h>
#include <minikernel/string.h>
#include "module.h"

extern const struct kernel_symbol __start___ksymtab[], __stop___ksymtab[];
extern const u8 __start___kflagstab[];
extern const u32 __start___kcrctab[], __stop___kcrctab[];

static const void *at_offset(const s32 *place)
{
	return (const u8 *)place + *place;
}

static bool find_in(const struct export_table *table, struct loaded_module *owner, const char *name,
		    struct found_symbol *found)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct kernel_symbol *sym = &table->symbols[i];

		if (strcmp(at_offset(&sym->name_offset), name))
			continue;
		found->addr = (uintptr_t)at_offset(&sym->value_offset);
		found->namespace = at_offset(&sym->namespace_offset);
		found->owner = owner;
		found->crc = table->crcs ? &table->crcs[i] : NULL;
		found->gpl_only = table->flags && (table->flags[i] & KSYM_FLAG_GPL_ONLY);
		return true;
	}
	return false;
}

bool find_symbol(const char *name, struct found_symbol *found)
{
	const struct export_table kernel = {
		.symbols = __start___ksymtab,
		.flags = __start___kflagstab,
		.crcs = &__start___kcrctab[0] < &__stop___kcrctab[0] ? __start___kcrctab : NULL,
		.count = __stop___ksymtab - __start___ksymtab,
	};

	if (find_in(&kernel, NULL, name, found))
		return true;
	for (struct loaded_module *lm = modules; lm; lm = lm->next)
		if (find_in(&lm->exports, lm, name, found))
			return true;
	return false;
}

/* "module:a,b*" names the modules themselves; - and _ are the same there. */
static bool pattern_allows(const char *pattern, const char *module)
{
	for (;;) {
		const char *name = module;

		while (*pattern && *pattern != ',' && *pattern != '*' &&
		       (*pattern == *name || (*pattern == '-' && *name == '_'))) {
			pattern++;
			name++;
		}
		if (*pattern == '*' || (!*name && (!*pattern || *pattern == ',')))
			return true;
		pattern = strchr(pattern, ',');
		if (!pattern)
			return false;
		pattern++;
	}
}

static bool namespace_allows(const struct loaded_module *lm, const char *namespace)
{
	const char *import;

	if (!*namespace)
		return true;
	if (!strncmp(namespace, "module:", 7))
		return pattern_allows(namespace + 7, lm->mod->name);
	for (unsigned int n = 0; (import = elf_modinfo(&lm->elf, "import_ns", n)); n++)
		if (!strcmp(import, namespace))
			return true;
	return false;
}

/* The version a module was built against: 1 if it has one, else 0. */
static int wanted_version(const struct elf_image *elf, const char *name, u32 *crc)
{
	u32 names = elf_find_section(elf, "__version_ext_names");
	u32 crcs = elf_find_section(elf, "__version_ext_crcs");
	u32 basic = elf_find_section(elf, "__versions");
	const struct elf_section *sec = elf->sections;

	if (names && crcs && sec[names].type != SHT_NOBITS && sec[crcs].type != SHT_NOBITS) {
		const char *text = (const char *)elf_section_data(elf, names);
		u64 left = sec[names].size;

		for (u64 i = 0; left && i < sec[crcs].size / sizeof(*crc); i++) {
			size_t len = strnlen(text, left);

			if (len == left)
				break;
			if (!strcmp(text, name)) {
				memcpy(crc, elf_section_data(elf, crcs) + i * sizeof(*crc),
				       sizeof(*crc));
				return 1;
			}
			text += len + 1;
			left -= len + 1;
		}
	}
	if (basic && sec[basic].type != SHT_NOBITS) {
		struct modversion_info info;

		for (u64 i = 0; i < sec[basic].size / sizeof(info); i++) {
			memcpy(&info, elf_section_data(elf, basic) + i * sizeof(info),
			       sizeof(info));
			info.name[sizeof(info.name) - 1] = '\0';
			if (!strcmp(info.name, name)) {
				*crc = info.crc;
				return 1;
			}
		}
	}
	return 0;
}

/* Keeps the owner of a symbol loaded as long as its user is. */
static void add_dependency(struct loaded_module *user, struct loaded_module *owner)
{
	for (size_t i = 0; i < user->uses_count; i++)
		if (user->uses[i] == owner)
			return;
	user->uses[user->uses_count++] = owner;
	owner->users++;
}

static int check_version(const struct loaded_module *lm, const char *name,
			 const struct found_symbol *found)
{
	u32 crc;

	if (!found->crc)
		return 0;
	if (!wanted_version(&lm->elf, name, &crc))
		return refuse(lm, "it has no version for symbol %s", name);
	if (crc != *found->crc)
		return refuse(lm, "symbol %s has version 0x%08x, the module wants 0x%08x", name,
			      *found->crc, crc);
	return 0;
}

int check_layout_version(const struct loaded_module *lm)
{
	struct found_symbol found;

	return find_symbol("module_layout", &found) ? check_version(lm, "module_layout", &found)
						    : 0;
}

int resolve_symbol(struct loaded_module *lm, const char *name, bool weak, u64 *value)
{
	struct found_symbol found;
	int err;

	if (!find_symbol(name, &found)) {
		*value = 0;
		return weak ? 0 : refuse(lm, "nothing exports symbol %s", name);
	}
	if (found.gpl_only && !lm->gpl_compatible)
		return refuse(lm, "symbol %s is for GPL-compatible modules only", name);
	if (!namespace_allows(lm, found.namespace))
		return refuse(lm, "symbol %s is in namespace %s, which it does not import", name,
			      found.namespace);
	err = check_version(lm, name, &found);
	if (err)
		return err;
	if (found.owner)
		add_dependency(lm, found.owner);
	*value = found.addr;
	return 0;
}

int check_exports(const struct loaded_module *lm)
{
	const struct export_table *exports = &lm->exports;
	struct found_symbol found;

	for (size_t i = 0; i < exports->count; i++) {
		const char *name = at_offset(&exports->symbols[i].name_offset);

		if (!module_has_string(lm, name) ||
		    !module_has_string(lm, at_offset(&exports->symbols[i].namespace_offset)))
			return refuse(lm, "export %zu has a bad name", i);
		if (find_symbol(name, &found))
			return refuse(lm, "symbol %s is exported by %s already", name,
				      found.owner ? found.owner->mod->name : "the kernel");
	}
	return 0;
}
