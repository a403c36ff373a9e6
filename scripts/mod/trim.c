// SPDX-License-Identifier: GPL-2.0-only
#include "trim.h"

#include <errno.h>

#include "lib/text_file.h"

void trim_keep_listed(struct run *run, char *text)
{
	const char *name;

	while ((name = text_next_line(&text)) != NULL) {
		struct exported_symbol *export = modules_find_export(&run->modules, name);

		if (export)
			export->is_used = true;
	}
}

bool trim_read_whitelist(struct run *run)
{
	const char *path = run->options->unused_whitelist;
	char *text;

	if (!path)
		return true;
	text = run_read_text(run, path);
	if (!text) {
		report_system(&run->reporter, path, errno);
		return false;
	}
	trim_keep_listed(run, text);
	return true;
}

bool trim_drops(const struct run *run, const struct exported_symbol *export)
{
	return run->options->trim_unused && !export->is_used;
}
