// SPDX-License-Identifier: GPL-2.0-only
/* The file of a model: what is written is read, and nothing that was changed. */
#include "test.h"

#include <gelf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake_compiler.h"
#include "mod_object/learn.h"
#include "mod_object/model_apply.h"

#define HEADER	"kolink mod.o model 1\n"
#define REFUSAL "kolink mod.o model 1: no: "

static const struct options native = { .basic_versions = true };
static const struct run run = { .options = &native };

struct lesson {
	struct model_sample samples[NR_SAMPLES];
	struct mod_model model;
	struct strbuf file;
	struct arena arena;
};

static void learn(struct lesson *lesson, unsigned int habits)
{
	memset(lesson, 0, sizeof(*lesson));
	elf_version(EV_CURRENT);
	lesson->model.options = model_options_of(&native);
	for (unsigned int i = 0; i < NR_SAMPLES; i++) {
		struct model_sample *sample = &lesson->samples[i];

		sample->path = "sample";
		sample_contents(&sample->contents, &run, i, "folder/sam-ple", &lesson->arena);
		sample->contents.is_64bit = true;
		fake_compile(&sample->object, &sample->contents, habits, &lesson->arena);
	}
	assert_null(mod_model_learn(&lesson->model, lesson->samples, NULL, &lesson->arena));
	mod_model_format(&lesson->model, &lesson->file);
}

static void forget(struct lesson *lesson)
{
	for (unsigned int i = 0; i < NR_SAMPLES; i++)
		mod_contents_free(&lesson->samples[i].contents);
	strbuf_free(&lesson->file);
	arena_free(&lesson->arena);
}

static void test_there_and_back(void **state)
{
	static const unsigned int habits[] = { 0, FAKE_BACKWARDS | FAKE_ASM_FLAG,
					       FAKE_MARKS | FAKE_ADDRESSES | FAKE_PADDING };
	struct lesson lesson;

	(void)state;
	for (size_t h = 0; h < ARRAY_SIZE(habits); h++) {
		struct strbuf again = { 0 };
		struct mod_model model;

		learn(&lesson, habits[h]);
		assert_null(
			mod_model_parse(&model, lesson.file.text, lesson.file.len, &lesson.arena));
		assert_memory_equal(&model.options, &lesson.model.options, sizeof(model.options));
		mod_model_format(&model, &again);
		assert_int_equal(again.len, lesson.file.len);
		assert_memory_equal(again.text, lesson.file.text, again.len);
		for (unsigned int i = 0; i < NR_SAMPLES; i++) {
			struct mod_object made;

			assert_null(mod_model_apply(&made, &model, &lesson.samples[i].contents,
						    &lesson.arena));
			assert_null(mod_object_difference(&lesson.samples[i].object, &made,
							  &lesson.arena));
		}
		strbuf_free(&again);
		forget(&lesson);
	}
}

static void test_refusal(void **state)
{
	static const char refusal[] = REFUSAL "the compiler is strange\n";
	struct mod_model model = { .refusal = "the compiler is strange" };
	struct strbuf file = { 0 };
	struct arena arena = { 0 };

	(void)state;
	mod_model_format(&model, &file);
	assert_string_equal(file.text, refusal);
	assert_null(mod_model_parse(&model, refusal, strlen(refusal), &arena));
	assert_string_equal(model.refusal, "the compiler is strange");
	strbuf_free(&file);
	arena_free(&arena);
}

static void test_other_files(void **state)
{
	static const struct {
		const char *bytes;
		size_t size;
		const char *reason;
	} cases[] = {
		{ "", 0, "it is no model of this version of modpost" },
		{ "kolink mod.o model 2\n12345678", 29,
		  "it is no model of this version of modpost" },
		{ HEADER, 21, "it is no model of this version of modpost" },
		{ HEADER "12345678", 29, "it is damaged" },
		{ REFUSAL, 26, "it is damaged" },
		{ REFUSAL "why", 29, "it is damaged" },
		{ REFUSAL "why\nwhy\n", 34, "it is damaged" },
		{ REFUSAL "w\0y\n", 30, "it is damaged" },
	};
	struct arena arena = { 0 };
	struct mod_model model;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_string_equal(mod_model_parse(&model, cases[i].bytes, cases[i].size, &arena),
				    cases[i].reason);
	arena_free(&arena);
}

/* Each byte matters, and so does each one that is missing or too many. */
static void test_damage(void **state)
{
	struct lesson lesson;
	struct mod_model model;

	(void)state;
	learn(&lesson, 0);
	for (size_t i = strlen(HEADER); i < lesson.file.len; i++) {
		lesson.file.text[i] ^= 4;
		assert_string_equal(mod_model_parse(&model, lesson.file.text, lesson.file.len,
						    &lesson.arena),
				    "it is damaged");
		lesson.file.text[i] ^= 4;
	}
	for (size_t size = strlen(HEADER) + 8; size < lesson.file.len; size++)
		assert_string_equal(mod_model_parse(&model, lesson.file.text, size, &lesson.arena),
				    "it is damaged");
	forget(&lesson);
}

