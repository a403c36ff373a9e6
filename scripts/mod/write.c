// SPDX-License-Identifier: GPL-2.0-only
#include "write.h"

#include <errno.h>

#include "lib/memory.h"
#include "symvers.h"

bool write_is_allowed(const struct run *run, const struct module *module)
{
	if (run->options->keep_going)
		return !module || !module->failed;
	return !run_has_failed(run);
}

void report_foreign_output(struct run *run, struct module *module, const char *path)
{
	report(&run->reporter, MSG_FOREIGN_OUTPUT, path);
	if (module)
		module->failed = true;
}

bool write_output(struct run *run, struct module *module, const char *path, enum output_kind kind,
		  const struct strbuf *text)
{
	if (!write_is_allowed(run, module))
		return true;
	/* Linux's modpost replaces every file; the report is none of its outputs. */
	if ((run->options->features.native || kind == OUTPUT_REPORT) &&
	    output_is_foreign(path, kind)) {
		report_foreign_output(run, module, path);
		return module != NULL;
	}
	if (kind == OUTPUT_OBJECT
		    ? output_files_write_unrecorded(&run->outputs, path, text->text, text->len)
		    : output_files_write(&run->outputs, path, text->text ? text->text : "",
					 text->len))
		return true;
	report_system(&run->reporter, path, errno);
	return false;
}

void nsdeps_write(const struct run *run, struct strbuf *out)
{
	for (const struct module *module = run->modules.first; module; module = module->next) {
		const struct namespace_name *missing = module->missing_namespaces;

		if (!missing)
			continue;
		strbuf_printf(out, "%s.ko:", module->name);
		for (; missing; missing = missing->next)
			strbuf_printf(out, " %s", missing->name);
		strbuf_add(out, "\n");
	}
}

/* Modules that have a valid .mod.c now. */
static void list_modules(const struct run *run, struct strbuf *out)
{
	for (const struct module *module = run->modules.first; module; module = module->next) {
		if (module->facts && !module->is_vmlinux && write_is_allowed(run, module))
			strbuf_printf(out, "%s.o\n", module->name);
	}
}

/* Modules whose .mod.o is left to the compiler. */
static void list_compiled(const struct run *run, struct strbuf *out)
{
	for (const struct module *module = run->modules.first; module; module = module->next) {
		if (module->facts && !module->is_vmlinux && !module->has_object &&
		    write_is_allowed(run, module))
			strbuf_printf(out, "%s.mod.o\n", module->name);
	}
}

bool write_lists(struct run *run)
{
	const struct {
		const char *path;
		enum output_kind kind;
		void (*write)(const struct run *run, struct strbuf *out);
	} lists[] = {
		{ run->options->namespace_deps, OUTPUT_LIST, nsdeps_write },
		{ run->options->dump_out, OUTPUT_DUMP, symvers_write },
		{ run->options->modules_out, OUTPUT_LIST, list_modules },
		{ run->options->compiled_out, OUTPUT_LIST, list_compiled },
	};
	struct strbuf text = { 0 };
	bool done = true;

	for (size_t i = 0; done && i < ARRAY_SIZE(lists); i++) {
		if (!lists[i].path)
			continue;
		strbuf_reset(&text);
		lists[i].write(run, &text);
		done = write_output(run, NULL, lists[i].path, lists[i].kind, &text);
	}
	strbuf_free(&text);
	return done;
}

bool publish_outputs(struct run *run)
{
	const char *failed;

	/* What was written for the modules before the first bad one is discarded with the run. */
	if (!write_is_allowed(run, NULL))
		return true;
	failed = output_files_publish(&run->outputs);
	if (failed)
		report_system(&run->reporter, failed, errno);
	return !failed;
}
