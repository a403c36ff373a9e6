// SPDX-License-Identifier: GPL-2.0-only
#include "mod_object/model_apply.h"

#include <elf.h>
#include <string.h>

#include "mod_object/pieces.h"
#include "mod_object/plain_contents.h"
#include "mod_object/sequence.h"

/* The numbers of sections or symbols of each kind: one an item, 0 where there is none. */
struct numbers {
	uint32_t **of_kind;
};

struct maker {
	const struct mod_model *model;
	const struct mod_items *items;
	struct mod_object *out;
	struct arena *arena;
	const char *reason;
	struct numbers sections, symbols;
	struct piece_places places;
	uint64_t *lengths; /* of sections of pieces, without padding; of each kind */
	uint32_t nr_numbered; /* symbols with a NAME_NUMBERED so far */
};

static bool refuse(struct maker *maker, const char *reason)
{
	maker->reason = reason;
	return false;
}

static const char *join_names(const char *first, const char *second, const char *third,
			      struct arena *arena)
{
	size_t first_len = strlen(first), second_len = strlen(second), third_len = strlen(third);
	char *name = arena_alloc(arena, first_len + second_len + third_len + 1);

	memcpy(name, first, first_len);
	memcpy(name + first_len, second, second_len);
	memcpy(name + first_len + second_len, third, third_len + 1);
	return name;
}

/* Sections */

static bool symbol_condition_holds(const struct maker *maker, const struct symbol_kind *symbol)
{
	const struct mod_contents *contents = maker->items->contents;

	switch (symbol->condition) {
	case IF_INIT:
		return contents->has_init;
	case IF_EXIT:
		return contents->has_exit;
	}
	return true;
}

static bool relocation_is_there(const struct maker *maker, const struct relocation_kind *relocation)
{
	return symbol_condition_holds(maker, &maker->model->symbols[relocation->symbol]);
}

static uint32_t section_number(const struct maker *maker, uint32_t kind, size_t item)
{
	if (kind == SECTION_NONE)
		return 0;
	return maker->sections.of_kind[kind][maker->model->sections[kind].list ? item : 0];
}

static bool has_relocations(const struct maker *maker, const struct section_kind *kind)
{
	for (uint32_t i = 0; i < kind->nr_relocations; i++) {
		if (relocation_is_there(maker, &kind->relocations[i]))
			return true;
	}
	return false;
}

/* Below the first size that was seen alignments are no larger, above the last one they stay. */
static bool choose_alignment(const struct section_kind *kind, uint64_t size, uint64_t *align)
{
	const struct model_alignment *seen = kind->alignments;
	uint64_t least = 1;
	uint32_t i = 0;

	while (i < kind->nr_alignments && seen[i].size <= size)
		least = seen[i++].align;
	*align = least;
	if (i && seen[i - 1].size == size)
		return true;
	/* No compiler is known that goes on aligning more from there. */
	if (i == kind->nr_alignments)
		return kind->form != FORM_PIECES || seen[i - 1].size >= 256;
	return least == seen[i].align;
}

static bool fill_pieces(struct maker *maker, const struct section_kind *kind,
			struct object_section *section)
{
	section->bytes = section_kind_bytes(kind, maker->model, maker->items, &maker->places,
					    &section->size, maker->arena);
	if (!section->bytes)
		return refuse(maker, "a name is too long for its field");
	maker->lengths[kind - maker->model->sections] = section->size;
	return true;
}

static void pad(struct maker *maker, struct object_section *section)
{
	uint64_t past = section->align ? section->size % section->align : 0;
	char *bytes;

	if (!past)
		return;
	bytes = arena_zeroed(maker->arena, section->size + section->align - past, 1);
	memcpy(bytes, section->bytes, section->size);
	section->bytes = bytes;
	section->size += section->align - past;
}

/* Some sections are others if the source has no statement for the assembler. */
static bool is_bare(const struct maker *maker, const struct section_kind *kind)
{
	return kind->has_bare && !maker->items->nr[LIST_EXPORTS];
}

/* The name of the module, and nothing else that differs. */
static bool fill_bytes(struct maker *maker, const struct section_kind *kind,
		       struct object_section *section)
{
	size_t len = strlen(maker->items->name);
	char *bytes;

	if (is_bare(maker, kind)) {
		section->size = kind->bare_size;
		section->bytes = kind->bare_bytes;
		return true;
	}
	section->size = kind->size;
	section->bytes = kind->type == SHT_NOBITS ? NULL : kind->bytes;
	if (!kind->has_name)
		return true;
	if (len >= kind->name_size)
		return refuse(maker, "its name is too long");
	bytes = arena_alloc(maker->arena, kind->size);
	memcpy(bytes, kind->bytes, kind->size);
	memcpy(bytes + kind->name_offset, maker->items->name, len);
	section->bytes = bytes;
	return true;
}

static bool fill_section(struct maker *maker, const struct section_kind *kind, size_t item,
			 struct object_section *section)
{
	char *bytes;

