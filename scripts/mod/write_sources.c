// SPDX-License-Identifier: GPL-2.0-only
/*
 * Threads make the texts and the temporary files. Messages are printed and files are accepted afterwards, in the
 * order of the modules, so the result does not depend on the threads. Files that may be the same as another one's
 * are left to be written in their turn. An object that modpost makes itself goes with its source.
 */
#include "write_sources.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cache/output_memory.h"
#include "lib/parallel.h"
#include "lib/text.h"
#include "mod_c.h"
#include "mod_object/mod_objects.h"
#include "write.h"

/* One of the files of a module. */
struct product {
	enum output_kind kind;
	struct strbuf path; /* empty: there is none */
	struct strbuf content;
	enum output_state state;
	struct output_file *file;
	int error; /* of OUTPUT_FAILED */
	bool is_foreign; /* what is there was not written by modpost */
};

struct source {
	struct module *module;
	bool is_moot; /* errors so far forbid to write it */
	struct arena arena; /* holds the texts of the diagnostics */
	struct diagnostics diagnostics;
	bool waits; /* to be done in its turn */
	struct product text, object;
};

struct sources {
	const struct run *run;
	struct source *items;
	size_t nr, capacity;
};

/* False if the path was too long. */
static bool make_paths(struct source *source)
{
	const struct module *module = source->module;
	struct strbuf *path = &source->text.path;

	if (module->is_vmlinux) {
		strbuf_add(path, VMLINUX_EXPORT_C);
		return true;
	}
	strbuf_printf(path, "%s.mod.c", module->name);
	if (path->len >= PATH_MAX) {
		path->text[PATH_MAX - 1] = '\0';
		diagnose(&source->diagnostics, MSG_LONG_PATH, path->text);
		strbuf_reset(path);
		return false;
	}
	strbuf_printf(&source->object.path, "%s.mod.o", module->name);
	return true;
}

/* The contents of all files of a module, and their paths. */
static void make_contents(const struct run *run, struct source *source)
{
	struct mod_contents contents;

	source->text.kind = OUTPUT_SOURCE;
	source->object.kind = OUTPUT_OBJECT;
	source->diagnostics.arena = &source->arena;
	if (run->reporter.module_first)
		source->diagnostics.module = source->module->name;
	if (source->module->is_vmlinux) {
		vmlinux_export_c_write(run, source->module, &source->text.content,
				       &source->diagnostics);
		make_paths(source);
		return;
	}
	mod_contents_collect(&contents, run, source->module, &source->diagnostics);
	mod_c_write(run, &contents, &source->text.content);
	source->module->has_object =
		make_paths(source) && mod_objects_make(run, &contents, &source->object.content);
	mod_contents_free(&contents);
	if (!source->module->has_object)
		strbuf_reset(&source->object.path);
}

static void prepare_product(const struct run *run, struct source *source, struct product *product)
{
	if (!product->path.len || source->is_moot || !write_is_allowed(run, source->module))
		return;
	product->state =
		output_memory_prepare(run->output_memory, &product->file, product->path.text,
				      product->content.text, product->content.len);
	product->error = errno;
	/* A file that stays as it is need not be looked at. */
	if (product->file && run->options->features.native)
		product->is_foreign = output_is_foreign(product->path.text, product->kind);
	if (product->file && product->kind == OUTPUT_OBJECT)
		output_file_set_unrecorded(product->file);
	if (product->state == OUTPUT_UNUSUAL)
		source->waits = true;
	strbuf_free(&product->content);
}

static void prepare_source(void *context, size_t i)
{
	struct sources *sources = context;
	struct source *source = &sources->items[i];

	if (source->waits)
		return;
	make_contents(sources->run, source);
	prepare_product(sources->run, source, &source->text);
	prepare_product(sources->run, source, &source->object);
}

static void discard_product(struct product *product)
{
	if (product->file)
		output_file_drop(product->file);
	product->file = NULL;
	strbuf_free(&product->path);
	strbuf_free(&product->content);
}

static void discard_source(struct source *source)
{
	discard_product(&source->text);
	discard_product(&source->object);
	diagnostics_free(&source->diagnostics);
	arena_free(&source->arena);
}

static void report_all(struct run *run, const struct diagnostics *diagnostics)
{
	for (size_t i = 0; i < diagnostics->nr; i++)
		report_diagnostic(&run->reporter, &diagnostics->items[i]);
}

static void report_diagnostics(struct run *run, const struct source *source)
{
	report_all(run, &source->diagnostics);
	if (source->diagnostics.worst >= SEVERITY_ERROR)
		source->module->failed = true;
}

static bool write_product(struct run *run, struct module *module, const struct product *product)
{
	return !product->path.len ||
	       write_output(run, module, product->path.text, product->kind, &product->content);
}

/* Do on this thread what others would do without knowing of files that are written by then. */
static bool write_in_turn(struct run *run, struct module *module)
{
	struct source source = { .module = module };
	bool done;

	make_contents(run, &source);
	report_diagnostics(run, &source);
	done = write_product(run, module, &source.text) &&
	       write_product(run, module, &source.object);
	discard_source(&source);
	return done;
}

static bool accept_product(struct run *run, struct module *module, struct product *product)
{
	if (!write_is_allowed(run, module))
		return true;
	if (product->is_foreign) {
		report_foreign_output(run, module, product->path.text);
		return true;
	}
	if (product->state == OUTPUT_FAILED) {
		report_system(&run->reporter, product->path.text, product->error);
		return false;
	}
	if (product->file)
		output_files_add(&run->outputs, product->file);
	product->file = NULL;
	return true;
}

static bool accept_source(struct run *run, struct source *source)
{
	report_all(run, &source->module->held);
	report_diagnostics(run, source);
	return accept_product(run, source->module, &source->text) &&
	       accept_product(run, source->module, &source->object);
}

/* Two paths to one file end in the same name. */
static void mark_namesakes(const struct sources *sources)
{
	struct hash_table names = { 0 };

	for (size_t i = 0; i < sources->nr; i++) {
		struct source *source = &sources->items[i];
		void **namesake = hash_table_place(&names, path_base(source->module->name));

		if (*namesake)
			((struct source *)*namesake)->waits = true;
		*namesake = source;
	}
	hash_table_free(&names);
}

static struct sources collect_sources(struct run *run)
{
	struct sources sources = { .run = run };
	bool held_error = false;

	for (struct module *module = run->modules.first; module; module = module->next) {
		if (!module->facts)
			continue;
		held_error |= module->held.worst >= SEVERITY_ERROR;
		*array_push(sources.items, sources.nr, sources.capacity) =
			(struct source){ .module = module,
					 .is_moot = held_error && !run->options->keep_going };
	}
	mark_namesakes(&sources);
	return sources;
}

bool write_sources(struct run *run)
{
	struct sources sources = collect_sources(run);
	size_t accepted = 0;
	bool done = true;

	parallel_run(run->options->jobs, sources.nr, prepare_source, &sources);
	while (done && accepted < sources.nr && !sources.items[accepted].waits)
		done = accept_source(run, &sources.items[accepted++]);
	for (size_t i = 0; i < sources.nr; i++)
		discard_source(&sources.items[i]);
	for (size_t i = accepted; done && i < sources.nr; i++) {
		report_all(run, &sources.items[i].module->held);
		done = write_in_turn(run, sources.items[i].module);
	}
	free(sources.items);
	return done;
}
