// SPDX-License-Identifier: GPL-2.0-only
#include "references.h"

#include <stdlib.h>

#include "alloc.h"
#include "kinds.h"
#include "type_equal.h"

/* A type that waits for what it refers to. */
struct waiting {
	uint32_t id;
	uint32_t next; /* the word to look at next */
};

struct walk {
	struct module *module;
	struct chains *chains;
	struct waiting *stack;
	size_t depth, capacity;
};

static void walk_enter(struct walk *walk, uint32_t id)
{
	walk->stack = alloc_grow(walk->stack, walk->depth, &walk->capacity, sizeof(*walk->stack));
	walk->stack[walk->depth++] = (struct waiting){ id, 2 };
	*module_became(walk->module, id) = IN_PROGRESS;
}

static bool is_reference(const struct kind_row *row, uint32_t word)
{
	if (word < BTF_TYPE_WORDS)
		return word == 2 && row->third_is_type;
	return row->types & WORD_BIT((word - BTF_TYPE_WORDS) % row_unit(row));
}

/*
 * Replace the references of a type by final ids, as far as these are known. Returns the first one that is not,
 * 0 if all are.
 */
static uint32_t finish_references(struct walk *walk, struct waiting *waiting)
{
	uint32_t *words = module_words(walk->module, waiting->id), end;
	const struct kind_row *row;
	struct type type;

	module_type(walk->module, waiting->id, &type);
	row = type_row(&type);
	end = BTF_TYPE_WORDS + (row->types ? type_nr_words(&type) : 0);
	for (; waiting->next < end; waiting->next++) {
		if (!is_reference(row, waiting->next))
			continue;
		if (!module_is_decided(walk->module, words[waiting->next]))
			return words[waiting->next];
		words[waiting->next] = module_resolve(walk->module, words[waiting->next]);
	}
	return 0;
}

static const char *decide(struct walk *walk, uint32_t id)
{
	const uint32_t *candidates;
	struct type type, candidate;
	uint32_t hash;
	size_t nr;

	module_type(walk->module, id, &type);
	hash = type_hash(&type);
	nr = chains_find(walk->chains, hash, &candidates);
	for (size_t i = 0; i < nr; i++) {
		if (!module_type(walk->module, candidates[i], &candidate))
			return "the index is damaged";
		if (type_is_equal(&candidate, &type)) {
			*module_became(walk->module, id) = candidates[i];
			return NULL;
		}
	}
	*module_became(walk->module, id) = id;
	chains_add(walk->chains, hash, id);
	return NULL;
}

static const char *walk_from(struct walk *walk, uint32_t id)
{
	walk_enter(walk, id);
	while (walk->depth) {
		struct waiting *last = &walk->stack[walk->depth - 1];
		uint32_t missing = finish_references(walk, last);
		const char *wrong;

		if (missing) {
			if (*module_became(walk->module, missing) == IN_PROGRESS)
				return "types refer to each other in a circle without a struct";
			walk_enter(walk, missing);
			continue;
		}
		wrong = decide(walk, last->id);
		if (wrong)
			return wrong;
		walk->depth--;
	}
	return NULL;
}

const char *dedup_references(struct module *module, struct chains *chains)
{
	struct walk walk = { .module = module, .chains = chains };
	const char *wrong = NULL;

	for (uint32_t id = module->first; id < module->end && !wrong; id++) {
		if (!module_is_decided(module, id))
			wrong = walk_from(&walk, id);
	}
	free(walk.stack);
	return wrong;
}
