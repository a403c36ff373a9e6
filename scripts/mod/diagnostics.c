// SPDX-License-Identifier: GPL-2.0-only
#include "diagnostics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/strbuf.h"

#define NON_ALLOC_ADVICE                                      \
	"Did you forget to use \"ax\"/\"aw\" in a .S file?\n" \
	"Note that for example <linux/init.h> contains\n"     \
	"section definitions for use in .S files.\n"          \
	"\n"

/* Tools parse these texts, so they are those of the kernel's modpost, odd ones included. */
#define MESSAGE(name, level, words) [MSG_##name] = { .severity = SEVERITY_##level, .text = (words) }
/* A message that has other words where it begins with the module. */
#define MODULE_MESSAGE(name, level, words, module_words) \
	[MSG_##name] = { .severity = SEVERITY_##level,   \
			 .text = (words),                \
			 .module_text = (module_words) }

static const struct {
	enum severity severity;
	const char *text, *module_text;
} messages[] = {
	MESSAGE(SYSTEM, SYSTEM, "%1: %2\n"),
	MESSAGE(SYSTEM_UNNAMED, SYSTEM, "%1\n"),
	MESSAGE(IGNORED_OBJECT, NOTE, "%1: %2 (ignored)\n"),
	MESSAGE(OBJECT_LIST, FATAL, "Can't open filenames file %1: %2"),
	MESSAGE(SUFFIX, ERROR, "%1: filename must be suffixed with .o\n"),
	MESSAGE(BYTE_ORDER, FATAL, "target endian is unknown\n"),
	MESSAGE(NOT_RELOCATABLE, FATAL, "%1: not relocatable object."),
	MESSAGE(SECTION_TABLE_OFFSET, FATAL,
		"section header offset=%1 in file '%2' is bigger than filesize=%3\n"),
	MESSAGE(SECTION_OFFSET, FATAL,
		"%1 is truncated. sechdrs[i].sh_offset=%2 > sizeof(*hrd)=%3\n"),
	MESSAGE(MODINFO_NOBITS, FATAL, "%1 has NOBITS .modinfo\n"),
	MESSAGE(NO_SYMTAB, FATAL, "%1 has no symtab?\n"),
	MESSAGE(SHNDX_LINK, FATAL, "%1: SYMTAB_SHNDX has bad sh_link: %2!=%3\n"),
	MESSAGE(BAD_OBJECT, FATAL, "%1: %2\n"),
	MESSAGE(NO_ADDEND, FATAL, "Please add code to calculate addend for this architecture\n"),
	MODULE_MESSAGE(COMMON, WARNING, "\"%1\" [%2] is COMMON symbol\n",
		       "'%1' is COMMON symbol\n"),
	MODULE_MESSAGE(STRANGE_EXPORT, ERROR,
		       "%1: .export_symbol section contains strange symbol '%2'\n",
		       ".export_symbol section contains strange symbol '%2'\n"),
	MODULE_MESSAGE(LOCAL_EXPORT, ERROR, "%1: local symbol '%2' was exported\n",
		       "local symbol '%2' was exported\n"),
	MODULE_MESSAGE(EXPORT_MISMATCH, ERROR,
		       "%1: .export_symbol section references '%2', but it does not seem to be an "
		       "export symbol\n",
		       ".export_symbol section references '%2', but it does not seem to be an "
		       "export symbol\n"),
	MODULE_MESSAGE(EXPORT_LICENSE, ERROR, "%1: unknown license '%2' was specified for '%3'\n",
		       "unknown license '%2' was specified for '%3'\n"),
	MODULE_MESSAGE(
		EXPORT_INIT, WARNING,
		"%1: %2: EXPORT_SYMBOL used for init symbol. Remove __init or EXPORT_SYMBOL.\n",
		"EXPORT_SYMBOL used for init symbol '%2'. Remove __init or EXPORT_SYMBOL.\n"),
	MODULE_MESSAGE(
		EXPORT_EXIT, WARNING,
		"%1: %2: EXPORT_SYMBOL used for exit symbol. Remove __exit or EXPORT_SYMBOL.\n",
		"EXPORT_SYMBOL used for exit symbol '%2'. Remove __exit or EXPORT_SYMBOL.\n"),
	MESSAGE(NAMESPACE_OF_NOTHING, ERROR, "Could not update namespace(%1) for symbol %2\n"),
	MODULE_MESSAGE(EXPORTED_TWICE, ERROR,
		       "%1: '%2' exported twice. Previous export was in %3%4\n",
		       "symbol '%2' exported twice. Previous export was in %3%4\n"),
	MESSAGE(DUMP_PARSE, FATAL, "parse error in symbol dump file\n"),
	MESSAGE(DUMP_LICENSE, ERROR, "%1: unknown license %2. skip"),
	MESSAGE(LONG_PATH, ERROR, "%1: too long path was truncated\n"),
	MODULE_MESSAGE(
		NO_VERSION, WARNING,
		"EXPORT symbol \"%1\" [%2%3] version generation failed, symbol will not be "
		"versioned.\n"
		"Is \"%1\" prototyped in <asm/asm-prototypes.h>?\n",
		"EXPORT symbol '%1' version generation failed, symbol will not be versioned.\n"
		"Is '%1' prototyped in <asm/asm-prototypes.h>?\n"),
	MODULE_MESSAGE(NO_CRC, WARNING, "\"%1\" [%2.ko] has no CRC!\n",
		       "symbol '%1' has no CRC!\n"),
	MODULE_MESSAGE(LONG_SYMBOL, ERROR, "too long symbol \"%1\" [%2.ko]\n",
		       "too long symbol '%1'\n"),
	MODULE_MESSAGE(FORBIDDEN_IMPORT, ERROR,
		       "%1: explicitly importing namespace \"%2\" is not allowed.\n",
		       "explicitly importing namespace '%2' is not allowed.\n"),
	MODULE_MESSAGE(MISSING_NAMESPACE, ERROR,
		       "module %1 uses symbol %2 from namespace %3, but does not import it.\n",
		       "module uses symbol '%2' from namespace '%3', but does not import it.\n"),
	MODULE_MESSAGE(NO_LICENSE, ERROR, "missing MODULE_LICENSE() in %1\n",
		       "missing MODULE_LICENSE()\n"),
	MODULE_MESSAGE(NO_DESCRIPTION, WARNING, "missing MODULE_DESCRIPTION() in %1\n",
		       "missing MODULE_DESCRIPTION()\n"),
	MODULE_MESSAGE(GPL_ONLY, ERROR, "GPL-incompatible module %1.ko uses GPL-only symbol '%2'\n",
		       "GPL-incompatible module uses GPL-only symbol '%2'\n"),
	MODULE_MESSAGE(LONG_MODULE_NAME, ERROR, "module name is too long [%1.ko]\n",
		       "module name is too long\n"),
	MODULE_MESSAGE(UNDEFINED, ERROR, "\"%1\" [%2.ko] undefined!\n", "symbol '%1' undefined!\n"),
	MODULE_MESSAGE(NOT_DEFINED_HERE, ERROR, "\"%1\" [%2.ko] was exported without definition\n",
		       "symbol '%1' was exported without definition\n"),
	MESSAGE(SUPPRESSED, WARNING,
		"suppressed %1 unresolved symbol warnings because there were too many)\n"),
	MESSAGE(MALFORMED_SOURCE, WARNING, "malformed line: %1\n"),
	MODULE_MESSAGE(NON_ALLOC_SECTION, WARNING,
		       "%1 (%2): unexpected non-allocatable section.\n" NON_ALLOC_ADVICE,
		       "unexpected non-allocatable section '%2'.\n" NON_ALLOC_ADVICE),
	MODULE_MESSAGE(MISMATCH, WARNING,
		       "%1: section mismatch in reference: %2 (section: %3) -> %4 (section: %5)\n",
		       "section mismatch in reference: %2 (section: %3) -> %4 (section: %5)\n"),
	MESSAGE(EXPORT_DISCARDED, WARNING,
		"%1: EXPORT_SYMBOL used for init/exit symbol: %2 (section: %3)\n"),
	MESSAGE(EX_TABLE_MISMATCH, WARNING,
		"%1(%2+0x%3): Section mismatch in reference from the %4 to the %5\n"),
	MESSAGE(EX_TABLE_BAD, FATAL,
		"The relocation at %1+0x%2 references\n"
		"section \"%3\" which is black-listed.\n"
		"Something is seriously wrong and should be fixed.\n"
		"You might get more information about where this is\n"
		"coming from by using scripts/check_extable.sh %4\n"),
	MESSAGE(EX_TABLE_UNKNOWN, WARNING,
		"The relocation at %1+0x%2 references\n"
		"section \"%3\" which is not in the list of\n"
		"authorized sections.  If you're adding a new section\n"
		"and/or if this reference is valid, add \"%3\" to the\n"
		"list of authorized sections to jump to on fault.\n"
		"This can be achieved by adding \"%3\" to\n"
		"OTHER_TEXT_SECTIONS in scripts/mod/modpost.c.\n"),
	MESSAGE(EX_TABLE_UNKNOWN_NOTE, NOTE,
		"The relocation at %1+0x%2 references\n"
		"section \"%3\" which is not in the list of\n"
		"authorized sections.  If you're adding a new section\n"
		"and/or if this reference is valid, add \"%3\" to the\n"
		"list of authorized sections to jump to on fault.\n"
		"This can be achieved by adding \"%3\" to \n"
		"OTHER_TEXT_SECTIONS in scripts/mod/modpost.c.\n"),
	MESSAGE(EX_TABLE_DATA, ERROR, "%1+0x%2 references non-executable section '%3'\n"),
	MESSAGE(MISMATCHES, ERROR,
		"Section mismatches detected.\n"
		"Set CONFIG_SECTION_MISMATCH_WARN_ONLY=y to allow them.\n"),
	MESSAGE(TABLE_SIZE, FATAL,
		"%1: sizeof(struct %2_device_id)=%3 is not a modulo of the size of section "
		"__mod_%2__<identifier>_device_table=%4.\n"
		"Fix definition of struct %2_device_id in mod_devicetable.h\n"),
	MESSAGE(TABLE_LAST, NOTE, "%1: struct %2_device_id is %3 bytes.  The last of %4 is:\n%5\n"),
	MESSAGE(TABLE_NO_NULL, FATAL,
		"%1: struct %2_device_id is not terminated with a NULL entry!\n"),
	MESSAGE(TABLE_TYPE, ERROR,
		"%1: type mismatch between %2[] and MODULE_DEVICE_TABLE(%3, ...)\n"),
	MESSAGE(TABLE_END, ERROR, "%1: %2[] is not terminated with a NULL entry\n"),
	MESSAGE(PCI_OVERRIDE, WARNING, "Unknown PCI driver_override alias %1\n"),
	MESSAGE(CDX_OVERRIDE, WARNING, "Unknown CDX driver_override alias %1\n"),
	MESSAGE(CLASS_MASK, WARNING, "Can't handle masks in %1:%2\n"),
	MESSAGE(AMBA_MASK, FATAL,
		"%1: Masked-off bit(s) of AMBA device ID are non-zero: id=0x%2, mask=0x%3.  "
		"Please fix this driver.\n"),
	MESSAGE(WMI_GUID, WARNING, "Invalid WMI device id 'wmi:%1' in '%2'\n"),
	MESSAGE(WMI_CHARACTER, WARNING,
		"Invalid character %1 inside WMI GUID string '%2' in '%3'\n"),

	/* Our own, in the native form. */
	MESSAGE(CIRCLE, WARNING, "modules need each other in a circle: %1\n"),
	MESSAGE(FOREIGN_OUTPUT, ERROR,
		"%1: was not written by modpost and is in the place of its output: rename or "
		"remove it\n"),

	/* Our own, of objects that modpost makes. */
	MESSAGE(COMPILED, NOTE, "%1: every .mod.o is compiled, since %2\n"),

	/* Our own, each on a line below the message that it is about. */
	MESSAGE(HINT_NOT_EXPORTED, NOTE, "  hint: %1 defines it, but does not export it\n"),
	MESSAGE(HINT_NOT_LISTED, NOTE,
		"  hint: %1 exports it, but is not in the list of objects\n"),
	MESSAGE(HINT_OLD_DUMP, NOTE,
		"  hint: %1%2 exported it when %3 was written, and is not in the list of objects "
		"now\n"),
	MESSAGE(HINT_SPELLING, NOTE, "  hint: the nearest exported name is \"%1\" [%2]\n"),
	MESSAGE(HINT_NAMESPACE, NOTE, "  hint: exported by %1; add MODULE_IMPORT_NS(%2); to %3\n"),
	MESSAGE(HINT_MODULE_NAMESPACE, NOTE,
		"  hint: exported by %1 to the modules that \"%2\" names, and to no others\n"),
	MESSAGE(HINT_GPL_ONLY, NOTE,
		"  hint: exported by %1 to modules with a GPL-compatible MODULE_LICENSE()\n"),
	MESSAGE(HINT_GENERATED, NOTE,
		"  hint: %1.c is written by modpost and is not a source of the module\n"),
};

#undef MESSAGE
#undef MODULE_MESSAGE
#undef NON_ALLOC_ADVICE

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
