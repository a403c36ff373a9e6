// SPDX-License-Identifier: GPL-2.0-only
/* A model may come from any file: here is what others rely on. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "mod_object/model.h"

/* More than compilers align */
#define LARGEST_ALIGNMENT 65536
#define LARGEST_VERSION	  4096

static bool list_is_sound(uint32_t list, uint32_t item_class)
{
	return list < NR_LISTS && item_class < NR_CLASSES;
}

static bool section_reference_is_sound(const struct mod_model *model,
				       const struct section_kind *kind, uint32_t reference)
{
	uint32_t list;

	if (reference == SECTION_NONE)
		return true;
	if (reference >= model->nr_sections)
		return false;
	list = model->sections[reference].list;
	return !list || list == kind->list;
}

/* The offset of a piece of the same item */
static bool piece_is_sound(uint32_t piece, uint32_t list)
{
	return !piece || (piece < NR_PIECES && piece_list(piece) == list);
}

static bool relocation_is_sound(const struct mod_model *model, const struct section_kind *kind,
				const struct relocation_kind *relocation)
{
	uint32_t list;

	if (relocation->symbol >= model->nr_symbols)
		return false;
	list = model->symbols[relocation->symbol].list;
	return (!list || list == kind->list) && piece_is_sound(relocation->piece, kind->list);
}

static bool alignment_is_sound(uint64_t align)
{
	return align <= LARGEST_ALIGNMENT && !(align & (align - 1));
}

static bool alignments_are_sound(const struct section_kind *kind)
{
	for (uint32_t i = 0; i < kind->nr_alignments; i++) {
		if (!alignment_is_sound(kind->alignments[i].align))
			return false;
		if (i && kind->alignments[i].size <= kind->alignments[i - 1].size)
			return false;
	}
	return kind->nr_alignments && alignment_is_sound(kind->bare_align);
}

static bool form_is_sound(const struct section_kind *kind)
{
	bool is_table = kind->type == SHT_SYMTAB || kind->type == SHT_STRTAB ||
			kind->type == SHT_REL || kind->type == SHT_RELA ||
			kind->type == SHT_LLVM_ADDRSIG;

	if (is_table != (kind->form == FORM_TABLE))
		return false;
	if (kind->type == SHT_NOBITS && kind->form != FORM_BYTES)
		return false;
	switch (kind->form) {
	case FORM_BYTES:
		if (kind->has_bare && (kind->list || kind->has_name || kind->type == SHT_NOBITS))
			return false;
		return !kind->has_name ||
		       (kind->type != SHT_NOBITS && kind->bytes && kind->name_offset < kind->size &&
			kind->name_size <= kind->size - kind->name_offset);
	case FORM_CRC:
		return kind->list == LIST_EXPORTS && (kind->size == 4 || kind->size == 8);
	case FORM_PIECES:
		return !kind->list && kind->bytes;
	}
	return kind->form < NR_FORMS;
}

/* Each thing comes once for each of the items that it belongs to, so that there is room for all. */
struct uses {
	unsigned int *classes; /* of each thing: bits */
	uint32_t nr;
	uint32_t (*list_of)(const struct mod_model *model, uint32_t id);
};

static bool body_is_sound(const struct mod_model *model, struct uses *uses,
			  const struct model_ids *body, uint32_t list, unsigned int item_class)
{
	for (uint32_t i = 0; i < body->nr; i++) {
		uint32_t id = body->ids[i];

		if (id >= uses->nr || uses->list_of(model, id) != list ||
		    uses->classes[id] & 1u << item_class)
			return false;
		uses->classes[id] |= 1u << item_class;
	}
	return true;
}

static bool sequence_is_sound(const struct mod_model *model, const struct model_sequence *sequence,
			      uint32_t nr,
			      uint32_t (*list_of)(const struct mod_model *model, uint32_t id))
{
	struct uses uses = { .nr = nr, .list_of = list_of };
	bool is_sound = true;

	uses.classes = xcalloc(nr, sizeof(*uses.classes));
	for (uint32_t l = 0; is_sound && l < sequence->nr; l++) {
		const struct model_loop *loop = &sequence->loops[l];

		is_sound = loop->list < NR_LISTS;
		for (unsigned int c = 0; is_sound && c < NR_CLASSES; c++)
			is_sound = body_is_sound(model, &uses, &loop->bodies[c], loop->list, c);
		is_sound = is_sound && body_is_sound(model, &uses, &loop->once, LIST_NONE, 0);
	}
	free(uses.classes);
	return is_sound;
}

