// SPDX-License-Identifier: GPL-2.0-only
#include "symvers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/text_file.h"
#include "resolve.h"
#include "trim.h"

static const char *const licenses[] = { "EXPORT_SYMBOL", "EXPORT_SYMBOL_GPL" };

enum { CRC, SYMBOL, MODULE, LICENSE, NAMESPACE, NR_FIELDS };

/* The namespace is all that follows the fourth tab. */
static bool split_line(char *line, char *fields[NR_FIELDS])
{
	for (int i = 0; i < NR_FIELDS - 1; i++) {
		char *tab = strchr(line, '\t');

		if (!tab)
			return false;
		*tab = '\0';
		fields[i] = line;
		line = tab + 1;
	}
	fields[NAMESPACE] = line;
	return *fields[SYMBOL] && *fields[MODULE];
}

static bool parse_crc(const char *text, uint32_t *crc)
{
	char *end;

	*crc = strtoull(text, &end, 16);
	return !*end;
}

bool symvers_parse(struct run *run, const char *path, char *text)
{
	const char *dump =
		has_feature(&run->options->features, FEATURE_DUMP_FILE_IDENTITY) ? path : "";
	char *line;

	while ((line = text_next_line(&text)) != NULL) {
		char *fields[NR_FIELDS];
		struct module *module;
		struct exported_symbol *export;
		uint32_t crc;
		bool gpl_only;

		if (!split_line(line, fields) || !parse_crc(fields[CRC], &crc)) {
			report(&run->reporter, MSG_DUMP_PARSE);
			return false;
		}
		gpl_only = !strcmp(fields[LICENSE], licenses[true]);
		if (!gpl_only && strcmp(fields[LICENSE], licenses[false])) {
			report(&run->reporter, MSG_DUMP_LICENSE, fields[SYMBOL], fields[LICENSE]);
			continue;
		}
		module = modules_of_dump(&run->modules, dump, fields[MODULE]);
		export = run->resolve_form->add_dump_export(run, module, fields[SYMBOL],
							    fields[NAMESPACE]);
		export->gpl_only = gpl_only;
		export->crc = crc;
		export->has_crc = true;
	}
	return true;
}

bool symvers_read(struct run *run)
{
	const struct options *options = run->options;

	for (size_t i = 0; i < options->nr_dumps_in; i++) {
		char *text = run_read_text(run, options->dumps_in[i]);

		if (!text) {
			report_system(&run->reporter, options->dumps_in[i], errno);
			return false;
		}
		if (!symvers_parse(run, options->dumps_in[i], text))
			return false;
	}
	return true;
}

void symvers_write(const struct run *run, struct strbuf *out)
{
	for (const struct module *module = run->modules.first; module; module = module->next) {
		if (!module->facts)
			continue;
		for (const struct exported_symbol *export = module->exports; export;
		     export = export->next) {
			if (trim_drops(run, export))
				continue;
			strbuf_add_hex(out, export->crc);
			strbuf_add(out, "\t");
			strbuf_add(out, export->name);
			strbuf_add(out, "\t");
			strbuf_add(out, module->name);
			strbuf_add(out, "\t");
			strbuf_add(out, licenses[export->gpl_only]);
			strbuf_add(out, "\t");
			strbuf_add(out, export->namespace);
			strbuf_add(out, "\n");
		}
	}
}
