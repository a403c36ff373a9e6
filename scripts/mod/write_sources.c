// SPDX-License-Identifier: GPL-2.0-only
/*
 * Threads make the texts and the temporary files. Messages are printed and files are accepted afterwards, in the
 * order of the modules, so the result does not depend on the threads. Files that may be the same as another one's
 * are left to be written in their turn.
 */
#include "write_sources.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "mod_c.h"
#include "resolve.h"
#include "threads.h"
#include "write.h"

struct source {
	struct module *module;
	struct arena arena; /* holds the texts of the diagnostics */
	struct diagnostics diagnostics;
	enum output_state state;
	struct output_file *file;
	int error; /* of OUTPUT_FAILED */
	bool is_foreign; /* what is there was not written by modpost */
};

struct sources {
	const struct run *run;
	struct source *items;
	size_t nr, capacity;
};

/* The path of the source, which is empty if it was too long. */
static struct strbuf make_path(struct source *source)
{
	const struct module *module = source->module;
	struct strbuf path = { 0 };

	if (module->is_vmlinux) {
		strbuf_add(&path, VMLINUX_EXPORT_C);
		return path;
	}
	strbuf_printf(&path, "%s.mod.c", module->name);
	if (path.len >= PATH_MAX) {
		path.text[PATH_MAX - 1] = '\0';
		diagnose(&source->diagnostics, MSG_LONG_PATH, path.text);
		strbuf_reset(&path);
	}
	return path;
}

static struct strbuf make_text(const struct run *run, struct source *source)
{
	struct strbuf text = { 0 };

	source->diagnostics.arena = &source->arena;
	if (run->reporter.module_first)
		source->diagnostics.module = source->module->name;
	if (source->module->is_vmlinux)
		vmlinux_export_c_write(run, source->module, &text, &source->diagnostics);
	else
		mod_c_write(run, source->module, &text, &source->diagnostics);
	return text;
}

static void prepare_source(void *context, size_t i)
{
	struct sources *sources = context;
	struct source *source = &sources->items[i];
	struct strbuf text, path;

	if (source->state == OUTPUT_UNUSUAL)
		return;
	text = make_text(sources->run, source);
	path = make_path(source);
	if (path.len && write_is_allowed(sources->run, source->module)) {
		source->state = output_file_prepare(&source->file, path.text, text.text, text.len);
		source->error = errno;
	}
	/* A file that stays as it is need not be looked at. */
	if (source->file && sources->run->options->features.native)
		source->is_foreign = output_is_foreign(path.text, OUTPUT_SOURCE);
	strbuf_free(&path);
	strbuf_free(&text);
}

static void discard_source(struct source *source)
{
	if (source->file)
		output_file_drop(source->file);
	source->file = NULL;
	diagnostics_free(&source->diagnostics);
	arena_free(&source->arena);
}

static void report_diagnostics(struct run *run, const struct source *source)
{
	const struct diagnostics *diagnostics = &source->diagnostics;

	for (size_t i = 0; i < diagnostics->nr; i++)
		report_diagnostic(&run->reporter, &diagnostics->items[i]);
	if (diagnostics->worst >= SEVERITY_ERROR)
		source->module->failed = true;
}

/* Do on this thread what others would do without knowing of files that are written by then. */
static bool write_in_turn(struct run *run, struct module *module)
{
	struct source source = { .module = module };
	struct strbuf text = make_text(run, &source);
	struct strbuf path = make_path(&source);
	bool done;

	report_diagnostics(run, &source);
	done = !path.len || write_output(run, module, path.text, OUTPUT_SOURCE, &text);
	discard_source(&source);
	strbuf_free(&path);
	strbuf_free(&text);
	return done;
}

static bool accept_source(struct run *run, struct source *source)
{
	struct strbuf path;

	report_diagnostics(run, source);
	if (!write_is_allowed(run, source->module))
		return true;
	if (source->state == OUTPUT_FAILED || source->is_foreign) {
		path = make_path(source);
		if (source->is_foreign)
			report_foreign_output(run, source->module, path.text);
		else
			report_system(&run->reporter, path.text, source->error);
		strbuf_free(&path);
		return source->is_foreign;
	}
	if (source->file)
		output_files_add(&run->outputs, source->file);
	source->file = NULL;
	return true;
}

/* Two paths to one file end in the same name. */
static void mark_namesakes(const struct sources *sources)
{
	struct hash_table names = { 0 };

	for (size_t i = 0; i < sources->nr; i++) {
		struct source *source = &sources->items[i];
		void **namesake = hash_table_place(&names, path_base(source->module->name));

		if (*namesake)
			((struct source *)*namesake)->state = OUTPUT_UNUSUAL;
		*namesake = source;
	}
	hash_table_free(&names);
}

static struct sources collect_sources(struct run *run)
{
	struct sources sources = { .run = run };

	for (struct module *module = run->modules.first; module; module = module->next) {
		if (module->facts)
			*array_push(sources.items, sources.nr, sources.capacity) =
				(struct source){ .module = module, .state = OUTPUT_CURRENT };
	}
	mark_namesakes(&sources);
	return sources;
}

bool write_sources(struct run *run)
{
	struct sources sources = collect_sources(run);
	size_t accepted = 0;
	bool done = true;

	threads_run(run->options, sources.nr, prepare_source, &sources);
	while (done && accepted < sources.nr && sources.items[accepted].state != OUTPUT_UNUSUAL)
		done = accept_source(run, &sources.items[accepted++]);
	for (size_t i = 0; i < sources.nr; i++)
		discard_source(&sources.items[i]);
	for (size_t i = accepted; done && i < sources.nr; i++)
		done = write_in_turn(run, sources.items[i].module);
	free(sources.items);
	return done;
}

bool resolve_and_write_sources(struct run *run)
{
	bool done = true;

	for (struct module *module = run->modules.first; done && module; module = module->next) {
		if (!module->facts)
			continue;
		resolve_module(run, module);
		done = write_in_turn(run, module);
	}
	return done;
}
