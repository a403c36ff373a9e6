// SPDX-License-Identifier: GPL-2.0-only
#include "order.h"

#include <stdlib.h>
#include <string.h>

#include "alloc.h"

struct named {
	const char *name;
	uint32_t id;
};

static const char *name_of(const struct module *module, uint32_t id)
{
	uint32_t base_size = module->base->btf.strings_size;
	struct type type;

	if (!module_type(module, id, &type))
		return "";
	if (type.name < base_size)
		return module->base->btf.strings + type.name;
	return type.name - base_size < module->strings_size
		       ? module->strings + (type.name - base_size)
		       : "";
}

static int compare(const void *left, const void *right)
{
	const struct named *a = left, *b = right;
	int names = strcmp(a->name, b->name);

	return names ? names : (a->id > b->id) - (a->id < b->id);
}

uint32_t *order_kept(const struct module *module, bool by_name, uint32_t *nr)
{
	struct named *kept = alloc_array(module->end - module->first, sizeof(*kept));
	uint32_t *ids = alloc_array(module->end - module->first, sizeof(*ids));

	*nr = 0;
	for (uint32_t id = module->first; id < module->end; id++) {
		if (*module_became(module, id) == id)
			kept[(*nr)++] = (struct named){ by_name ? name_of(module, id) : "", id };
	}
	qsort(kept, *nr, sizeof(*kept), compare);
	for (uint32_t i = 0; i < *nr; i++)
		ids[i] = kept[i].id;
	free(kept);
	return ids;
}
