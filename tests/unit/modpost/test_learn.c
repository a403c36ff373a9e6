// SPDX-License-Identifier: GPL-2.0-only
/* What is learned from samples makes other modules as the compiler would; and what compilers cannot be trusted with. */
#include "test.h"

#include <gelf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake_compiler.h"
#include "mod_object/learn.h"
#include "mod_object/model_apply.h"

struct lesson {
	struct options options;
	struct run run;
	struct arena arena;
	struct model_sample samples[NR_SAMPLES];
	struct mod_object lengths;
	struct mod_model model;
	const char *reason;
};

static void compile_samples(struct lesson *lesson, unsigned int habits, bool external,
			    const char *folder)
{
	memset(lesson, 0, sizeof(*lesson));
	lesson->options.external = external;
	lesson->options.features = features_of(NATIVE_RELEASE);
	lesson->options.modversions = true;
	lesson->options.basic_versions = true;
	lesson->options.extended_versions = true;
	lesson->run.options = &lesson->options;
	elf_version(EV_CURRENT);
	for (unsigned int i = 0; i < NR_SAMPLES; i++) {
		struct model_sample *sample = &lesson->samples[i];
		struct strbuf bytes = { 0 };
		struct mod_object object;

		sample->path = arena_printf(&lesson->arena, "%ss-%u.mod.o", folder, i);
		sample_contents(&sample->contents, &lesson->run, i,
				arena_printf(&lesson->arena, "%ss-%u", folder, i), &lesson->arena);
		sample->contents.is_64bit = !(habits & FAKE_SMALL);
		fake_compile(&object, &sample->contents, habits, &lesson->arena);
		assert_true(mod_object_write(&object, &bytes));
		assert_null(mod_object_parse(&sample->object, sample->path, bytes.text, bytes.len,
					     &lesson->arena));
		strbuf_free(&bytes);
	}
	fake_compile_lengths(&lesson->lengths, habits, &lesson->arena);
}

static void learn_from(struct lesson *lesson, unsigned int habits, bool external,
		       const char *folder)
{
	compile_samples(lesson, habits, external, folder);
	lesson->reason =
		mod_model_learn(&lesson->model, lesson->samples, &lesson->lengths, &lesson->arena);
}

static void learn(struct lesson *lesson, unsigned int habits)
{
	learn_from(lesson, habits, false, "folder/");
}

static void forget(struct lesson *lesson)
{
	for (unsigned int i = 0; i < NR_SAMPLES; i++)
		mod_contents_free(&lesson->samples[i].contents);
	arena_free(&lesson->arena);
}

/* A module that is like none of the samples */
static void other_contents(const struct lesson *lesson, struct mod_contents *contents,
			   size_t nr_exports, size_t nr_versions)
{
	static struct exported_symbol exports[] = {
		{ .name = "an_export", .namespace = "", .crc = 0x1, .gpl_only = true },
		{ .name = "another_export", .namespace = "NS", .crc = 0, .is_function = true },
		{ .name = "b", .namespace = "", .crc = 0x80000000 },
	};
	static const struct fact_alias aliases[] = { { .text = "of:N*T*\"\\" }, { .text = "x" } };

	memset(contents, 0, sizeof(*contents));
	contents->name = "drivers/staging/the-module";
	contents->is_64bit = lesson->model.is_64bit;
	contents->has_exit = true;
	mod_contents_set_statements(contents, &lesson->run);
	for (size_t i = 0; i < nr_exports; i++)
		*array_push(contents->exports, contents->nr_exports, contents->exports_capacity) =
			&exports[i];
	for (size_t i = 0; i < nr_versions; i++) {
		struct mod_version version = { .name = "an_import", .crc = 0x1000 + i };

		*array_push(contents->versions, contents->nr_versions,
			    contents->versions_capacity) = version;
		*array_push(contents->extended, contents->nr_extended,
			    contents->extended_capacity) = version;
	}
	contents->depends = strdup("provider");
	contents->aliases = aliases;
	contents->nr_aliases = 2;
}

static void assert_made(struct lesson *lesson, unsigned int habits, size_t nr_exports,
			size_t nr_versions)
{
	struct mod_object made, compiled, again;
	struct mod_contents contents;
	struct strbuf bytes = { 0 };
	const char *difference;

	other_contents(lesson, &contents, nr_exports, nr_versions);
	assert_null(mod_model_apply(&made, &lesson->model, &contents, &lesson->arena));
	/* Without what is there for debugging only, and with what else a file adds to it. */
	fake_compile(&compiled, &contents, habits, &lesson->arena);
	assert_true(mod_object_write(&compiled, &bytes));
	assert_null(mod_object_parse(&again, "compiled", bytes.text, bytes.len, &lesson->arena));
	difference = mod_object_difference(&again, &made, &lesson->arena);
	if (difference)
		fail_msg("habits %u, %zu exports, %zu versions: %s", habits, nr_exports,
			 nr_versions, difference);
	strbuf_free(&bytes);
	mod_contents_free(&contents);
}

