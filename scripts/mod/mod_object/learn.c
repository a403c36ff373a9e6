// SPDX-License-Identifier: GPL-2.0-only
#include "mod_object/learn.h"

#include <string.h>

#include "lib/text.h"
#include "mod_object/learner.h"
#include "mod_object/model_apply.h"

bool learner_refuse(struct learner *learner, const char *text, const char *name)
{
	learner->reason = arena_printf(learner->arena, "%s: %s%s%s", learner->samples[0].path, text,
				       *name ? " " : "", name);
	return false;
}

const struct object_section *learner_section(const struct learner *learner, unsigned int sample,
					     const char *name)
{
	const struct mod_object *object = &learner->samples[sample].object;

	for (size_t i = 1; i < object->nr_sections; i++) {
		if (!strcmp(object->sections[i].name, name))
			return &object->sections[i];
	}
	return NULL;
}

bool learner_find_export(const struct learner *learner, const char *name, struct place *place,
			 const char **before, const char **after)
{
	for (size_t i = 0; i < learner->items[0].nr[LIST_EXPORTS]; i++) {
		const char *export = piece_text(&learner->items[0], PIECE_EXPORT_NAME, i);
		const char *found = strstr(name, export);

		if (!found)
			continue;
		*before = arena_strndup(learner->arena, name, found - name);
		*after = found + strlen(export);
		place->list = LIST_EXPORTS;
		place->item = i;
		return true;
	}
	return false;
}

bool learner_is_number(const struct learner *learner, const char *bytes, uint64_t size,
		       uint32_t number)
{
	for (uint64_t i = 0; i < size; i++) {
		uint64_t at = learner->object->is_big_endian ? size - 1 - i : i;
		unsigned char byte = i < 4 ? number >> 8 * i & 255 : 0;

		if ((unsigned char)bytes[at] != byte)
			return false;
	}
	return true;
}

/* The words that the compiler adds */

/* The value of a string tag=value among the statements; NULL if there is none. */
static const char *find_info(const struct learner *learner, enum info_tag tag)
{
	const struct object_section *section = learner_section(learner, 0, ".modinfo");
	const char *name = info_tag_name(tag);
	size_t len = strlen(name);

	if (!section || !section->bytes || !section->size || section->bytes[section->size - 1])
		return NULL;
	for (const char *text = section->bytes; text < section->bytes + section->size;
	     text += strlen(text) + 1) {
		if (!strncmp(text, name, len) && text[len] == '=')
			return text + len + 1;
	}
	return NULL;
}

static bool learn_words(struct learner *learner)
{
	const char *name = find_info(learner, INFO_NAME);
	const char *base = path_base(learner->samples[0].contents.name);
	const char *dash = strchr(base, '-');
	struct mod_words *words = &learner->model->words;

	words->vermagic = find_info(learner, INFO_VERMAGIC);
	words->has_retpoline = find_info(learner, INFO_RETPOLINE);
	if (!name || strlen(name) != strlen(base))
		return learner_refuse(learner,
				      "no name of the module that is like that of the file", "");
	words->dash = dash ? name[dash - base] : '\0';
	return true;
}

static void learn_classes(struct learner *learner)
{
	for (enum item_list list = 0; list < NR_LISTS; list++) {
		for (size_t i = 0; i < learner->items[0].nr[list]; i++)
			learner->model->classes[list] |= 1u
							 << item_class(&learner->items[0], list, i);
	}
}

static void learn_header(struct learner *learner)
{
	const struct mod_object *object = learner->object;
	struct mod_model *model = learner->model;

	model->is_64bit = object->is_64bit;
	model->is_big_endian = object->is_big_endian;
	model->machine = object->machine;
	model->flags = object->flags;
	model->os_abi = object->os_abi;
	model->abi_version = object->abi_version;
}

static void make_room(struct learner *learner)
{
	const struct mod_object *object = learner->object;
	struct mod_model *model = learner->model;

	model->sections =
		arena_zeroed(learner->arena, object->nr_sections, sizeof(*model->sections));
	model->symbols = arena_zeroed(learner->arena, object->nr_symbols, sizeof(*model->symbols));
	learner->sections =
		arena_zeroed(learner->arena, object->nr_sections, sizeof(*learner->sections));
	learner->symbols =
		arena_zeroed(learner->arena, object->nr_symbols, sizeof(*learner->symbols));
}

/* Ten times what there is in one. */
#define MOST_SECTIONS 2000
#define MOST_SYMBOLS  5000

static bool learn_first(struct learner *learner)
{
	if (learner->object->nr_sections > MOST_SECTIONS ||
	    learner->object->nr_symbols > MOST_SYMBOLS)
		return learner_refuse(learner, "there is more than the source says", "");
	learn_header(learner);
	if (!learn_words(learner))
		return false;
	for (unsigned int i = 0; i < NR_SAMPLES; i++)
		mod_items_init(&learner->items[i], &learner->samples[i].contents,
			       &learner->model->words, learner->arena);
	learn_classes(learner);
	make_room(learner);
	if (!learn_sections(learner) || !learn_lengths(learner) || !learn_symbols(learner) ||
	    !learn_references(learner))
		return false;
	if (!learner->object->names || learner->sections[learner->object->names].list)
		return learner_refuse(learner, "no table of section names", "");
	learner->model->names = learner->sections[learner->object->names].kind;
	return true;
}

/* Does the model make the sample as the compiler did? */
static const char *check_sample(const struct mod_model *model, const struct model_sample *sample,
				struct arena *arena)
{
	struct mod_object made, again;
	struct strbuf bytes = { 0 };
	const char *reason = mod_model_apply(&made, model, &sample->contents, arena);

	if (!reason && !mod_object_write(&made, &bytes))
		reason = "an addend does not fit into its place";
	if (!reason)
		reason = mod_object_parse(&again, "what was made", bytes.text, bytes.len, arena);
	if (!reason)
		reason = mod_object_difference(&sample->object, &again, arena);
	strbuf_free(&bytes);
	return reason ? arena_printf(arena, "%s is not made as the compiler does: %s", sample->path,
				     reason)
		      : NULL;
}

const char *mod_model_learn(struct mod_model *model, const struct model_sample samples[NR_SAMPLES],
			    const struct mod_object *lengths, struct arena *arena)
{
	struct learner learner = { .model = model,
				   .samples = samples,
				   .sizes = lengths,
				   .object = &samples[0].object,
				   .arena = arena };

	if (!learn_first(&learner))
		return learner.reason;
	/* What could not be read again is not tried, either. */
	if (!mod_model_is_sound(model))
		return arena_printf(arena, "%s: values that no compiler gives", samples[0].path);
	for (unsigned int i = 0; i < NR_SAMPLES; i++) {
		const char *reason = check_sample(model, &samples[i], arena);

		if (reason)
			return reason;
	}
	return NULL;
}
