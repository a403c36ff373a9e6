// SPDX-License-Identifier: GPL-2.0-only
/* What refers to sections and symbols, and the order of both. */
#include "mod_object/learner.h"

#include <elf.h>
#include <string.h>

#include "mod_object/sequence.h"

/* The kind of the section @number, seen from @place: one of the same item or one that is there once. */
static bool section_reference(const struct learner *learner, const struct place *place,
			      uint32_t number, uint32_t *kind)
{
	const struct place *target = &learner->sections[number];

	if (!number) {
		*kind = SECTION_NONE;
		return true;
	}
	*kind = target->kind;
	return !target->list || (target->list == place->list && target->item == place->item);
}

static bool learn_links(struct learner *learner)
{
	const struct mod_object *object = learner->object;
	bool *done = arena_zeroed(learner->arena, learner->model->nr_sections, sizeof(*done));

	for (size_t i = 1; i < object->nr_sections; i++) {
		const struct place *place = &learner->sections[i];
		struct section_kind *kind = &learner->model->sections[place->kind];
		uint32_t link;

		if (!section_reference(learner, place, object->sections[i].link, &link) ||
		    (done[place->kind] && kind->link != link))
			return learner_refuse(learner, "a strange link of section",
					      object->sections[i].name);
		kind->link = link;
		done[place->kind] = true;
		/* Info may be the number of a section, which would not be the same in each module. */
		if (kind->info)
			return learner_refuse(learner, "section information is not known:",
					      object->sections[i].name);
		if (kind->target != SECTION_NONE &&
		    !section_reference(learner, place, object->sections[i].info, &link))
			return learner_refuse(learner,
					      "strange relocations:", object->sections[i].name);
	}
	return true;
}

static bool learn_relocation(struct learner *learner, const struct place *place,
			     const struct object_relocation *relocation,
			     struct relocation_kind *kind)
{
	const struct object_symbol *symbol = &learner->object->symbols[relocation->symbol];
	const struct place *target = &learner->symbols[relocation->symbol];

	if (!relocation->symbol ||
	    (target->list && (target->list != place->list || target->item != place->item)))
		return learner_refuse(learner, "a strange relocation against", symbol->name);
	*kind = (struct relocation_kind){ .offset = relocation->offset,
					  .addend = relocation->addend,
					  .type = relocation->type,
					  .symbol = target->kind };
	/* From the start of a section to a name in it */
	if (ELF64_ST_TYPE(symbol->info) == STT_SECTION &&
	    learner_section_holds(learner, symbol->section, PIECE_EXPORT_NAME)) {
		if (place->list != LIST_EXPORTS ||
		    !learner_find_piece(learner, place->list, place->item, relocation->addend,
					&kind->piece))
			return learner_refuse(learner, "a strange relocation against",
					      symbol->name);
		kind->addend = 0;
	}
	return true;
}

static bool is_same_relocation(const struct relocation_kind *a, const struct relocation_kind *b)
{
	return a->offset == b->offset && a->addend == b->addend && a->type == b->type &&
	       a->symbol == b->symbol && a->piece == b->piece;
}

static bool learn_relocations_of(struct learner *learner, size_t index, bool is_first)
{
	const struct object_section *section = &learner->object->sections[index];
	const struct place *place = &learner->sections[index];
	struct section_kind *kind = &learner->model->sections[place->kind];

	if (is_first) {
		kind->nr_relocations = section->nr_relocations;
		kind->relocations = arena_zeroed(learner->arena, section->nr_relocations,
						 sizeof(*kind->relocations));
	}
	for (size_t i = 0; i < section->nr_relocations; i++) {
		struct relocation_kind relocation;

		if (!learn_relocation(learner, place, &section->relocations[i], &relocation))
			return false;
		if (is_first)
			kind->relocations[i] = relocation;
		if (kind->nr_relocations != section->nr_relocations ||
		    !is_same_relocation(&kind->relocations[i], &relocation))
			return learner_refuse(learner, "no order is known in section",
					      section->name);
	}
	return true;
}

static bool learn_relocations(struct learner *learner)
{
	bool *done = arena_zeroed(learner->arena, learner->model->nr_sections, sizeof(*done));

	for (size_t i = 1; i < learner->object->nr_sections; i++) {
		uint32_t kind = learner->sections[i].kind;

		if (!object_section_has_relocations(&learner->object->sections[i]))
			continue;
		if (!learn_relocations_of(learner, i, !done[kind]))
			return false;
		done[kind] = true;
	}
	return true;
}

static bool learn_order(struct learner *learner, const uint32_t *numbers, size_t nr,
			const struct place *places, struct model_sequence *sequence)
{
	struct sequence_element *elements = arena_array(learner->arena, nr, sizeof(*elements));

	for (size_t i = 0; i < nr; i++) {
		const struct place *place = &places[numbers ? numbers[i] : i + 1];

		elements[i] = (struct sequence_element){ place->list, place->item, place->kind };
	}
	return sequence_learn(sequence, elements, nr, &learner->items[0], learner->arena);
}

static bool learn_symbol_lists(struct learner *learner)
{
	for (size_t i = 1; i < learner->object->nr_sections; i++) {
		const struct object_section *section = &learner->object->sections[i];
		struct section_kind *kind = &learner->model->sections[learner->sections[i].kind];

		if (section->type == SHT_LLVM_ADDRSIG &&
		    (kind->list || !learn_order(learner, section->symbols, section->nr_symbols,
						learner->symbols, &kind->pieces)))
			return learner_refuse(learner, "no order is known in section",
					      section->name);
	}
	return true;
}

static bool learn_orders(struct learner *learner)
{
	struct mod_model *model = learner->model;

	if (!learn_order(learner, NULL, learner->object->nr_sections - 1, learner->sections,
			 &model->section_order))
		return learner_refuse(learner, "no order is known of the sections", "");
	if (!learn_order(learner, NULL, learner->object->nr_symbols - 1, learner->symbols,
			 &model->symbol_order))
		return learner_refuse(learner, "no order is known of the symbols", "");
	return learn_symbol_lists(learner);
}

bool learn_references(struct learner *learner)
{
	return learn_links(learner) && learn_relocations(learner) && learn_orders(learner);
}
