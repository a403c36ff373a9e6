// SPDX-License-Identifier: GPL-2.0-only
#include "report.h"

#include <stdlib.h>

#include "lib/parallel.h"
#include "lib/strbuf.h"
#include "report_module.h"
#include "write.h"

/* A module in the report; threads write the texts. */
struct report_item {
	const struct module *module;
	struct strbuf text;
	struct arena arena; /* of the diagnostics */
	struct diagnostics diagnostics;
};

struct report_items {
	const struct run *run;
	struct report_item *items;
	size_t nr, capacity;
};

static void collect_items(struct report_items *items)
{
	for (const struct module *module = items->run->modules.first; module;
	     module = module->next) {
		if (report_has_module(module))
			*array_push(items->items, items->nr, items->capacity) =
				(struct report_item){ .module = module };
	}
}

static void write_item(void *context, size_t i)
{
	struct report_items *items = context;
	struct report_item *item = &items->items[i];

	item->diagnostics.arena = &item->arena;
	report_module_write(items->run, item->module, &item->text, &item->diagnostics);
}

static void free_items(struct report_items *items)
{
	for (size_t i = 0; i < items->nr; i++) {
		strbuf_free(&items->items[i].text);
		diagnostics_free(&items->items[i].diagnostics);
		arena_free(&items->items[i].arena);
	}
	free(items->items);
}

/* The first object with trouble is reason enough. */
static bool report_trouble(struct run *run, const struct report_items *items)
{
	for (size_t i = 0; i < items->nr; i++) {
		const struct diagnostics *diagnostics = &items->items[i].diagnostics;

		for (size_t j = 0; j < diagnostics->nr; j++)
			report_diagnostic(&run->reporter, &diagnostics->items[j]);
		if (diagnostics->nr)
			return false;
	}
	return true;
}

static void join_items(const struct run *run, const struct report_items *items, struct strbuf *out)
{
	const struct options *options = run->options;

	strbuf_printf(out,
		      "{\"format\": \"" REPORT_FORMAT "\",\n"
		      "\"version\": " REPORT_VERSION ",\n"
		      "\"release\": \"%u.%u\",\n"
		      "\"native\": %s,\n"
		      "\"external\": %s,\n"
		      "\"modules\": [\n",
		      RELEASE_MAJOR(options->features.release),
		      RELEASE_MINOR(options->features.release),
		      options->features.native ? "true" : "false",
		      options->external ? "true" : "false");
	for (size_t i = 0; i < items->nr; i++) {
		strbuf_add(out, i ? ",\n" : "");
		strbuf_add_bytes(out, items->items[i].text.text, items->items[i].text.len);
	}
	strbuf_add(out, "]}\n");
}

bool report_write(struct run *run)
{
	const char *path = run->options->report;
	struct report_items items = { .run = run };
	struct strbuf text = { 0 };
	bool done;

	if (!path || !write_is_allowed(run, NULL))
		return true;
	collect_items(&items);
	parallel_run(run->options->jobs, items.nr, write_item, &items);
	done = report_trouble(run, &items);
	if (done) {
		join_items(run, &items, &text);
		done = write_output(run, NULL, path, OUTPUT_REPORT, &text);
	}
	strbuf_free(&text);
	free_items(&items);
	return done;
}
