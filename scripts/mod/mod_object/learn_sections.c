// SPDX-License-Identifier: GPL-2.0-only
/* Kinds of sections, and what is in those that hold no list. */
#define _GNU_SOURCE
#include "mod_object/learner.h"

#include <elf.h>
#include <string.h>

/* Is there a relocation or anything but zero from @at on? */
static uint64_t free_room(const struct learner *learner, size_t index, uint64_t at)
{
	const struct object_section *section = &learner->object->sections[index];
	uint64_t end = at;

	while (end < section->size && !section->bytes[end])
		end++;
	for (size_t i = 1; i < learner->object->nr_sections; i++) {
		const struct object_section *relocations = &learner->object->sections[i];

		if (relocations->info != index)
			continue;
		for (size_t k = 0; k < relocations->nr_relocations; k++) {
			uint64_t offset = relocations->relocations[k].offset;

			if (offset >= at && offset < end)
				end = offset;
		}
	}
	return end - at;
}

/* Take the name of the module out of the bytes of a section. */
static void learn_name(struct learner *learner, size_t index, struct section_kind *kind)
{
	const struct object_section *section = &learner->object->sections[index];
	const char *name = learner->items[0].name;
	size_t len = strlen(name);
	const char *found = memmem(section->bytes, section->size, name, len);
	char *bytes;

	if (!found)
		return;
	bytes = arena_alloc(learner->arena, section->size);
	memcpy(bytes, section->bytes, section->size);
	kind->has_name = true;
	kind->name_offset = found - section->bytes;
	kind->name_size = len + free_room(learner, index, kind->name_offset + len);
	/* A name has to fit beside an address (check_name_length() of resolve.c). */
	if (kind->name_size > (learner->object->is_64bit ? 64 - 8 : 64 - 4))
		kind->name_size = learner->object->is_64bit ? 64 - 8 : 64 - 4;
	memset(bytes + kind->name_offset, 0, len);
	kind->bytes = bytes;
}

/* The source of another sample has no statement for the assembler; that may leave traces. */
static void learn_bare(const struct learner *learner, const struct object_section *section,
		       struct section_kind *kind)
{
	const struct object_section *bare =
		learner_section(learner, SAMPLE_WITHOUT_EXPORTS, kind->name);

	if (!bare || !bare->bytes || kind->has_name ||
	    (bare->align == section->align && bare->size == section->size &&
	     !memcmp(bare->bytes, section->bytes, bare->size)))
		return;
	kind->has_bare = true;
	kind->bare_align = bare->align;
	kind->bare_size = bare->size;
	kind->bare_bytes = bare->bytes;
}

/* Of a section that is there once */
static bool learn_single(struct learner *learner, size_t index, struct section_kind *kind)
{
	const struct object_section *section = &learner->object->sections[index];

	if (!section->bytes)
		return true;
	if (!learn_pieces(learner, section, kind))
		return false;
	if (kind->form == FORM_BYTES) {
		learn_name(learner, index, kind);
		learn_bare(learner, section, kind);
	}
	return true;
}

static bool learn_bytes(struct learner *learner, size_t index, const struct place *place,
			struct section_kind *kind)
{
	const struct object_section *section = &learner->object->sections[index];

	kind->size = section->size;
	kind->bytes = section->bytes;
	if (object_section_is_table(section)) {
		kind->form = FORM_TABLE;
		return true;
	}
	if (place->list == LIST_NONE)
		return learn_single(learner, index, kind);
	if (section->bytes && (section->size == 4 || section->size == 8) &&
	    learner_is_number(learner, section->bytes, section->size,
			      piece_crc(&learner->items[0], PIECE_EXPORT_NAME, place->item)))
		kind->form = FORM_CRC;
	return true;
}

static bool same_bytes(const struct section_kind *a, const struct section_kind *b)
{
	if (a->form != b->form || a->size != b->size || !a->bytes != !b->bytes)
		return false;
	return a->form == FORM_CRC || !a->bytes || !memcmp(a->bytes, b->bytes, a->size);
}

static bool is_same_section(const struct section_kind *a, const struct section_kind *b)
{
	return a->list && a->list == b->list && a->item_class == b->item_class &&
	       !strcmp(a->name, b->name) && !strcmp(a->suffix, b->suffix) && a->type == b->type &&
	       a->flags == b->flags && a->entsize == b->entsize && a->info == b->info &&
	       a->target == b->target && a->alignments[0].align == b->alignments[0].align &&
	       same_bytes(a, b);
}

static uint32_t note_section_kind(struct mod_model *model, const struct section_kind *kind)
{
	uint32_t i = 0;

	while (i < model->nr_sections && !is_same_section(&model->sections[i], kind))
		i++;
	if (i == model->nr_sections)
		model->sections[model->nr_sections++] = *kind;
	return i;
}

static bool set_target(struct learner *learner, const struct object_section *section,
		       struct section_kind *kind)
{
	if (!object_section_has_relocations(section))
		return true;
	if (!section->info ||
	    object_section_has_relocations(&learner->object->sections[section->info]))
		return learner_refuse(learner, "relocations of nothing:", section->name);
	kind->info = 0;
	kind->target = learner->sections[section->info].kind;
	return true;
}

static bool learn_section(struct learner *learner, size_t index)
{
	const struct object_section *section = &learner->object->sections[index];
	struct place *place = &learner->sections[index];
	struct section_kind kind = {
		.name = section->name,
		.suffix = "",
		.type = section->type,
		.flags = section->flags,
		.entsize = section->entsize,
		.info = section->info,
		.link = SECTION_NONE,
		.target = SECTION_NONE,
		.nr_alignments = 1,
		.alignments = { { .size = 0, .align = section->align } },
	};

	learner_find_export(learner, section->name, place, &kind.name, &kind.suffix);
	kind.list = place->list;
	kind.item_class = item_class(&learner->items[0], place->list, place->item);
	if (!set_target(learner, section, &kind) || !learn_bytes(learner, index, place, &kind))
		return false;
	place->kind = note_section_kind(learner->model, &kind);
	return true;
}

/* Relocations come behind what they are for. */
bool learn_sections(struct learner *learner)
{
	const struct mod_object *object = learner->object;

	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 1; i < object->nr_sections; i++) {
			if (object_section_has_relocations(&object->sections[i]) == pass &&
			    !learn_section(learner, i))
				return false;
		}
	}
	return true;
}
