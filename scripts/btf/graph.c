// SPDX-License-Identifier: GPL-2.0-only
#include "graph.h"

#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "kinds.h"
#include "type_equal.h"

enum {
	/* Of real modules one in the middle takes 10,000 steps, the worst one 640,000. */
	MOST_STEPS = 20 * 1000 * 1000,
	DEEPEST_IDENTITY = 32,
};

void graph_init(struct graph *graph, struct module *module)
{
	memset(graph, 0, sizeof(*graph));
	graph->module = module;
	graph->partners = alloc_zeroed(module->end, sizeof(*graph->partners));
}

void graph_free(struct graph *graph)
{
	free(graph->partners);
	free(graph->assumed);
	free(graph->todo);
}

static void todo_push(struct graph *graph, uint32_t candidate, uint32_t own)
{
	graph->todo = alloc_grow(graph->todo, graph->nr_todo, &graph->todo_capacity,
				 sizeof(*graph->todo));
	graph->todo[graph->nr_todo++] = (struct pair){ candidate, own };
}

static void assume(struct graph *graph, uint32_t candidate, uint32_t own)
{
	graph->assumed = alloc_grow(graph->assumed, graph->nr_assumed, &graph->assumed_capacity,
				    sizeof(*graph->assumed));
	graph->assumed[graph->nr_assumed++] = candidate;
	graph->partners[candidate] = own;
}

static void forget_assumptions(struct graph *graph)
{
	while (graph->nr_assumed)
		graph->partners[graph->assumed[--graph->nr_assumed]] = 0;
	graph->nr_todo = 0;
	graph->needs_struct = false;
}

/* What the two refer to has to be equal as well, in this order, so it is pushed the other way round. */
static void push_references(struct graph *graph, const struct type *candidate,
			    const struct type *own)
{
	const struct kind_row *row = type_row(own);
	size_t unit = row_unit(row), units = row_units(row, own);

	graph->steps += units;
	for (size_t i = row->types ? units : 0; i-- > 0;) {
		for (size_t word = unit; word-- > 0;) {
			if (row->types & WORD_BIT(word))
				todo_push(graph, type_word(candidate, i * unit + word),
					  type_word(own, i * unit + word));
		}
	}
	if (row->third_is_type)
		todo_push(graph, candidate->third, own->third);
}

/*
 * Two types of the module that one compilation unit has twice: the same array, or structs with the same
 * members down to their ids, or to such arrays and structs.
 */
static enum graph_result are_identical(struct graph *graph, uint32_t a_id, uint32_t b_id, int depth)
{
	struct type a, b;

	if (a_id == b_id)
		return GRAPH_EQUAL;
	if (depth > DEEPEST_IDENTITY || ++graph->steps > MOST_STEPS)
		return GRAPH_DOUBT;
	if (!module_type(graph->module, a_id, &a) || !module_type(graph->module, b_id, &b))
		return GRAPH_DIFFERS;
	if (type_kind(&a) == KIND_ARRAY)
		return type_is_equal(&a, &b) ? GRAPH_EQUAL : GRAPH_DIFFERS;
	if (!kind_is_struct(type_kind(&a)) || !type_has_equal_shape(&a, &b))
		return GRAPH_DIFFERS;
	for (size_t i = 0; i < type_vlen(&a); i++) {
		enum graph_result result = are_identical(graph, type_word(&a, 3 * i + 1),
							 type_word(&b, 3 * i + 1), depth + 1);

		if (result != GRAPH_EQUAL)
			return result;
	}
	return GRAPH_EQUAL;
}

/* A FWD stands for each struct or union of its kind; names were compared. */
static enum graph_result compare_fwd(struct graph *graph, uint32_t candidate_id,
				     const struct type *candidate, const struct type *own)
{
	if (type_kind(own) == KIND_FWD)
		return fwd_kind(own) == type_kind(candidate) ? GRAPH_EQUAL : GRAPH_DIFFERS;
	if (fwd_kind(candidate) != type_kind(own))
		return GRAPH_DIFFERS;
	if (!module_has(graph->module, candidate_id))
		graph->needs_struct = true;
	return GRAPH_EQUAL;
}

static enum graph_result compare_enums(const struct type *candidate, const struct type *own)
{
	switch (enum_compare(candidate, own)) {
	case ENUM_EQUAL:
	case ENUM_DECLARED:
		return GRAPH_EQUAL;
	case ENUM_DEPENDS:
		return GRAPH_DOUBT;
	case ENUM_DIFFERS:
		break;
	}
	return GRAPH_DIFFERS;
}