static void test_habits(void **state)
{
	static const unsigned int all[] = {
		0,
		FAKE_BACKWARDS,
		FAKE_SMALL,
		FAKE_MARKS,
		FAKE_PADDING,
		FAKE_ASM_FLAG,
		FAKE_ADDRESSES,
		FAKE_DEBUG,
		FAKE_BACKWARDS | FAKE_SMALL | FAKE_DEBUG | FAKE_PADDING,
		FAKE_MARKS | FAKE_ADDRESSES | FAKE_ASM_FLAG | FAKE_DEBUG,
		FAKE_STEPS,
		FAKE_STEPS | FAKE_PADDING,
	};
	struct lesson lesson;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
		learn(&lesson, all[i]);
		if (lesson.reason)
			fail_msg("habits %u: %s", all[i], lesson.reason);
		for (size_t nr_exports = 0; nr_exports < 4; nr_exports++) {
			for (size_t nr_versions = 1; nr_versions < 10; nr_versions++)
				assert_made(&lesson, all[i], nr_exports, nr_versions);
			assert_made(&lesson, all[i], nr_exports, 30);
		}
		forget(&lesson);
	}
}

static void test_refusals(void **state)
{
	static const struct {
		unsigned int habits;
		const char *reason;
	} cases[] = {
		{ FAKE_UNSORTED, "s-0.mod.o: no order is known in section __ksymtab_strings" },
		{ FAKE_TIME, "s-2.mod.o is not made as the compiler does: section" },
		{ FAKE_LENGTH, "(.comment): another content" },
		{ FAKE_KINDS, "s-0.mod.o: no order is known in section .rela___ksymtab+" },
		{ FAKE_PATH, "s-0.mod.o: the name of the source is not folder/s-0.mod.c" },
	};
	struct lesson lesson;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		learn(&lesson, cases[i].habits);
		assert_non_null(lesson.reason);
		if (!strstr(lesson.reason, cases[i].reason))
			fail_msg("habit %u: %s", cases[i].habits, lesson.reason);
		forget(&lesson);
	}
}

static void test_no_folder(void **state)
{
	struct lesson lesson;

	(void)state;
	learn_from(&lesson, 0, false, "");
	assert_string_equal(lesson.reason,
			    "s-0.mod.o: the samples are in no folder, so the name of "
			    "a source in one is not known");
	forget(&lesson);
}

static void test_unknown_statement(void **state)
{
	struct mod_contents contents;
	struct mod_object made;
	struct lesson lesson;

	(void)state;
	learn_from(&lesson, 0, true, "folder/");
	assert_null(lesson.reason);
	other_contents(&lesson, &contents, 1, 9);
	assert_null(mod_model_apply(&made, &lesson.model, &contents, &lesson.arena));
	contents.says[INFO_INTREE] = true;
	assert_string_equal(mod_model_apply(&made, &lesson.model, &contents, &lesson.arena),
			    "it has something that no sample has");
	mod_contents_free(&contents);
	forget(&lesson);
}

/* Past the largest length that was seen alignments may grow, unless that is large itself. */
static void test_larger_lengths(void **state)
{
	static const struct model_alignment small = { .size = 64, .align = 32 };
	struct mod_contents contents;
	struct mod_object made;
	struct lesson lesson;

	(void)state;
	learn(&lesson, 0);
	other_contents(&lesson, &contents, 1, 9);
	assert_null(mod_model_apply(&made, &lesson.model, &contents, &lesson.arena));
	for (uint32_t i = 0; i < lesson.model.nr_sections; i++) {
		struct section_kind *kind = &lesson.model.sections[i];

		if (!strcmp(kind->name, "__versions")) {
			kind->alignments[0] = small;
			kind->nr_alignments = 1;
		}
	}
	assert_string_equal(mod_model_apply(&made, &lesson.model, &contents, &lesson.arena),
			    "how a list of its length is aligned is not known");
	mod_contents_free(&contents);
	forget(&lesson);
}

/* Whether a module with so many versions, and names of the length that a sample has, gets its object. */
static void assert_known(struct lesson *lesson, size_t nr_versions, bool known)
{
	struct mod_contents contents;
	struct mod_object made;
	const char *reason;

	other_contents(lesson, &contents, 1, nr_versions);
	for (size_t i = 0; i < contents.nr_extended; i++)
		contents.extended[i].name = "v_a";
	reason = mod_model_apply(&made, &lesson->model, &contents, &lesson->arena);
	if (known)
		assert_null(reason);
	else
		assert_string_equal(reason,
				    nr_versions ? "how a list of its length is aligned is not known"
						: "what becomes of an empty list is not known");
	mod_contents_free(&contents);
}

