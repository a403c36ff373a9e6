// SPDX-License-Identifier: GPL-2.0-only
#include "diagnostics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/strbuf.h"

static const struct {
	enum severity severity;
	const char *text, *module_text;
} messages[] = {
#define MESSAGE(name, level, nr_arguments, words) \
	[MSG_##name] = { SEVERITY_##level, (words), NULL },
#define MODULE_MESSAGE(name, level, nr_arguments, words, module_words) \
	[MSG_##name] = { SEVERITY_##level, (words), (module_words) },
#include "messages.h"
};

static const char *const prefixes[] = {
	[SEVERITY_NOTE] = "",
	[SEVERITY_WARNING] = "WARNING: modpost: ",
	[SEVERITY_ERROR] = "ERROR: modpost: ",
	[SEVERITY_FATAL] = "ERROR: modpost: ",
	[SEVERITY_SYSTEM] = "",
};

enum severity message_severity(enum message message)
{
	return messages[message].severity;
}

static void message_format(struct strbuf *out, enum message message, const char *module,
			   const char *const *arguments)
{
	const char *text = messages[message].text;
	const char *percent;

	if (module && messages[message].module_text) {
		text = messages[message].module_text;
		strbuf_add(out, module);
		strbuf_add(out, strcmp(module, "vmlinux") ? ".ko: " : ": ");
	}
	while ((percent = strchr(text, '%')) != NULL) {
		strbuf_add_bytes(out, text, percent - text);
		strbuf_add(out, arguments[percent[1] - '0']);
		text = percent + 2;
	}
	strbuf_add(out, text);
}

void diagnostics_add(struct diagnostics *diagnostics, enum message message,
		     const char *const *arguments)
{
	struct diagnostic *item;
	struct strbuf text = { 0 };

	message_format(&text, message, diagnostics->module, arguments);
	item = array_push(diagnostics->items, diagnostics->nr, diagnostics->capacity);
	item->severity = message_severity(message);
	item->text = arena_strndup(diagnostics->arena, text.text, text.len);
	if (item->severity > diagnostics->worst)
		diagnostics->worst = item->severity;
	strbuf_free(&text);
}

void diagnose_system(struct diagnostics *diagnostics, const char *path, int error)
{
	/* As perror() does it: no colon after an empty name. */
	if (*path)
		diagnose(diagnostics, MSG_SYSTEM, path, strerror(error));
	else
		diagnose(diagnostics, MSG_SYSTEM_UNNAMED, strerror(error));
}

void diagnostics_free(struct diagnostics *diagnostics)
{
	free(diagnostics->items);
	diagnostics->items = NULL;
	diagnostics->nr = 0;
	diagnostics->capacity = 0;
}

const char *number_text(struct arena *arena, unsigned long long number)
{
	char text[24];

	snprintf(text, sizeof(text), "%llu", number);
	return arena_strdup(arena, text);
}

static const char *prefix_of(const struct reporter *reporter, enum severity severity)
{
	if (severity == SEVERITY_FATAL && reporter->fatal_prefix)
		return "FATAL: modpost: ";
	return prefixes[severity];
}

static void hold(struct diagnostics *held, const struct diagnostic *diagnostic)
{
	*array_push(held->items, held->nr, held->capacity) =
		(struct diagnostic){ .severity = diagnostic->severity,
				     .text = arena_strdup(held->arena, diagnostic->text) };
	if (diagnostic->severity > held->worst)
		held->worst = diagnostic->severity;
}

void report_diagnostic(struct reporter *reporter, const struct diagnostic *diagnostic)
{
	size_t len = strlen(diagnostic->text);

	if (reporter->held) {
		hold(reporter->held, diagnostic);
		return;
	}
	fprintf(stderr, "%s%s%s", reporter->keep_going && reporter->line_open ? "\n" : "",
		prefix_of(reporter, diagnostic->severity), diagnostic->text);
	reporter->line_open = len && diagnostic->text[len - 1] != '\n';
	if (diagnostic->severity >= SEVERITY_ERROR)
		reporter->errors = true;
}

void report_message(struct reporter *reporter, enum severity severity, enum message message,
		    const char *module, const char *const *arguments)
{
	struct diagnostic diagnostic = { .severity = severity };
	struct strbuf text = { 0 };

	message_format(&text, message, reporter->module_first ? module : NULL, arguments);
	diagnostic.text = text.text;
	report_diagnostic(reporter, &diagnostic);
	strbuf_free(&text);
}

void report_system(struct reporter *reporter, const char *path, int error)
{
	if (*path)
		report(reporter, MSG_SYSTEM, path, strerror(error));
	else
		report(reporter, MSG_SYSTEM_UNNAMED, strerror(error));
}