/* Compare two types that are no partners yet; what they refer to is left for later. */
static enum graph_result compare_types(struct graph *graph, uint32_t candidate_id, uint32_t own_id)
{
	struct type candidate, own;

	if (!module_type(graph->module, candidate_id, &candidate) ||
	    !module_type(graph->module, own_id, &own) || candidate.name != own.name)
		return GRAPH_DIFFERS;
	if (kind_is_enum(type_kind(&own)) && kind_is_enum(type_kind(&candidate)))
		return compare_enums(&candidate, &own);
	if ((type_kind(&own) == KIND_FWD) != (type_kind(&candidate) == KIND_FWD))
		return compare_fwd(graph, candidate_id, &candidate, &own);
	if (!type_has_equal_shape(&candidate, &own))
		return GRAPH_DIFFERS;
	push_references(graph, &candidate, &own);
	return GRAPH_EQUAL;
}

/* A FWD that was resolved before is the struct now. */
static uint32_t resolve_fwd(const struct graph *graph, uint32_t id)
{
	struct type type;

	/* Most are of the base, and nothing has changed there. */
	if (!module_has(graph->module, id) && !graph->module->defined)
		return id;
	if (!module_type(graph->module, id, &type) || type_kind(&type) != KIND_FWD)
		return id;
	return module_resolve(graph->module, id);
}

static enum graph_result compare_pair(struct graph *graph, struct pair pair)
{
	uint32_t partner;

	if (++graph->steps > MOST_STEPS)
		return GRAPH_DOUBT;
	if (module_resolve(graph->module, pair.candidate) ==
	    module_resolve(graph->module, pair.own))
		return GRAPH_EQUAL;
	pair.candidate = resolve_fwd(graph, pair.candidate);
	/* An index that says nonsense leads anywhere. */
	if (pair.candidate >= graph->module->end)
		return GRAPH_DOUBT;
	partner = graph->partners[pair.candidate];
	if (partner)
		return are_identical(graph, partner, pair.own, 0);
	if (!pair.candidate || !pair.own)
		return GRAPH_DIFFERS;
	assume(graph, pair.candidate, pair.own);
	return compare_types(graph, pair.candidate, pair.own);
}

/* False if the base would have to change, and it is not known how pahole came there. */
static bool take_over_pair(const struct graph *graph, uint32_t candidate_id, uint32_t own_id)
{
	struct module *module = graph->module;
	struct type candidate, own;

	candidate_id = module_resolve(module, candidate_id);
	own_id = module_resolve(module, own_id);
	if (candidate_id == own_id || !module_type(module, candidate_id, &candidate) ||
	    !module_type(module, own_id, &own))
		return true;
	if (type_kind(&candidate) == KIND_FWD) {
		if (type_kind(&own) == KIND_FWD)
			return true;
		if (!module_has(module, candidate_id) && !module->is_one_unit)
			return false;
		module_become(module, candidate_id, own_id);
	} else if (graph->needs_struct) {
		/* The two structs are not equal as the base is. */
		return true;
	} else if (type_kind(&own) == KIND_FWD) {
		module_become(module, own_id, candidate_id);
	} else if (kind_is_struct(type_kind(&own)) && module_is_decided(module, candidate_id) &&
		   !module_is_decided(module, own_id)) {
		module_become(module, own_id, candidate_id);
	}
	return true;
}

static bool take_over_assumptions(const struct graph *graph)
{
	for (size_t i = 0; i < graph->nr_assumed; i++) {
		uint32_t candidate = graph->assumed[i];

		if (!take_over_pair(graph, candidate, graph->partners[candidate]))
			return false;
	}
	return true;
}

enum graph_result graph_compare(struct graph *graph, uint32_t candidate, uint32_t own,
				const char **wrong)
{
	enum graph_result result = GRAPH_EQUAL;

	todo_push(graph, candidate, own);
	while (result == GRAPH_EQUAL && graph->nr_todo)
		result = compare_pair(graph, graph->todo[--graph->nr_todo]);
	if (result == GRAPH_DOUBT)
		*wrong = "a comparison of two structs is too much for this program";
	if (result == GRAPH_EQUAL && !take_over_assumptions(graph)) {
		*wrong = "the base has a declaration of what the module has in full";
		result = GRAPH_DOUBT;
	}
	if (result == GRAPH_EQUAL && graph->needs_struct)
		result = GRAPH_DIFFERS;
	forget_assumptions(graph);
	return result;
}