/* Between a length that is aligned little and one that is aligned more, nobody knows. */
static void test_unknown_lengths(void **state)
{
	struct lesson lesson;

	(void)state;
	compile_samples(&lesson, 0, false, "folder/");
	assert_null(mod_model_learn(&lesson.model, lesson.samples, NULL, &lesson.arena));
	assert_known(&lesson, 0, false);
	assert_known(&lesson, 1, true);
	for (size_t nr = 2; nr < 8; nr++)
		assert_known(&lesson, nr, false);
	assert_known(&lesson, 8, true);
	assert_known(&lesson, 200, true);
	forget(&lesson);
}

/* A step between the lengths that are looked at: CRCs of 32 and 60 bytes, names of 32 and 33 (which a sample has). */
static void test_odd_step(void **state)
{
	struct lesson lesson;

	(void)state;
	learn(&lesson, FAKE_ODD_STEP);
	assert_null(lesson.reason);
	for (size_t nr = 1; nr < 100; nr++)
		assert_known(&lesson, nr, nr <= 8 || nr >= 15);
	forget(&lesson);
}

static struct object_section *length(struct lesson *lesson, const char *name)
{
	for (size_t i = 1; i < lesson->lengths.nr_sections; i++) {
		if (!strcmp(lesson->lengths.sections[i].name, name))
			return &lesson->lengths.sections[i];
	}
	fail_msg("no section %s", name);
	return NULL;
}

static const char *learn_again(struct lesson *lesson)
{
	memset(&lesson->model, 0, sizeof(lesson->model));
	return mod_model_learn(&lesson->model, lesson->samples, &lesson->lengths, &lesson->arena);
}

/* What is said of lengths has to go together with what the samples show. */
static void test_contradictions(void **state)
{
	static const struct {
		const char *section;
		uint64_t align;
		const char *reason;
	} cases[] = {
		{ "__version_ext_crcs.32", 16,
		  "one length is aligned in two ways: __version_ext_crcs" },
		{ "__version_ext_crcs.4", 8,
		  "one length is aligned in two ways: __version_ext_crcs" },
		{ "__version_ext_names.32", 64,
		  "a larger one is aligned less: __version_ext_names" },
		{ "__version_ext_names.63", 16,
		  "a larger one is aligned less: __version_ext_names" },
		{ "__version_ext_names.31", 3, "values that no compiler gives" },
	};
	struct lesson lesson;

	(void)state;
	compile_samples(&lesson, 0, false, "folder/");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct object_section *section = length(&lesson, cases[i].section);
		uint64_t kept = section->align;
		const char *reason;

		section->align = cases[i].align;
		reason = learn_again(&lesson);
		if (!reason || !strstr(reason, cases[i].reason))
			fail_msg("%s: %s", cases[i].section, reason ? reason : "learned");
		section->align = kept;
	}
	assert_null(learn_again(&lesson));
	forget(&lesson);
}

/* A section that is of another kind than the list, or too short, proves nothing. */
static void test_other_sections(void **state)
{
	struct object_section *section;
	struct lesson lesson;

	(void)state;
	compile_samples(&lesson, 0, false, "folder/");
	section = length(&lesson, "__version_ext_crcs.28");
	assert_null(learn_again(&lesson));
	assert_known(&lesson, 7, true);
	section->flags |= SHF_WRITE;
	assert_null(learn_again(&lesson));
	assert_known(&lesson, 7, false);
	assert_known(&lesson, 4, true);
	section->flags &= ~(uint64_t)SHF_WRITE;
	section->size = 27;
	assert_null(learn_again(&lesson));
	assert_known(&lesson, 7, false);
	section->size = 28;
	section->type = SHT_NOBITS;
	assert_null(learn_again(&lesson));
	assert_known(&lesson, 7, false);
	forget(&lesson);
}

static void test_names(void **state)
{
	static const struct {
		const char *name, *reason;
	} cases[] = {
		{ "m", NULL },
		{ "a-name-of-the-length-that-is-the-most-a-module-may-hav", NULL },
		{ "a-name-of-the-length-that-is-one-more-than-there-may-be-",
		  "its name is too long" },
	};
	struct mod_contents contents;
	struct mod_object made;
	struct lesson lesson;

	(void)state;
	learn(&lesson, 0);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *reason;

		other_contents(&lesson, &contents, 0, 9);
		contents.name = cases[i].name;
		reason = mod_model_apply(&made, &lesson.model, &contents, &lesson.arena);
		if (cases[i].reason)
			assert_string_equal(reason, cases[i].reason);
		else
			assert_null(reason);
		mod_contents_free(&contents);
	}
	forget(&lesson);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_habits),		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_no_folder),	cmocka_unit_test(test_unknown_statement),
		cmocka_unit_test(test_unknown_lengths), cmocka_unit_test(test_larger_lengths),
		cmocka_unit_test(test_odd_step),	cmocka_unit_test(test_contradictions),
		cmocka_unit_test(test_other_sections),	cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