	switch (kind->form) {
	case FORM_BYTES:
		return fill_bytes(maker, kind, section);
	case FORM_PIECES:
		return fill_pieces(maker, kind, section);
	case FORM_CRC:
		bytes = arena_alloc(maker->arena, kind->size);
		piece_put_number(bytes, piece_crc(maker->items, PIECE_EXPORT_NAME, item),
				 kind->size, maker->model->is_big_endian);
		section->bytes = bytes;
		section->size = kind->size;
		break;
	}
	return true;
}

static const char *with_item_name(const struct maker *maker, const char *before, const char *after,
				  enum item_list list, size_t item)
{
	if (list != LIST_EXPORTS)
		return before;
	return join_names(before, maker->items->contents->exports[item]->name, after, maker->arena);
}

static bool section_is_there(const struct maker *maker, const struct section_kind *kind,
			     size_t item, const struct object_section *section)
{
	if (kind->type == SHT_REL || kind->type == SHT_RELA)
		return has_relocations(maker, kind) && section_number(maker, kind->target, item);
	return kind->form != FORM_PIECES || section->size || kind->empty != EMPTY_ABSENT;
}

static bool visit_section(void *context, uint32_t id, size_t item)
{
	struct maker *maker = context;
	const struct section_kind *kind = &maker->model->sections[id];
	struct object_section section = { .type = kind->type,
					  .flags = kind->flags,
					  .entsize = kind->entsize };

	if (!fill_section(maker, kind, item, &section))
		return false;
	if (!section_is_there(maker, kind, item, &section))
		return true;
	if (kind->form == FORM_PIECES && section.size == kind->size && kind->empty == EMPTY_UNKNOWN)
		return refuse(maker, "what becomes of an empty list is not known");
	if (is_bare(maker, kind))
		section.align = kind->bare_align;
	else if (!choose_alignment(kind, section.size, &section.align))
		return refuse(maker, "how a list of its length is aligned is not known");
	if (kind->is_padded)
		pad(maker, &section);
	if (maker->out->nr_sections == SHN_LORESERVE)
		return refuse(maker, "it has too many sections");
	section.name = with_item_name(maker, kind->name, kind->suffix, kind->list, item);
	maker->sections.of_kind[id][item] = maker->out->nr_sections;
	maker->out->sections[maker->out->nr_sections++] = section;
	return true;
}

/* Symbols */

static const char *counted_name(struct maker *maker, const char *prefix, uint32_t number)
{
	char digits[16], *digit = &digits[sizeof(digits) - 1];

	*digit = '\0';
	do
		*--digit = (char)('0' + number % 10);
	while (number /= 10);
	return join_names(prefix, digit, "", maker->arena);
}

static const char *symbol_name(struct maker *maker, const struct symbol_kind *kind, size_t item)
{
	switch (kind->name_form) {
	case NAME_EXPORT:
		return with_item_name(maker, kind->name, kind->suffix, kind->list, item);
	case NAME_COUNTED:
		return counted_name(maker, kind->name, maker->model->first_count + item);
	case NAME_NUMBERED:
		maker->nr_numbered += kind->gap;
		return counted_name(maker, kind->name, maker->nr_numbered++);
	case NAME_FILE:
		return join_names(maker->items->base, ".mod.c", "", maker->arena);
	}
	return kind->name;
}

static uint64_t symbol_size(const struct maker *maker, const struct symbol_kind *kind, size_t item)
{
	switch (kind->size_form) {
	case SIZE_SECTION:
		return maker->lengths[kind->section];
	case SIZE_PIECE:
		return maker->places.sizes[kind->piece][item];
	}
	return kind->size;
}

static bool visit_symbol(void *context, uint32_t id, size_t item)
{
	struct maker *maker = context;
	const struct symbol_kind *kind = &maker->model->symbols[id];
	bool is_special = kind->section >= SECTION_SPECIAL;
	uint32_t section = is_special ? kind->section - SECTION_SPECIAL
				      : section_number(maker, kind->section, item);

	if (!symbol_condition_holds(maker, kind) || (!is_special && !section))
		return true;
	if (kind->condition == IF_NOT_EMPTY && !maker->out->sections[section].size)
		return true;
	maker->symbols.of_kind[id][item] = maker->out->nr_symbols;
	maker->out->symbols[maker->out->nr_symbols++] = (struct object_symbol){
		.name = symbol_name(maker, kind, item),
		.value = kind->value + (kind->piece ? maker->places.offsets[kind->piece][item] : 0),
		.size = symbol_size(maker, kind, item),
		.section = section,
		.info = kind->info,
		.other = kind->other,
	};
	return true;
}

static uint32_t symbol_number(const struct maker *maker, uint32_t kind, size_t item)
{
	return maker->symbols.of_kind[kind][maker->model->symbols[kind].list ? item : 0];
}

/* What refers to other sections and to symbols */

static void fill_relocations(struct maker *maker, const struct section_kind *kind, size_t item,
			     struct object_section *section)
{
	section->relocations =
		arena_array(maker->arena, kind->nr_relocations, sizeof(*section->relocations));
	for (uint32_t i = 0; i < kind->nr_relocations; i++) {
		const struct relocation_kind *relocation = &kind->relocations[i];

		if (!relocation_is_there(maker, relocation))
			continue;
		section->relocations[section->nr_relocations++] = (struct object_relocation){
			.offset = relocation->offset,
			.addend =
				relocation->addend +
				(relocation->piece ? maker->places.offsets[relocation->piece][item]
						   : 0),
			.type = relocation->type,
			.symbol = symbol_number(maker, relocation->symbol, item),
		};
	}
}

