// SPDX-License-Identifier: GPL-2.0-only
/* The run of modpost that learns. */
#include <gelf.h>
#include <stdlib.h>
#include <string.h>

#include "mod_object/learn.h"
#include "mod_object/sample_lengths.h"
#include "write.h"

static const char *read_sample(const struct run *run, struct model_sample *sample, const char *name,
			       unsigned int number, struct arena *arena)
{
	sample_contents(&sample->contents, run, number, arena_strdup(arena, name), arena);
	sample->path = arena_printf(arena, "%s.mod.o", name);
	return mod_object_read(&sample->object, sample->path, arena);
}

static const char *read_lengths(struct mod_object *lengths, const char *stem, struct arena *arena)
{
	char *name = sample_lengths_name(stem);
	const char *path = arena_printf(arena, "%s.mod.o", name);

	free(name);
	return mod_object_read(lengths, path, arena);
}

/* NULL or a reason against the model. */
static const char *learn(const struct run *run, const char *stem, struct mod_model *model,
			 struct arena *arena)
{
	bool lengths_matter = sample_lengths_matter(run->options);
	struct model_sample samples[NR_SAMPLES];
	struct mod_object lengths;
	const char *reason = NULL;

	memset(samples, 0, sizeof(samples));
	for (unsigned int i = 0; !reason && i < NR_SAMPLES; i++) {
		char *name = sample_name(stem, i);

		reason = read_sample(run, &samples[i], name, i, arena);
		samples[i].contents.is_64bit = samples[i].object.is_64bit;
		free(name);
	}
	if (!reason && lengths_matter)
		reason = read_lengths(&lengths, stem, arena);
	if (!reason)
		reason = mod_model_learn(model, samples, lengths_matter ? &lengths : NULL, arena);
	for (unsigned int i = 0; i < NR_SAMPLES; i++)
		mod_contents_free(&samples[i].contents);
	return reason;
}

/* One line, whatever names hold */
static const char *one_line(const char *text, struct arena *arena)
{
	char *line = arena_strdup(arena, text);

	for (char *c = line; *c; c++) {
		if ((unsigned char)*c < ' ')
			*c = '?';
	}
	return line;
}

bool learn_model(struct run *run, const char *stem, const char *path)
{
	struct mod_model model = { .options = model_options_of(run->options) };
	struct strbuf text = { 0 };
	struct arena arena = { 0 };
	bool done;

	elf_version(EV_CURRENT);
	model.refusal = learn(run, stem, &model, &arena);
	if (model.refusal)
		model.refusal = one_line(model.refusal, &arena);
	mod_model_format(&model, &text);
	done = write_output(run, NULL, path, OUTPUT_LIST, &text) && publish_outputs(run);
	strbuf_free(&text);
	arena_free(&arena);
	return done && !run_has_failed(run);
}
