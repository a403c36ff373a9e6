// SPDX-License-Identifier: GPL-2.0-only
#include "declarations.h"

#include <stdlib.h>

#include "alloc.h"
#include "kinds.h"

/* The structs and unions of the module, by name. */
struct own_names {
	struct buckets buckets;
	uint32_t *starts;
	struct bucket_entry *entries;
};

static void own_names_init(struct own_names *own, const struct module *module)
{
	struct bucket_entry *items = alloc_array(module->end - module->first, sizeof(*items));
	uint32_t nr = 0;
	struct type type;

	for (uint32_t id = module->first; id < module->end; id++) {
		module_type(module, id, &type);
		if (kind_is_struct(type_kind(&type)) && type.name)
			items[nr++] = (struct bucket_entry){ struct_name_hash(type.name), id };
	}
	own->starts = alloc_array(buckets_for(nr) + 1, sizeof(*own->starts));
	own->entries = alloc_array(nr, sizeof(*own->entries));
	buckets_fill(&own->buckets, own->starts, own->entries, items, nr);
	free(items);
}

static void own_names_free(struct own_names *own)
{
	free(own->starts);
	free(own->entries);
}

/* What structs and unions there are of a name. */
struct namesakes {
	uint32_t name;
	unsigned int nr; /* of the base and those of the module that are kept */
	uint32_t id, kind; /* of one of them */
	unsigned int nr_own; /* of the module, kept or not */
};

static void count_namesakes(struct namesakes *namesakes, const struct module *module,
			    const struct buckets *buckets)
{
	uint32_t hash = struct_name_hash(namesakes->name);
	struct bucket_range range = buckets_find(buckets, hash);
	struct type type;

	for (const struct bucket_entry *at = range.begin; at < range.end; at++) {
		if (at->hash != hash || !module_type(module, at->value, &type) ||
		    type.name != namesakes->name || !kind_is_struct(type_kind(&type)))
			continue;
		if (module_has(module, at->value))
			namesakes->nr_own++;
		if (module_resolve(module, at->value) != at->value)
			continue;
		namesakes->nr++;
		namesakes->id = at->value;
		namesakes->kind = type_kind(&type);
	}
}

static struct namesakes find_namesakes(const struct module *module, const struct own_names *own,
				       uint32_t name)
{
	struct namesakes namesakes = { .name = name };

	count_namesakes(&namesakes, module, &module->base->names);
	count_namesakes(&namesakes, module, &own->buckets);
	return namesakes;
}

/*
 * In the module alone a name may mean one struct, with the base several. pahole may have resolved a
 * declaration then that it would have left with the base, and nothing of it is to be seen any more.
 */
static bool was_it_too_easy(const struct module *module, const struct own_names *own)
{
	struct type type;

	for (uint32_t id = module->first; id < module->end; id++) {
		struct namesakes namesakes;

		module_type(module, id, &type);
		if (!kind_is_struct(type_kind(&type)) || !type.name)
			continue;
		namesakes = find_namesakes(module, own, type.name);
		if (namesakes.nr_own == 1 && namesakes.nr > 1)
			return true;
	}
	return false;
}

static void resolve_all(struct module *module, const struct own_names *own)
{
	struct type type;

	for (uint32_t id = module->first; id < module->end; id++) {
		struct namesakes namesakes;

		module_type(module, id, &type);
		if (type_kind(&type) != KIND_FWD || *module_became(module, id) != id)
			continue;
		namesakes = find_namesakes(module, own, type.name);
		if (namesakes.nr == 1 && namesakes.kind == fwd_kind(&type))
			*module_became(module, id) = namesakes.id;
	}
}

const char *resolve_declarations(struct module *module)
{
	const char *wrong = NULL;
	struct own_names own;

	own_names_init(&own, module);
	if (!module->is_one_unit && was_it_too_easy(module, &own))
		wrong = "the base has another struct of a name that is the module's only one";
	else
		resolve_all(module, &own);
	own_names_free(&own);
	return wrong;
}