struct symbol_list {
	struct maker *maker;
	struct object_section *section;
};

static bool visit_listed_symbol(void *context, uint32_t id, size_t item)
{
	struct symbol_list *list = context;
	uint32_t number = symbol_number(list->maker, id, item);

	if (number)
		list->section->symbols[list->section->nr_symbols++] = number;
	return true;
}

static void fill_symbol_list(struct maker *maker, const struct section_kind *kind,
			     struct object_section *section)
{
	struct symbol_list list = { .maker = maker, .section = section };

	section->symbols =
		arena_array(maker->arena, maker->out->nr_symbols, sizeof(*section->symbols));
	sequence_walk(&kind->pieces, maker->items, visit_listed_symbol, &list);
}

static bool visit_references(void *context, uint32_t id, size_t item)
{
	struct maker *maker = context;
	const struct section_kind *kind = &maker->model->sections[id];
	uint32_t number = maker->sections.of_kind[id][item];
	struct object_section *section = &maker->out->sections[number];

	if (!number)
		return true;
	section->link = section_number(maker, kind->link, item);
	section->info = kind->target == SECTION_NONE ? kind->info
						     : section_number(maker, kind->target, item);
	if (kind->nr_relocations)
		fill_relocations(maker, kind, item, section);
	if (kind->type == SHT_LLVM_ADDRSIG)
		fill_symbol_list(maker, kind, section);
	return true;
}

static uint32_t *numbers_of(struct maker *maker, uint32_t list)
{
	return arena_zeroed(maker->arena, maker->items->nr[list], sizeof(uint32_t));
}

/* As many as there may be of all kinds */
static void make_room(struct maker *maker)
{
	const struct mod_model *model = maker->model;
	size_t nr_sections = 1, nr_symbols = 1;

	maker->sections.of_kind =
		arena_zeroed(maker->arena, model->nr_sections, sizeof(uint32_t *));
	maker->lengths = arena_zeroed(maker->arena, model->nr_sections, sizeof(*maker->lengths));
	maker->symbols.of_kind = arena_zeroed(maker->arena, model->nr_symbols, sizeof(uint32_t *));
	for (uint32_t i = 0; i < model->nr_sections; i++) {
		maker->sections.of_kind[i] = numbers_of(maker, model->sections[i].list);
		nr_sections += maker->items->nr[model->sections[i].list];
	}
	for (uint32_t i = 0; i < model->nr_symbols; i++) {
		maker->symbols.of_kind[i] = numbers_of(maker, model->symbols[i].list);
		nr_symbols += maker->items->nr[model->symbols[i].list];
	}
	maker->out->sections =
		arena_zeroed(maker->arena, nr_sections, sizeof(struct object_section));
	maker->out->symbols = arena_zeroed(maker->arena, nr_symbols, sizeof(struct object_symbol));
	maker->out->sections[0].name = "";
	maker->out->symbols[0].name = "";
	maker->out->nr_sections = 1;
	maker->out->nr_symbols = 1;
	piece_places_init(&maker->places, maker->items, maker->arena);
}

static void set_header(struct maker *maker)
{
	const struct mod_model *model = maker->model;

	*maker->out = (struct mod_object){
		.arena = maker->arena,
		.is_64bit = model->is_64bit,
		.is_big_endian = model->is_big_endian,
		.machine = model->machine,
		.flags = model->flags,
		.os_abi = model->os_abi,
		.abi_version = model->abi_version,
	};
}

static bool classes_are_known(const struct maker *maker)
{
	for (enum item_list list = 0; list < NR_LISTS; list++) {
		for (size_t i = 0; i < maker->items->nr[list]; i++) {
			if (!(maker->model->classes[list] &
			      1u << item_class(maker->items, list, i)))
				return false;
		}
	}
	return true;
}

static bool make_object(struct maker *maker)
{
	const struct mod_model *model = maker->model;

	set_header(maker);
	if (!classes_are_known(maker))
		return refuse(maker, "it has something that no sample has");
	make_room(maker);
	if (!sequence_walk(&model->section_order, maker->items, visit_section, maker))
		return false;
	maker->out->names = section_number(maker, model->names, 0);
	sequence_walk(&model->symbol_order, maker->items, visit_symbol, maker);
	sequence_walk(&model->section_order, maker->items, visit_references, maker);
	return true;
}

const char *mod_model_apply(struct mod_object *object, const struct mod_model *model,
			    const struct mod_contents *contents, struct arena *arena)
{
	struct maker maker = { .model = model, .out = object, .arena = arena };
	struct mod_items items;

	maker.reason = plain_contents_trouble(contents, model);
	if (maker.reason)
		return maker.reason;
	mod_items_init(&items, contents, &model->words, arena);
	maker.items = &items;
	make_object(&maker);
	return maker.reason;
}
