// SPDX-License-Identifier: GPL-2.0-only
#include "mod_object/sequence.h"

#include <string.h>

struct walk {
	const struct model_loop *loop;
	bool (*visit)(void *context, uint32_t id, size_t item);
	void *context;
	bool was_once;
};

static bool visit_once(struct walk *walk)
{
	for (uint32_t k = 0; k < walk->loop->once.nr; k++) {
		if (!walk->visit(walk->context, walk->loop->once.ids[k], 0))
			return false;
	}
	walk->was_once = true;
	return true;
}

static bool visit_item(struct walk *walk, const struct model_ids *body, size_t item)
{
	for (uint32_t k = 0; k < body->nr; k++) {
		if (!walk->was_once && k == walk->loop->once_after && !visit_once(walk))
			return false;
		if (!walk->visit(walk->context, body->ids[k], item))
			return false;
	}
	return walk->was_once || !body->nr || visit_once(walk);
}

bool sequence_walk(const struct model_sequence *sequence, const struct mod_items *items,
		   bool (*visit)(void *context, uint32_t id, size_t item), void *context)
{
	for (uint32_t l = 0; l < sequence->nr; l++) {
		struct walk walk = { .loop = &sequence->loops[l],
				     .visit = visit,
				     .context = context };
		enum item_list list = walk.loop->list;
		size_t nr = items->nr[list];

		for (size_t i = 0; i < nr; i++) {
			size_t item = walk.loop->descending ? nr - 1 - i : i;

			if (!visit_item(&walk, &walk.loop->bodies[item_class(items, list, item)],
					item))
				return false;
		}
	}
	return true;
}

/* How many elements from the first on are about one item. */
static size_t group_size(const struct sequence_element *elements, size_t nr)
{
	size_t size = 1;

	while (size < nr && elements[size].list == elements->list &&
	       elements[size].item == elements->item)
		size++;
	return size;
}

/* What an item has is what all of its class have. */
static bool set_body(struct model_ids *body, const struct model_ids *of_item)
{
	if (!body->nr)
		*body = *of_item;
	return body->nr == of_item->nr &&
	       !memcmp(body->ids, of_item->ids, body->nr * sizeof(*body->ids));
}

static struct model_ids copy_ids(const struct sequence_element *elements, size_t nr,
				 struct arena *arena)
{
	struct model_ids ids = { .nr = nr, .ids = arena_array(arena, nr, sizeof(*ids.ids)) };

	for (size_t i = 0; i < nr; i++)
		ids.ids[i] = elements[i].id;
	return ids;
}

/* Things that are there once may stand between those of the first item. The number of elements taken. */
static size_t take_first(struct model_loop *loop, struct model_ids *body,
			 const struct sequence_element *elements, size_t nr, struct arena *arena)
{
	size_t before = group_size(elements, nr), between = 0, behind = 0;
	struct model_ids rest;

	if (elements->list != LIST_NONE && before < nr && elements[before].list == LIST_NONE)
		between = group_size(&elements[before], nr - before);
	if (between && before + between < nr && elements[before + between].list == elements->list &&
	    elements[before + between].item == elements->item)
		behind = group_size(&elements[before + between], nr - before - between);
	if (!behind) {
		*body = copy_ids(elements, before, arena);
		return before;
	}
	loop->once = copy_ids(&elements[before], between, arena);
	loop->once_after = before;
	*body = copy_ids(elements, before + between + behind, arena);
	rest = copy_ids(&elements[before + between], behind, arena);
	memcpy(&body->ids[before], rest.ids, behind * sizeof(*rest.ids));
	body->nr = before + behind;
	return before + between + behind;
}

/* Does the item of @next come behind that of @last in the loop? The second one decides which way it goes. */
static bool goes_on(struct model_loop *loop, bool is_second, const struct sequence_element *last,
		    const struct sequence_element *next)
{
	if (next->list != last->list)
		return false;
	if (is_second)
		loop->descending = next->item < last->item;
	return loop->descending ? next->item < last->item : next->item > last->item;
}

/* The loop that begins with the first element; its size in elements, 0 if there is none. */
static size_t learn_loop(struct model_loop *loop, const struct sequence_element *elements,
			 size_t nr, const struct mod_items *items, struct arena *arena)
{
	size_t done = 0, groups = 0;

	memset(loop, 0, sizeof(*loop));
	loop->list = elements->list;
	do {
		const struct sequence_element *first = &elements[done];
		struct model_ids body;

		if (!groups++) {
			done = take_first(loop, &body, elements, nr, arena);
		} else {
			size_t size = group_size(first, nr - done);

			body = copy_ids(first, size, arena);
			done += size;
		}
		if (!set_body(&loop->bodies[item_class(items, first->list, first->item)], &body))
			return 0;
	} while (done < nr && goes_on(loop, groups == 1, &elements[done - 1], &elements[done]));
	return done;
}

struct check {
	const struct sequence_element *elements;
	size_t nr, done;
};

static bool check_element(void *context, uint32_t id, size_t item)
{
	struct check *check = context;
	const struct sequence_element *element = &check->elements[check->done];

	if (check->done == check->nr || element->id != id || element->item != item)
		return false;
	check->done++;
	return true;
}

bool sequence_learn(struct model_sequence *sequence, const struct sequence_element *elements,
		    size_t nr, const struct mod_items *items, struct arena *arena)
{
	struct check check = { .elements = elements, .nr = nr };
	size_t done = 0, size;

	sequence->nr = 0;
	sequence->loops = arena_array(arena, nr, sizeof(*sequence->loops));
	for (; done < nr; done += size) {
		size = learn_loop(&sequence->loops[sequence->nr++], &elements[done], nr - done,
				  items, arena);
		if (!size)
			return false;
	}
	return sequence_walk(sequence, items, check_element, &check) && check.done == nr;
}
