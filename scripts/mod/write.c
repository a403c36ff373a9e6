// SPDX-License-Identifier: GPL-2.0-only
#include "write.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "mod_c.h"
#include "nsdeps.h"
#include "resolve.h"
#include "strbuf.h"
#include "symvers.h"

static bool may_write(const struct run *run, const struct module *module)
{
	if (run->options->keep_going)
		return !module || !module->failed;
	return !run->reporter.errors;
}

/* @module: whose file it is, NULL for one of the run as a whole. */
static bool write_output(struct run *run, const struct module *module, const char *path,
			 const struct strbuf *text)
{
	if (!may_write(run, module))
		return true;
	if (output_files_write(&run->outputs, path, text->text ? text->text : "", text->len))
		return true;
	report_system(&run->reporter, path, errno);
	return false;
}

static bool write_mod_c(struct run *run, struct module *module, struct strbuf *text)
{
	struct strbuf path = { 0 };
	bool done = true;

	mod_c_write(run, module, text);
	strbuf_printf(&path, "%s.mod.c", module->name);
	if (path.len >= PATH_MAX) {
		path.text[PATH_MAX - 1] = '\0';
		report_for(run, module, MSG_LONG_PATH, path.text);
	} else {
		done = write_output(run, module, path.text, text);
	}
	strbuf_free(&path);
	return done;
}

static bool write_source(struct run *run, struct module *module, struct strbuf *text)
{
	if (!module->facts)
		return true;
	strbuf_reset(text);
	if (!module->is_vmlinux)
		return write_mod_c(run, module, text);
	vmlinux_export_c_write(run, module, text);
	return write_output(run, module, VMLINUX_EXPORT_C, text);
}

bool write_sources(struct run *run)
{
	struct strbuf text = { 0 };
	bool done = true;

	for (struct module *module = run->modules.first; done && module; module = module->next)
		done = write_source(run, module, &text);
	strbuf_free(&text);
	return done;
}

bool resolve_and_write_sources(struct run *run)
{
	struct strbuf text = { 0 };
	bool done = true;

	for (struct module *module = run->modules.first; done && module; module = module->next) {
		resolve_module(run, module);
		done = write_source(run, module, &text);
	}
	strbuf_free(&text);
	return done;
}

/* Modules that have a valid .mod.c now. */
static void list_modules(const struct run *run, struct strbuf *out)
{
	for (const struct module *module = run->modules.first; module; module = module->next) {
		if (module->facts && !module->is_vmlinux && may_write(run, module))
			strbuf_printf(out, "%s.o\n", module->name);
	}
}

bool write_lists(struct run *run)
{
	const struct {
		const char *path;
		void (*write)(const struct run *run, struct strbuf *out);
	} lists[] = {
		{ run->options->namespace_deps, nsdeps_write },
		{ run->options->dump_out, symvers_write },
		{ run->options->modules_out, list_modules },
	};
	struct strbuf text = { 0 };
	const char *failed;
	bool done = true;

	for (size_t i = 0; done && i < sizeof(lists) / sizeof(lists[0]); i++) {
		if (!lists[i].path)
			continue;
		strbuf_reset(&text);
		lists[i].write(run, &text);
		done = write_output(run, NULL, lists[i].path, &text);
	}
	strbuf_free(&text);
	if (!done)
		return false;

	failed = output_files_publish(&run->outputs);
	if (failed)
		report_system(&run->reporter, failed, errno);
	return !failed;
}
