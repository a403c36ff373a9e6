// SPDX-License-Identifier: GPL-2.0-only
#include "dedup.h"

#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "chains.h"
#include "declarations.h"
#include "graph.h"
#include "kinds.h"
#include "references.h"
#include "type_equal.h"

/* Enums that one of the two only declares: the one with values stands for both. */
static const char *match_declared_enum(struct module *module, uint32_t id, const struct type *type,
				       uint32_t candidate_id)
{
	if (!type_vlen(type)) {
		*module_became(module, id) = candidate_id;
		return NULL;
	}
	if (!module_has(module, candidate_id) && !module->is_one_unit)
		return "the base has a declaration of an enum that the module has in full";
	module_become(module, candidate_id, id);
	return NULL;
}

/*
 * Enums of one name are different. A declaration may have become the one with values in the module
 * alone, and the other one on top of the base.
 */
static const char *match_other_enum(const struct module *module, const struct type *type,
				    const struct type *candidate, uint32_t candidate_id)
{
	if (type->name && type->name == candidate->name && !module_has(module, candidate_id) &&
	    !module->is_one_unit)
		return "the base has another enum of a name of the module";
	return NULL;
}

/* Compare type @id with one candidate. Afterwards it is decided if it is equal. */
static const char *match_plain(struct module *module, uint32_t id, const struct type *type,
			       uint32_t candidate_id)
{
	struct type candidate;

	if (!module_type(module, candidate_id, &candidate))
		return "the index is damaged";
	if (!kind_is_enum(type_kind(type))) {
		if (type_is_equal(type, &candidate))
			*module_became(module, id) = candidate_id;
		return NULL;
	}
	switch (enum_compare(type, &candidate)) {
	case ENUM_EQUAL:
		*module_became(module, id) = candidate_id;
		break;
	case ENUM_DECLARED:
		return match_declared_enum(module, id, type, candidate_id);
	case ENUM_DEPENDS:
		return "an enum is like one that was declared, but of another size or kind";
	case ENUM_DIFFERS:
		return match_other_enum(module, type, &candidate, candidate_id);
	}
	return NULL;
}

static const char *dedup_plain(struct module *module, struct chains *chains, uint32_t id,
			       const struct type *type)
{
	uint32_t hash = type_hash(type);
	const uint32_t *candidates;
	size_t nr = chains_find(chains, hash, &candidates);

	for (size_t i = 0; i < nr && !module_is_decided(module, id); i++) {
		const char *wrong = match_plain(module, id, type, candidates[i]);

		if (wrong)
			return wrong;
	}
	if (!module_is_decided(module, id)) {
		*module_became(module, id) = id;
		chains_add(chains, hash, id);
	}
	return NULL;
}

static const char *dedup_struct(struct module *module, struct chains *chains, struct graph *graph,
				uint32_t id, const struct type *type)
{
	uint32_t hash = type_hash(type);
	const uint32_t *candidates;
	size_t nr = chains_find(chains, hash, &candidates);

	for (size_t i = 0; i < nr; i++) {
		struct type candidate;
		const char *wrong = NULL;

		if (!module_type(module, candidates[i], &candidate))
			return "the index is damaged";
		if (!type_has_equal_shape(&candidate, type))
			continue;
		switch (graph_compare(graph, candidates[i], id, &wrong)) {
		case GRAPH_DIFFERS:
			break;
		case GRAPH_EQUAL:
			*module_became(module, id) = candidates[i];
			return NULL;
		case GRAPH_DOUBT:
			return wrong;
		}
	}
	*module_became(module, id) = id;
	chains_add(chains, hash, id);
	return NULL;
}

static const char *dedup_all_plain(struct module *module, struct chains *chains)
{
	const char *wrong = NULL;
	struct type type;

	for (uint32_t id = module->first; id < module->end && !wrong; id++) {
		module_type(module, id, &type);
		switch (type_row(&type)->pass) {
		case PASS_PLAIN:
			wrong = dedup_plain(module, chains, id, &type);
			break;
		case PASS_NEVER:
			*module_became(module, id) = id;
			break;
		default:
			break;
		}
	}
	return wrong;
}

static const char *dedup_all_structs(struct module *module, struct chains *chains)
{
	const char *wrong = NULL;
	struct graph graph;
	struct type type;

	graph_init(&graph, module);
	for (uint32_t id = module->first; id < module->end && !wrong; id++) {
		module_type(module, id, &type);
		if (type_row(&type)->pass == PASS_STRUCT && !module_is_decided(module, id))
			wrong = dedup_struct(module, chains, &graph, id, &type);
	}
	graph_free(&graph);
	return wrong;
}

const char *dedup(struct module *module)
{
	struct chains chains;
	const char *wrong;

	chains_init(&chains, module->base, module->end - module->first);
	wrong = dedup_all_plain(module, &chains);
	if (!wrong)
		wrong = dedup_all_structs(module, &chains);
	if (!wrong)
		wrong = resolve_declarations(module);
	if (!wrong)
		wrong = dedup_references(module, &chains);
	chains_free(&chains);
	return wrong;
}