static uint32_t list_of_piece(const struct mod_model *model, uint32_t id)
{
	(void)model;
	return id ? piece_list(id) : NR_LISTS;
}

static uint32_t list_of_section(const struct mod_model *model, uint32_t id)
{
	return model->sections[id].list;
}

static uint32_t list_of_symbol(const struct mod_model *model, uint32_t id)
{
	return model->symbols[id].list;
}

static bool pieces_are_sound(const struct mod_model *model, const struct section_kind *kind)
{
	if (kind->form == FORM_PIECES)
		return sequence_is_sound(model, &kind->pieces, NR_PIECES, list_of_piece);
	if (kind->type == SHT_LLVM_ADDRSIG && !kind->list)
		return sequence_is_sound(model, &kind->pieces, model->nr_symbols, list_of_symbol);
	return !kind->pieces.nr;
}

static bool section_is_sound(const struct mod_model *model, const struct section_kind *kind)
{
	bool has_target = kind->type == SHT_REL || kind->type == SHT_RELA;

	if (!list_is_sound(kind->list, kind->item_class) || !alignments_are_sound(kind) ||
	    !form_is_sound(kind) || !pieces_are_sound(model, kind) || kind->empty >= NR_EMPTY)
		return false;
	if (!section_reference_is_sound(model, kind, kind->link) ||
	    !section_reference_is_sound(model, kind, kind->target) ||
	    has_target != (kind->target != SECTION_NONE) || (kind->nr_relocations && !has_target))
		return false;
	for (uint32_t i = 0; i < kind->nr_relocations; i++) {
		if (!relocation_is_sound(model, kind, &kind->relocations[i]))
			return false;
	}
	return true;
}

static bool symbol_is_sound(const struct mod_model *model, const struct symbol_kind *kind)
{
	bool is_special = kind->section >= SECTION_SPECIAL;

	if (!list_is_sound(kind->list, kind->item_class) ||
	    !piece_is_sound(kind->piece, kind->list) || kind->name_form >= NR_NAMES ||
	    kind->size_form >= NR_SIZES || kind->condition >= NR_CONDITIONS ||
	    kind->gap > UINT16_MAX)
		return false;
	if ((kind->name_form == NAME_EXPORT && kind->list != LIST_EXPORTS) ||
	    (kind->name_form == NAME_COUNTED && kind->list != LIST_INFOS) ||
	    (kind->size_form == SIZE_PIECE && !kind->piece) ||
	    (kind->size_form == SIZE_SECTION && (kind->list || is_special)) ||
	    (kind->condition == IF_NOT_EMPTY && is_special))
		return false;
	if (is_special)
		return kind->section - SECTION_SPECIAL <= UINT16_MAX;
	if (kind->section >= model->nr_sections)
		return false;
	return !model->sections[kind->section].list ||
	       model->sections[kind->section].list == kind->list;
}

bool mod_model_is_sound(const struct mod_model *model)
{
	if (model->is_64bit > 1 || model->is_big_endian > 1 || model->machine > UINT16_MAX ||
	    model->os_abi > UINT8_MAX || model->abi_version > UINT8_MAX)
		return false;
	if (model->crc_size > 8 || model->version_size > LARGEST_VERSION ||
	    model->version_size < model->crc_size || model->first_count > INT32_MAX)
		return false;
	if (model->names >= model->nr_sections || model->sections[model->names].list)
		return false;
	for (uint32_t i = 0; i < model->nr_sections; i++) {
		if (!section_is_sound(model, &model->sections[i]))
			return false;
	}
	for (uint32_t i = 0; i < model->nr_symbols; i++) {
		if (!symbol_is_sound(model, &model->symbols[i]))
			return false;
	}
	return sequence_is_sound(model, &model->section_order, model->nr_sections,
				 list_of_section) &&
	       sequence_is_sound(model, &model->symbol_order, model->nr_symbols, list_of_symbol);
}
