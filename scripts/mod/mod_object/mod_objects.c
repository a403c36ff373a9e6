// SPDX-License-Identifier: GPL-2.0-only
#include "mod_object/mod_objects.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/text_file.h"
#include "mod_object/model_apply.h"

static bool same_options(const struct model_options *a, const struct model_options *b)
{
	return a->release == b->release && a->native == b->native &&
	       a->modversions == b->modversions && a->basic_versions == b->basic_versions &&
	       a->extended_versions == b->extended_versions;
}

/* NULL, or why the model cannot be used. */
static const char *read_model(struct run *run, struct mod_model *model, const char *bytes,
			      size_t size)
{
	const struct model_options options = model_options_of(run->options);
	const char *reason = mod_model_parse(model, bytes, size, &run->model_arena);

	if (!reason)
		reason = model->refusal;
	if (!reason && !same_options(&model->options, &options))
		reason = "it was learned for other options of modpost";
	return reason;
}

bool mod_objects_begin(struct run *run)
{
	const char *path = run->options->model_in, *reason;
	struct mod_model *model;
	size_t size;
	char *bytes;

	if (!path)
		return true;
	bytes = whole_file_read(path, &size);
	if (!bytes) {
		report_system(&run->reporter, path, errno);
		return false;
	}
	model = arena_alloc(&run->model_arena, sizeof(*model));
	reason = read_model(run, model, bytes, size);
	if (reason)
		report(&run->reporter, MSG_COMPILED, path, reason);
	else
		run->model = model;
	free(bytes);
	return true;
}

bool mod_objects_make(const struct run *run, const struct mod_contents *contents,
		      struct strbuf *out)
{
	struct arena arena = { 0 };
	struct mod_object object;
	bool made;

	if (!run->model)
		return false;
	made = !mod_model_apply(&object, run->model, contents, &arena) &&
	       mod_object_write(&object, out);
	arena_free(&arena);
	return made;
}
