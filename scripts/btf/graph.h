/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Structs and unions that are equal with all that they refer to, in circles, too (spec section 3, rule 4). Two
 * are compared under the assumption that all pairs met on the way are equal; at the end it holds or it does not.
 */
#ifndef BTF_GRAPH_H
#define BTF_GRAPH_H

#include <stddef.h>
#include <stdint.h>

#include "module.h"

/* Two types that have to be equal. */
struct pair {
	uint32_t candidate, own;
};

struct graph {
	struct module *module;
	uint32_t *partners; /* of each candidate: the type of the module; 0: none yet */
	uint32_t *assumed; /* candidates that have a partner, in the order in which they got it */
	size_t nr_assumed, assumed_capacity;
	struct pair *todo; /* the next one to compare is the last */
	size_t nr_todo, todo_capacity;
	bool needs_struct; /* they are equal if a FWD of the base becomes a struct of the module */
	uint64_t steps; /* what all comparisons have cost */
};

void graph_init(struct graph *graph, struct module *module);
void graph_free(struct graph *graph);

/*
 * GRAPH_DOUBT: it takes more than is known here; @wrong says what. After GRAPH_EQUAL the module has taken over
 * what else is equal in the graphs; after GRAPH_DIFFERS maybe what declarations mean.
 */
enum graph_result { GRAPH_DIFFERS, GRAPH_EQUAL, GRAPH_DOUBT };

/* Compare the struct @own of the module with the @candidate, of the base or kept of the module. */
enum graph_result graph_compare(struct graph *graph, uint32_t candidate, uint32_t own,
				const char **wrong);

#endif
