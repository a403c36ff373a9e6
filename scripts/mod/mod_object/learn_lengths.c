// SPDX-License-Identifier: GPL-2.0-only
/* What sections of pieces are like at other lengths than that of the first sample. */
#include "mod_object/learner.h"

#include <string.h>

#include "mod_object/sample_lengths.h"

_Static_assert(MOST_ALIGNMENTS == NR_SAMPLES + NR_SAMPLE_LENGTHS, "no room for each size");

/* What one sample shows of a section. */
struct sighting {
	const struct object_section *section; /* NULL: it is not there */
	uint64_t size; /* of the pieces alone */
	uint64_t rest; /* what is behind them */
};

static bool see(struct learner *learner, const struct section_kind *kind, unsigned int sample,
		struct sighting *sighting)
{
	struct section_kind bare = *kind;
	struct piece_places places;

	sighting->section = learner_section(learner, sample, kind->name);
	piece_places_init(&places, &learner->items[sample], learner->arena);
	bare.size = 0;
	if (!section_kind_bytes(&bare, learner->model, &learner->items[sample], &places,
				&sighting->size, learner->arena))
		return learner_refuse(learner, "a name is too long in section", kind->name);
	/* Where they are in the first sample is of use for symbols. */
	if (!sample)
		section_kind_bytes(&bare, learner->model, &learner->items[0], &learner->pieces,
				   &sighting->size, learner->arena);
	if (!sighting->section && sighting->size)
		return learner_refuse(learner, "a sample lacks section", kind->name);
	if (sighting->section && sighting->section->size < sighting->size)
		return learner_refuse(learner, "a sample has too short a section", kind->name);
	sighting->rest = sighting->section ? sighting->section->size - sighting->size : 0;
	return true;
}

/* What is behind the pieces is the same everywhere, or else that of the shortest, and padding. */
static void learn_rest(const struct sighting *seen, struct section_kind *kind)
{
	for (unsigned int i = 0; i < NR_SAMPLES; i++) {
		if (!seen[i].section || seen[i].rest == kind->size)
			continue;
		kind->is_padded = true;
		if (seen[i].rest < kind->size)
			kind->size = seen[i].rest;
	}
}

static bool add_alignment(struct learner *learner, struct section_kind *kind, uint64_t size,
			  uint64_t align)
{
	uint32_t i = 0;

	while (i < kind->nr_alignments && kind->alignments[i].size < size)
		i++;
	if (i < kind->nr_alignments && kind->alignments[i].size == size)
		return kind->alignments[i].align == align ||
		       learner_refuse(learner, "one length is aligned in two ways:", kind->name);
	memmove(&kind->alignments[i + 1], &kind->alignments[i],
		(kind->nr_alignments - i) * sizeof(kind->alignments[0]));
	kind->alignments[i] = (struct model_alignment){ .size = size, .align = align };
	kind->nr_alignments++;
	return true;
}

static bool add_seen_alignments(struct learner *learner, const struct sighting *seen,
				struct section_kind *kind)
{
	kind->nr_alignments = 0;
	for (unsigned int i = 0; i < NR_SAMPLES; i++) {
		if (seen[i].section && !add_alignment(learner, kind, seen[i].size + kind->size,
						      seen[i].section->align))
			return false;
	}
	return true;
}

/* What the compiler makes otherwise in other respects says nothing of this section. */
static bool is_alike(const struct section_kind *kind, const struct object_section *section,
		     uint64_t size)
{
	return section->type == kind->type && section->flags == kind->flags &&
	       section->entsize == kind->entsize && section->size >= size;
}

static bool add_more_alignments(struct learner *learner, struct section_kind *kind)
{
	for (unsigned int i = 0; learner->sizes && i < NR_SAMPLE_LENGTHS; i++) {
		uint64_t size;
		const struct object_section *section = sample_lengths_section(
			learner->sizes, kind->name, i, &size, learner->arena);

		if (section && is_alike(kind, section, size) &&
		    !add_alignment(learner, kind, size, section->align))
			return false;
	}
	return true;
}

static bool learn_length(struct learner *learner, struct section_kind *kind, uint64_t *length)
{
	struct sighting seen[NR_SAMPLES];

	for (unsigned int i = 0; i < NR_SAMPLES; i++) {
		if (!see(learner, kind, i, &seen[i]))
			return false;
	}
	learn_rest(seen, kind);
	*length = seen[0].size + kind->size;
	for (unsigned int i = 0; i < NR_SAMPLES; i++) {
		if (!seen[i].size)
			kind->empty = seen[i].section ? EMPTY_THERE : EMPTY_ABSENT;
	}
	if (!add_seen_alignments(learner, seen, kind) || !add_more_alignments(learner, kind))
		return false;
	for (uint32_t i = 1; i < kind->nr_alignments; i++) {
		if (kind->alignments[i].align < kind->alignments[i - 1].align)
			return learner_refuse(learner, "a larger one is aligned less:", kind->name);
	}
	return true;
}

bool learn_lengths(struct learner *learner)
{
	struct mod_model *model = learner->model;

	piece_places_init(&learner->pieces, &learner->items[0], learner->arena);
	learner->lengths =
		arena_zeroed(learner->arena, model->nr_sections, sizeof(*learner->lengths));
	for (uint32_t i = 0; i < model->nr_sections; i++) {
		if (model->sections[i].form == FORM_PIECES &&
		    !learn_length(learner, &model->sections[i], &learner->lengths[i]))
			return false;
	}
	return true;
}
