/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The types of a module while they are made part of the base. All of them and those of the base are in one
 * space of ids: the module's follow the base's. Names are offsets in the common strings: the module's own
 * follow the base's. Ids that are not the module's do not change.
 */
#ifndef BTF_MODULE_H
#define BTF_MODULE_H

#include <stdbool.h>
#include <stdint.h>

#include "base.h"
#include "btf.h"
#include "types.h"

/* What a type has become: an id, or one of these. */
enum { UNDECIDED = UINT32_MAX, IN_PROGRESS = UINT32_MAX - 1 };

struct module {
	const struct base *base;
	uint32_t first; /* id of the first type of the module: the number of the base's */
	uint32_t end; /* behind the last one */
	/* The module's types; index 0 is type @first. */
	struct btf btf; /* in the byte order of the machine, with common names and ids */
	uint32_t *words; /* what @btf.types is: these may be changed */
	uint32_t *offsets; /* in bytes, with one more that is the end */
	uint32_t *became; /* itself: the type is kept */
	/*
	 * What declarations of the base have become, which have their definition in the module: by id of the
	 * base, 0 for all others. NULL as long as there are none.
	 */
	uint32_t *defined;
	/*
	 * All types are of one compilation unit. What pahole does with those of several depends on the base while
	 * it makes one set of them, and then it takes more than the set to know what it would have done.
	 */
	bool is_one_unit;
	/* The module's strings that the base does not have, one after the other. */
	char *strings;
	uint32_t strings_size;
};

/*
 * Read the complete BTF @in of a module. NULL, or why that is left to others. What was made is freed with
 * module_free() in any case.
 */
const char *module_init(struct module *module, const struct base *base, const struct btf *in);
void module_free(struct module *module);

static inline bool module_has(const struct module *module, uint32_t id)
{
	return id >= module->first && id < module->end;
}

static inline uint32_t *module_became(const struct module *module, uint32_t id)
{
	return &module->became[id - module->first];
}

/* Type @id of base or module. False for void, and if an index says nonsense. */
static inline bool module_type(const struct module *module, uint32_t id, struct type *type)
{
	if (module_has(module, id))
		return btf_type_at(&module->btf, module->offsets[id - module->first], type);
	return base_type(module->base, id, type);
}

/* The words of a type of the module, to be changed. */
static inline uint32_t *module_words(const struct module *module, uint32_t id)
{
	return module->words + module->offsets[id - module->first] / BTF_WORD;
}

/* Whether it is known what type @id becomes. */
static inline bool module_is_decided(const struct module *module, uint32_t id)
{
	return !module_has(module, id) || *module_became(module, id) < IN_PROGRESS;
}

/* Let type @id of module or base, which has become nothing else yet, be type @other. */
void module_become(struct module *module, uint32_t id, uint32_t other);

/* What type @id has become so far, step by step to the last. */
static inline uint32_t module_resolve(const struct module *module, uint32_t id)
{
	for (;;) {
		uint32_t next = 0;

		if (module_has(module, id))
			next = *module_became(module, id);
		else if (module->defined && id < module->first)
			next = module->defined[id];
		if (!next || next == id || next >= IN_PROGRESS)
			return id;
		id = next;
	}
}

#endif
