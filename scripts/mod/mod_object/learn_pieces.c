// SPDX-License-Identifier: GPL-2.0-only
/* Sections that hold the items of a list, one after the other. */
#include "mod_object/learner.h"

#include <string.h>

#include "mod_object/sequence.h"

struct parser {
	struct learner *learner;
	const struct object_section *section;
	uint64_t at;
	struct sequence_element *elements;
	size_t nr;
};

static uint64_t piece_size(const struct learner *learner, enum item_piece piece, size_t item)
{
	switch (piece) {
	case PIECE_VERSION:
		return learner->model->version_size;
	case PIECE_EXTENDED_CRC:
		return 4;
	default:
		return strlen(piece_text(&learner->items[0], piece, item)) + 1;
	}
}

static bool is_zero(const char *bytes, uint64_t size)
{
	for (uint64_t i = 0; i < size; i++) {
		if (bytes[i])
			return false;
	}
	return true;
}

static bool piece_is_at(const struct parser *parser, enum item_piece piece, size_t item)
{
	const struct learner *learner = parser->learner;
	const char *bytes = parser->section->bytes + parser->at;
	uint64_t left = parser->section->size - parser->at;
	uint64_t size = piece_size(learner, piece, item);
	const char *text = piece_text(&learner->items[0], piece, item);
	uint32_t crc = piece_crc(&learner->items[0], piece, item);
	uint64_t crc_size = learner->model->crc_size, len = strlen(text);

	if (!size || size > left)
		return false;
	switch (piece) {
	case PIECE_VERSION:
		return learner_is_number(learner, bytes, crc_size, crc) && size - crc_size > len &&
		       !memcmp(bytes + crc_size, text, len) &&
		       is_zero(bytes + crc_size + len, size - crc_size - len);
	case PIECE_EXTENDED_CRC:
		return learner_is_number(learner, bytes, size, crc);
	default:
		return !memcmp(bytes, text, size);
	}
}

static void take_piece(struct parser *parser, enum item_piece piece, size_t item)
{
	parser->elements[parser->nr++] =
		(struct sequence_element){ .list = piece_list(piece), .item = item, .id = piece };
	parser->at += piece_size(parser->learner, piece, item);
}

/* The next piece, and for a name of an export its namespace behind it */
static bool parse_item(struct parser *parser, enum item_piece piece, const bool *taken,
		       size_t *item)
{
	for (size_t i = 0; i < parser->learner->items[0].nr[piece_list(piece)]; i++) {
		if (taken[i] || !piece_is_at(parser, piece, i))
			continue;
		take_piece(parser, piece, i);
		*item = i;
		if (piece != PIECE_EXPORT_NAME)
			return true;
		if (!piece_is_at(parser, PIECE_EXPORT_NAMESPACE, i))
			return false;
		take_piece(parser, PIECE_EXPORT_NAMESPACE, i);
		return true;
	}
	return false;
}

/* Are the bytes those of all items of a list, one after the other? */
static bool parse_pieces(struct parser *parser, enum item_piece piece)
{
	struct learner *learner = parser->learner;
	size_t nr = learner->items[0].nr[piece_list(piece)], item;
	bool *taken = arena_zeroed(learner->arena, nr, sizeof(*taken));

	parser->elements = arena_array(learner->arena, 2 * nr, sizeof(*parser->elements));
	for (size_t i = 0; i < nr; i++) {
		if (!parse_item(parser, piece, taken, &item))
			return false;
		taken[item] = true;
	}
	return nr;
}

/* The layout of struct modversion_info, from an array of them */
static bool learn_version(struct learner *learner, const struct object_section *section)
{
	size_t nr = learner->items[0].nr[LIST_VERSIONS];
	struct mod_model *model = learner->model;
	const uint32_t size = nr ? section->size / nr : 0;

	for (uint32_t crc_size = 4; crc_size <= 8; crc_size += 4) {
		struct parser parser = { .learner = learner, .section = section };

		if (!nr || section->size % nr || size <= crc_size || size > 4096)
			continue;
		model->crc_size = crc_size;
		model->version_size = size;
		for (size_t i = 0; i < nr; i++) {
			if (piece_is_at(&parser, PIECE_VERSION, i))
				return true;
		}
	}
	model->crc_size = 0;
	model->version_size = 0;
	return false;
}

static bool set_pieces(struct learner *learner, const struct parser *parser,
		       struct section_kind *kind)
{
	for (size_t i = 0; i < parser->nr; i++)
		learner->has_pieces[parser->elements[i].id] = true;
	if (!sequence_learn(&kind->pieces, parser->elements, parser->nr, &learner->items[0],
			    learner->arena))
		return learner_refuse(learner, "no order is known in section", kind->name);
	kind->form = FORM_PIECES;
	kind->bytes = parser->section->bytes + parser->at;
	kind->size = parser->section->size - parser->at;
	return true;
}

bool learn_pieces(struct learner *learner, const struct object_section *section,
		  struct section_kind *kind)
{
	static const unsigned char firsts[] = { PIECE_INFO, PIECE_EXPORT_NAME, PIECE_VERSION,
						PIECE_EXTENDED_CRC, PIECE_EXTENDED_NAME };

	for (size_t i = 0; i < sizeof(firsts); i++) {
		enum item_piece piece = firsts[i];
		struct parser parser = { .learner = learner, .section = section };

		if (learner->has_pieces[piece] ||
		    (piece == PIECE_VERSION && !learn_version(learner, section)))
			continue;
		if (parse_pieces(&parser, piece))
			return set_pieces(learner, &parser, kind);
	}
	return true;
}

static bool has_piece(const struct model_ids *body, enum item_piece piece)
{
	for (uint32_t i = 0; i < body->nr; i++) {
		if (body->ids[i] == piece)
			return true;
	}
	return false;
}

bool learner_section_holds(const struct learner *learner, uint32_t section, enum item_piece piece)
{
	const struct section_kind *kind;

	if (!section || section >= learner->object->nr_sections)
		return false;
	kind = &learner->model->sections[learner->sections[section].kind];
	if (kind->form != FORM_PIECES)
		return false;
	for (uint32_t l = 0; l < kind->pieces.nr; l++) {
		for (unsigned int c = 0; c < NR_CLASSES; c++) {
			if (has_piece(&kind->pieces.loops[l].bodies[c], piece))
				return true;
		}
	}
	return false;
}

bool learner_find_piece(const struct learner *learner, enum item_list list, size_t item,
			uint64_t offset, uint32_t *found)
{
	for (enum item_piece piece = 1; piece < NR_PIECES; piece++) {
		if (piece_list(piece) == list && learner->has_pieces[piece] &&
		    learner->pieces.offsets[piece][item] == offset) {
			*found = piece;
			return true;
		}
	}
	return false;
}