/* A sum that is right proves nothing: whatever can be read can be applied. */
static void test_hostile_fields(void **state)
{
	struct lesson lesson;
	char *fields;
	size_t size;
	unsigned int sound = 0;

	(void)state;
	learn(&lesson, FAKE_MARKS | FAKE_ADDRESSES);
	fields = lesson.file.text + strlen(HEADER);
	size = lesson.file.len - strlen(HEADER) - 8;
	for (size_t i = 0; i < size; i++) {
		struct arena arena = { 0 };
		struct mod_model model;
		char kept = fields[i];

		fields[i] = (char)(kept + 1 + i % 3 * 50);
		if (mod_model_parse_fields(&model, fields, size, &arena)) {
			struct strbuf bytes = { 0 };
			struct mod_object made;

			sound++;
			for (unsigned int k = 0; k < NR_SAMPLES; k++) {
				if (!mod_model_apply(&made, &model, &lesson.samples[k].contents,
						     &arena))
					mod_object_write(&made, &bytes);
			}
			strbuf_free(&bytes);
		}
		fields[i] = kept;
		arena_free(&arena);
	}
	/* Texts are free, kinds and numbers are not. */
	assert_in_range(sound, size / 10, size);
	forget(&lesson);
}

/* What each part of a model has to be for the others. */
static void test_soundness(void **state)
{
	struct lesson lesson;
	struct mod_model *model = &lesson.model;
	struct model_sequence *order = &model->section_order;
	struct section_kind *exported = NULL, *versions = NULL;

	(void)state;
	learn(&lesson, FAKE_ADDRESSES);
	assert_true(mod_model_is_sound(model));
	for (uint32_t i = 0; i < model->nr_sections; i++) {
		if (model->sections[i].list == LIST_EXPORTS && model->sections[i].nr_relocations)
			exported = &model->sections[i];
		if (!strcmp(model->sections[i].name, "__versions"))
			versions = &model->sections[i];
	}

#define assert_unsound(place, value)                     \
	do {                                             \
		typeof(place) kept = (place);            \
		(place) = (value);                       \
		assert_false(mod_model_is_sound(model)); \
		(place) = kept;                          \
		assert_true(mod_model_is_sound(model));  \
	} while (0)

	assert_unsound(model->is_64bit, 2);
	assert_unsound(model->machine, 65536);
	assert_unsound(model->names, model->nr_sections);
	assert_unsound(model->version_size, 5000);
	assert_unsound(model->crc_size, 9);
	assert_unsound(model->first_count, UINT32_MAX);
	/* One thing twice */
	assert_unsound(order->loops[0].bodies[0].ids[0], order->loops[0].bodies[0].ids[1]);
	assert_unsound(order->loops[0].bodies[0].ids[0], model->nr_sections);
	assert_unsound(order->loops[0].list, LIST_EXPORTS);
	assert_unsound(order->loops[0].list, NR_LISTS);
	assert_unsound(exported->list, LIST_INFOS);
	assert_unsound(exported->item_class, NR_CLASSES);
	assert_unsound(exported->link, model->nr_sections);
	assert_unsound(exported->target, SECTION_NONE);
	assert_unsound(exported->form, FORM_BYTES);
	assert_unsound(exported->relocations[0].symbol, model->nr_symbols);
	assert_unsound(exported->relocations[0].piece, PIECE_INFO);
	assert_unsound(exported->relocations[0].piece, NR_PIECES);
	assert_unsound(exported->nr_alignments, 0);
	assert_unsound(versions->alignments[0].align, 3);
	assert_unsound(versions->alignments[0].align, 1 << 20);
	assert_unsound(versions->alignments[1].size, 0);
	assert_unsound(versions->bare_align, 3);
	assert_unsound(versions->empty, NR_EMPTY);
	assert_unsound(versions->type, SHT_NOBITS);
	assert_unsound(versions->type, SHT_SYMTAB);
	assert_unsound(versions->pieces.loops[0].bodies[0].ids[0], PIECE_NONE);
	assert_unsound(versions->pieces.loops[0].bodies[0].ids[0], PIECE_INFO);
	assert_unsound(model->symbols[0].name_form, NAME_EXPORT);
	assert_unsound(model->symbols[0].name_form, NR_NAMES);
	assert_unsound(model->symbols[0].section, model->nr_sections);
	assert_unsound(model->symbols[0].section, SECTION_SPECIAL + 65536);
	assert_unsound(model->symbols[0].size_form, SIZE_SECTION);
	assert_unsound(model->symbols[0].size_form, SIZE_PIECE);
	assert_unsound(model->symbols[0].condition, IF_NOT_EMPTY);
	assert_unsound(model->symbols[0].condition, NR_CONDITIONS);
	assert_unsound(model->symbols[0].gap, 65536);
#undef assert_unsound
	forget(&lesson);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_there_and_back), cmocka_unit_test(test_refusal),
		cmocka_unit_test(test_other_files),    cmocka_unit_test(test_damage),
		cmocka_unit_test(test_hostile_fields), cmocka_unit_test(test_soundness),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
