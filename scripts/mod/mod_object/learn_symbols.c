// SPDX-License-Identifier: GPL-2.0-only
/* Kinds of symbols. */
#include "lib/text.h"
#include "mod_object/learner.h"

#include <elf.h>
#include <string.h>

static size_t count_digits(const char *name)
{
	size_t len = strlen(name), digits = 0;

	while (digits < len && name[len - 1 - digits] >= '0' && name[len - 1 - digits] <= '9')
		digits++;
	return digits;
}

/* A number at the end of a name as it is printed, without zeros in front; false if there is none. */
static bool number_at_end(const char *name, size_t digits, uint32_t *number)
{
	const char *text = name + strlen(name) - digits;

	if (!digits || digits > 9 || (digits > 1 && *text == '0'))
		return false;
	*number = 0;
	for (; *text; text++)
		*number = *number * 10 + (*text - '0');
	return true;
}

/* The statement that the symbol of a variable in .modinfo is */
static bool find_statement(const struct learner *learner, const struct object_symbol *symbol,
			   size_t *item)
{
	if (!learner->has_pieces[PIECE_INFO])
		return false;
	for (size_t i = 0; i < learner->items[0].nr[LIST_INFOS]; i++) {
		if (learner->pieces.offsets[PIECE_INFO][i] == symbol->value &&
		    learner->pieces.sizes[PIECE_INFO][i] == symbol->size) {
			*item = i;
			return true;
		}
	}
	return false;
}

/*
 * Marks of data and code in the middle of a section: $d.12. They are numbered in the order of the table, so to say
 * together with those for debugging.
 */
static bool learn_numbered_name(struct learner *learner, const struct place *place,
				struct symbol_kind *kind, uint32_t *nr)
{
	size_t digits = count_digits(kind->name), len = strlen(kind->name) - digits;
	uint32_t number;

	if (*kind->name != '$' || !len || kind->name[len - 1] != '.' ||
	    !number_at_end(kind->name, digits, &number))
		return true;
	if (number < *nr)
		return learner_refuse(learner, "symbols are not numbered in order:", kind->name);
	kind->gap = number - *nr;
	if (kind->gap && place->list != LIST_NONE)
		return learner_refuse(learner, "a number is left out before symbol", kind->name);
	*nr = number + 1;
	kind->name_form = NAME_NUMBERED;
	kind->name = arena_strndup(learner->arena, kind->name, len);
	return true;
}

static bool learn_counted_name(struct learner *learner, struct symbol_kind *kind, size_t item)
{
	size_t digits = count_digits(kind->name);
	uint32_t number;

	if (!number_at_end(kind->name, digits, &number) || number < item)
		return learner_refuse(learner, "a statement without number:", kind->name);
	/* All of them are checked when the samples are made again. */
	learner->model->first_count = number - item;
	kind->name_form = NAME_COUNTED;
	kind->name = arena_strndup(learner->arena, kind->name, strlen(kind->name) - digits);
	return true;
}

/* It is the name without folders, as a sample in a folder shows. */
static bool learn_file_name(struct learner *learner, struct symbol_kind *kind)
{
	const char *path = learner->samples[0].contents.name;
	const char *base = path_base(path);
	size_t len = strlen(base);

	if (strncmp(kind->name, base, len) || strcmp(kind->name + len, ".mod.c"))
		return learner_refuse(learner, "the name of the source is not", kind->name);
	if (base == path)
		return learner_refuse(learner,
				      "the samples are in no folder, so the name of a source in "
				      "one is not known",
				      "");
	kind->name_form = NAME_FILE;
	kind->name = "";
	return true;
}

/* Whether a symbol that is there once in most modules is there in one. */
static enum symbol_condition find_condition(const struct learner *learner,
					    const struct object_symbol *symbol,
					    const struct symbol_kind *kind)
{
	if (ends_with(symbol->name, "init_module"))
		return IF_INIT;
	if (ends_with(symbol->name, "cleanup_module"))
		return IF_EXIT;
	/* Data is marked as such when there is some. */
	if (*symbol->name == '$' && kind->section < SECTION_SPECIAL &&
	    learner->model->sections[kind->section].form == FORM_PIECES)
		return IF_NOT_EMPTY;
	return IF_ANYHOW;
}

