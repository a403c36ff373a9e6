// SPDX-License-Identifier: GPL-2.0-only
#include "mod_object/pieces.h"

#include <string.h>

#include "mod_object/sequence.h"

void piece_put_number(char *bytes, uint64_t number, size_t size, bool is_big_endian)
{
	for (size_t i = 0; i < size; i++)
		bytes[is_big_endian ? size - 1 - i : i] = (char)(number >> 8 * i);
}

struct piece_writer {
	const struct mod_model *model;
	const struct mod_items *items;
	struct piece_places *places;
	char *bytes; /* NULL: only count */
	uint64_t size;
	bool is_too_long;
};

/* The number of bytes of a piece. */
static uint64_t piece_size(const struct piece_writer *writer, enum item_piece piece, size_t item)
{
	switch (piece) {
	case PIECE_VERSION:
		return writer->model->version_size;
	case PIECE_EXTENDED_CRC:
		return 4;
	default:
		return strlen(piece_text(writer->items, piece, item)) + 1;
	}
}

static void write_piece(const struct piece_writer *writer, enum item_piece piece, size_t item,
			uint64_t size)
{
	const struct mod_model *model = writer->model;
	char *bytes = writer->bytes + writer->size;
	const char *text = piece_text(writer->items, piece, item);
	uint32_t crc = piece_crc(writer->items, piece, item);

	switch (piece) {
	case PIECE_VERSION:
		memset(bytes, 0, size);
		piece_put_number(bytes, crc, model->crc_size, model->is_big_endian);
		memcpy(bytes + model->crc_size, text, strlen(text));
		break;
	case PIECE_EXTENDED_CRC:
		piece_put_number(bytes, crc, size, model->is_big_endian);
		break;
	default:
		memcpy(bytes, text, size);
		break;
	}
}

static bool visit_piece(void *context, uint32_t id, size_t item)
{
	struct piece_writer *writer = context;
	uint64_t size = piece_size(writer, id, item);

	if (id == PIECE_VERSION &&
	    strlen(piece_text(writer->items, id, item)) >= size - writer->model->crc_size)
		return false;
	if (writer->bytes)
		write_piece(writer, id, item, size);
	writer->places->offsets[id][item] = writer->size;
	writer->places->sizes[id][item] = size;
	writer->size += size;
	return true;
}

void piece_places_init(struct piece_places *places, const struct mod_items *items,
		       struct arena *arena)
{
	for (enum item_piece piece = 1; piece < NR_PIECES; piece++) {
		size_t nr = items->nr[piece_list(piece)];

		places->offsets[piece] = arena_zeroed(arena, nr, sizeof(*places->offsets[piece]));
		places->sizes[piece] = arena_zeroed(arena, nr, sizeof(*places->sizes[piece]));
	}
}

const char *section_kind_bytes(const struct section_kind *kind, const struct mod_model *model,
			       const struct mod_items *items, struct piece_places *places,
			       uint64_t *size, struct arena *arena)
{
	struct piece_writer writer = { .model = model, .items = items, .places = places };

	if (!sequence_walk(&kind->pieces, items, visit_piece, &writer))
		return NULL;
	*size = writer.size;
	if (!writer.size && kind->empty == EMPTY_ABSENT)
		return "";
	*size += kind->size;
	writer.bytes = arena_alloc(arena, *size);
	writer.size = 0;
	sequence_walk(&kind->pieces, items, visit_piece, &writer);
	memcpy(writer.bytes + writer.size, kind->bytes, kind->size);
	return writer.bytes;
}
