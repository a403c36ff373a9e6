// SPDX-License-Identifier: GPL-2.0-only
#include "modinfo.h"

#include <string.h>

#include "lib/memory.h"

const char *modinfo_next(const struct elf_object *object, const char *tag, const char *previous)
{
	size_t len = strlen(tag);
	const char *string = previous;

	while ((string = elf_object_next_string(object, object->modinfo, string)) != NULL) {
		if (!strncmp(string, tag, len) && string[len] == '=')
			return string + len + 1;
	}
	return NULL;
}

static const char *const gpl_compatible_licenses[] = {
	"GPL",		"GPL v2",	"GPL and additional rights",
	"Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL",
};

bool license_is_gpl_compatible(const char *license)
{
	size_t nr = ARRAY_SIZE(gpl_compatible_licenses);

	for (size_t i = 0; i < nr; i++) {
		if (!strcmp(license, gpl_compatible_licenses[i]))
			return true;
	}
	return false;
}

void licenses_read(const struct elf_object *object, struct facts *facts)
{
	const char *license = modinfo_next(object, "license", NULL);

	if (!license)
		diagnose(&facts->diagnostics, MSG_NO_LICENSE, object->path);

	for (; license; license = modinfo_next(object, "license", license)) {
		if (!license_is_gpl_compatible(license))
			facts->is_gpl_compatible = false;
	}
}

static bool defines_this_module(const struct elf_object *object)
{
	for (size_t i = 1; i < object->nr_symbols; i++) {
		GElf_Sym symbol = elf_object_symbol(object, i);

		if (symbol.st_shndx != SHN_UNDEF &&
		    !strcmp(elf_object_symbol_name(object, &symbol), "__this_module"))
			return true;
	}
	return false;
}

void hint_no_license(const struct elf_object *object, const struct options *options,
		     struct facts *facts)
{
	if (!options->features.native || options->no_hints || !name_is_of_mod_c(facts->name))
		return;
	if (!modinfo_next(object, "license", NULL) && defines_this_module(object))
		diagnose(&facts->diagnostics, MSG_HINT_GENERATED, facts->name);
}