/* A symbol that is there once, or once for each item of the section that it is in */
static bool learn_other_symbol(struct learner *learner, const struct object_symbol *symbol,
			       const struct place *place, struct symbol_kind *kind,
			       uint32_t *nr_numbered)
{
	if (ELF64_ST_TYPE(symbol->info) == STT_FILE && !learn_file_name(learner, kind))
		return false;
	if (!learn_numbered_name(learner, place, kind, nr_numbered))
		return false;
	kind->condition = find_condition(learner, symbol, kind);
	if (kind->section < SECTION_SPECIAL && symbol->size &&
	    symbol->size == learner->lengths[kind->section]) {
		kind->size_form = SIZE_SECTION;
		kind->size = 0;
	}
	return true;
}

static bool learn_export_symbol(struct learner *learner, const struct object_symbol *symbol,
				struct symbol_kind *kind, size_t item)
{
	kind->name_form = NAME_EXPORT;
	if (!learner_section_holds(learner, symbol->section, PIECE_EXPORT_NAME))
		return true;
	if (!learner_find_piece(learner, LIST_EXPORTS, item, symbol->value, &kind->piece))
		return learner_refuse(learner, "a symbol in the middle of a name:", symbol->name);
	kind->value = 0;
	return true;
}

static bool is_same_symbol(const struct symbol_kind *a, const struct symbol_kind *b)
{
	return a->list && a->list == b->list && a->item_class == b->item_class &&
	       a->name_form == b->name_form && !strcmp(a->name, b->name) &&
	       !strcmp(a->suffix, b->suffix) && a->section == b->section && a->piece == b->piece &&
	       a->value == b->value && a->size_form == b->size_form && a->size == b->size &&
	       a->info == b->info && a->other == b->other && a->condition == b->condition;
}

static uint32_t note_symbol_kind(struct mod_model *model, const struct symbol_kind *kind)
{
	uint32_t i = 0;

	while (i < model->nr_symbols && !is_same_symbol(&model->symbols[i], kind))
		i++;
	if (i == model->nr_symbols)
		model->symbols[model->nr_symbols++] = *kind;
	return i;
}

/* Whose symbol it is, by its name, its place, or the section that it is in. */
static bool learn_name(struct learner *learner, const struct object_symbol *symbol,
		       const struct place *section, struct place *place, struct symbol_kind *kind,
		       uint32_t *nr_numbered)
{
	if (learner_find_export(learner, symbol->name, place, &kind->name, &kind->suffix))
		return learn_export_symbol(learner, symbol, kind, place->item);
	if (learner_section_holds(learner, symbol->section, PIECE_INFO) && symbol->size &&
	    find_statement(learner, symbol, &place->item)) {
		place->list = LIST_INFOS;
		kind->piece = PIECE_INFO;
		kind->value = 0;
		kind->size_form = SIZE_PIECE;
		kind->size = 0;
		return learn_counted_name(learner, kind, place->item);
	}
	place->list = section->list;
	place->item = section->item;
	return learn_other_symbol(learner, symbol, place, kind, nr_numbered);
}

static bool learn_symbol(struct learner *learner, size_t index, uint32_t *nr_numbered)
{
	const struct object_symbol *symbol = &learner->object->symbols[index];
	bool is_in_section = symbol->section && symbol->section < learner->object->nr_sections;
	const struct place *section = &learner->sections[is_in_section ? symbol->section : 0];
	struct place *place = &learner->symbols[index];
	struct symbol_kind kind = {
		.name = symbol->name,
		.suffix = "",
		.value = symbol->value,
		.size = symbol->size,
		.info = symbol->info,
		.other = symbol->other,
		.section = is_in_section ? section->kind : SECTION_SPECIAL + symbol->section,
	};

	if (!learn_name(learner, symbol, section, place, &kind, nr_numbered))
		return false;
	if (section->list && (section->list != place->list || section->item != place->item))
		return learner_refuse(learner,
				      "a symbol in the section of another export:", symbol->name);
	kind.list = place->list;
	kind.item_class = item_class(&learner->items[0], place->list, place->item);
	place->kind = note_symbol_kind(learner->model, &kind);
	return true;
}

bool learn_symbols(struct learner *learner)
{
	uint32_t nr_numbered = 0;

	for (size_t i = 1; i < learner->object->nr_symbols; i++) {
		if (!learn_symbol(learner, i, &nr_numbered))
			return false;
	}
	return true;
}
