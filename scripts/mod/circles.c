// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tarjan's search for strongly connected components, without recursion: a chain of modules may be long. The time is
 * linear in modules and dependencies.
 */
#include "circles.h"

#include <stdlib.h>
#include <string.h>

#include "lib/strbuf.h"

struct node {
	const struct module *module;
	const struct dependency *next; /* to be followed next */
	struct node *from; /* where the search came from */
	struct node *below; /* on the stack of nodes without a component */
	struct node *component; /* its first node in the order of the run; NULL: not yet known */
	struct node *before; /* on the way from the first node of the component */
	size_t found; /* when the search came here, 0: not yet */
	size_t lowest; /* the oldest node without a component that is reached from here */
};

struct graph {
	struct node *nodes; /* in the order of the run */
	struct node *stack;
	struct node **queue; /* room for all nodes */
	size_t nr_found;
};

static void graph_init(struct graph *graph, const struct modules *modules)
{
	memset(graph, 0, sizeof(*graph));
	graph->nodes = xcalloc(modules->nr + 1, sizeof(*graph->nodes));
	graph->queue = xmalloc_array(modules->nr + 1, sizeof(struct node *));
	for (const struct module *module = modules->first; module; module = module->next)
		graph->nodes[module->number].module = module;
}

static void graph_free(struct graph *graph)
{
	free(graph->nodes);
	free(graph->queue);
}

static struct node *target_of(const struct graph *graph, const struct dependency *dependency)
{
	return &graph->nodes[dependency->module->number];
}

static struct node *visit(struct graph *graph, struct node *node, struct node *from)
{
	node->found = node->lowest = ++graph->nr_found;
	node->next = node->module->depends;
	node->from = from;
	node->below = graph->stack;
	graph->stack = node;
	return node;
}

/* All nodes on the stack down to @last are one component. */
static void close_component(struct graph *graph, const struct node *last)
{
	struct node *first = graph->stack, *node;

	for (node = graph->stack; node != last; node = node->below) {
		if (node->below < first)
			first = node->below;
	}
	do {
		node = graph->stack;
		graph->stack = node->below;
		node->component = first;
	} while (node != last);
}

static struct node *leave(struct graph *graph, struct node *node)
{
	struct node *from = node->from;

	if (node->lowest == node->found)
		close_component(graph, node);
	else if (from && node->lowest < from->lowest)
		from->lowest = node->lowest;
	return from;
}

static void search_from(struct graph *graph, struct node *start)
{
	struct node *node = visit(graph, start, NULL);

	while (node) {
		struct node *target;

		if (!node->next) {
			node = leave(graph, node);
			continue;
		}
		target = target_of(graph, node->next);
		node->next = node->next->next;
		if (!target->found)
			node = visit(graph, target, node);
		else if (!target->component && target->found < node->lowest)
			node->lowest = target->found;
	}
}

/* The last node on the shortest way from @first back to it; NULL if there is none. */
static const struct node *find_way_back(struct graph *graph, struct node *first)
{
	size_t nr = 0;

	graph->queue[nr++] = first;
	for (size_t i = 0; i < nr; i++) {
		struct node *node = graph->queue[i];
		const struct dependency *dependency = node->module->depends;

		for (; dependency; dependency = dependency->next) {
			struct node *target = target_of(graph, dependency);

			if (target == first)
				return node;
			if (target->component != first || target->before)
				continue;
			target->before = node;
			graph->queue[nr++] = target;
		}
	}
	return NULL;
}

static void report_circle(struct run *run, struct graph *graph, const struct node *last)
{
	const struct node *first = last->component;
	struct strbuf text = { 0 };
	size_t nr = 0;

	for (const struct node *node = last; node; node = node->before)
		graph->queue[nr++] = &graph->nodes[node->module->number];
	while (nr)
		strbuf_printf(&text, "%s -> ", graph->queue[--nr]->module->name);
	strbuf_add(&text, first->module->name);
	report(&run->reporter, MSG_CIRCLE, text.text);
	strbuf_free(&text);
}

void circles_report(struct run *run)
{
	struct graph graph;

	graph_init(&graph, &run->modules);
	for (size_t i = 0; i < run->modules.nr; i++) {
		if (!graph.nodes[i].found)
			search_from(&graph, &graph.nodes[i]);
	}
	for (size_t i = 0; i < run->modules.nr; i++) {
		const struct node *last = NULL;

		if (graph.nodes[i].component == &graph.nodes[i])
			last = find_way_back(&graph, &graph.nodes[i]);
		if (last)
			report_circle(run, &graph, last);
	}
	graph_free(&graph);
}
