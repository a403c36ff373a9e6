/* SPDX-License-Identifier: GPL-2.0-only */
/* All messages of modpost: their texts, severities, and the lists they wait in to be printed. */
#ifndef MODPOST_DIAGNOSTICS_H
#define MODPOST_DIAGNOSTICS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/memory.h"

enum severity {
	SEVERITY_NOTE, /* printed without prefix, no other effect */
	SEVERITY_WARNING,
	SEVERITY_ERROR, /* nothing is written from now on, exit status 1 */
	SEVERITY_FATAL, /* the end of the run */
	SEVERITY_SYSTEM, /* "<path>: <reason>" without prefix, and the end of the run */
};

enum message {
	MSG_SYSTEM,
	MSG_SYSTEM_UNNAMED,
	MSG_IGNORED_OBJECT,
	MSG_OBJECT_LIST,
	MSG_SUFFIX,
	MSG_BYTE_ORDER,
	MSG_NOT_RELOCATABLE,
	MSG_SECTION_TABLE_OFFSET,
	MSG_SECTION_OFFSET,
	MSG_MODINFO_NOBITS,
	MSG_NO_SYMTAB,
	MSG_SHNDX_LINK,
	MSG_BAD_OBJECT,
	MSG_NO_ADDEND,
	MSG_COMMON,
	MSG_STRANGE_EXPORT,
	MSG_LOCAL_EXPORT,
	MSG_EXPORT_MISMATCH,
	MSG_EXPORT_LICENSE,
	MSG_EXPORT_INIT,
	MSG_EXPORT_EXIT,
	MSG_NAMESPACE_OF_NOTHING,
	MSG_EXPORTED_TWICE,
	MSG_DUMP_PARSE,
	MSG_DUMP_LICENSE,
	MSG_LONG_PATH,
	MSG_NO_VERSION,
	MSG_NO_CRC,
	MSG_LONG_SYMBOL,
	MSG_FORBIDDEN_IMPORT,
	MSG_MISSING_NAMESPACE,
	MSG_NO_LICENSE,
	MSG_NO_DESCRIPTION,
	MSG_GPL_ONLY,
	MSG_LONG_MODULE_NAME,
	MSG_UNDEFINED,
	MSG_NOT_DEFINED_HERE,
	MSG_SUPPRESSED,
	MSG_MALFORMED_SOURCE,
	MSG_NON_ALLOC_SECTION,
	MSG_MISMATCH,
	MSG_EXPORT_DISCARDED,
	MSG_EX_TABLE_MISMATCH,
	MSG_EX_TABLE_BAD,
	MSG_EX_TABLE_UNKNOWN,
	MSG_EX_TABLE_UNKNOWN_NOTE,
	MSG_EX_TABLE_DATA,
	MSG_MISMATCHES,
	MSG_TABLE_SIZE,
	MSG_TABLE_LAST,
	MSG_TABLE_NO_NULL,
	MSG_TABLE_TYPE,
	MSG_TABLE_END,
	MSG_PCI_OVERRIDE,
	MSG_CDX_OVERRIDE,
	MSG_CLASS_MASK,
	MSG_AMBA_MASK,
	MSG_WMI_GUID,
	MSG_WMI_CHARACTER,
	MSG_CIRCLE,
	MSG_FOREIGN_OUTPUT,
	MSG_COMPILED,
	MSG_HINT_NOT_EXPORTED,
	MSG_HINT_NOT_LISTED,
	MSG_HINT_OLD_DUMP,
	MSG_HINT_SPELLING,
	MSG_HINT_NAMESPACE,
	MSG_HINT_MODULE_NAMESPACE,
	MSG_HINT_GPL_ONLY,
	MSG_HINT_GENERATED,
};

struct diagnostic {
	enum severity severity;
	const char *text;
};

/* Messages in order, to be printed later. All texts live in @arena. */
struct diagnostics {
	struct arena *arena;
	const char *module; /* what messages about a module begin with, see module_first; or NULL */
	struct diagnostic *items;
	size_t nr;
	size_t capacity;
	enum severity worst;
};

/* Append @message; the arguments are the strings %1, %2, ... of its text. */
#define diagnose(diagnostics, message, ...) \
	diagnostics_add((diagnostics), (message), (const char *const[]){ "", ##__VA_ARGS__, NULL })
void diagnostics_add(struct diagnostics *diagnostics, enum message message,
		     const char *const *arguments);

/* The system call for @path failed with the error number @error. */
void diagnose_system(struct diagnostics *diagnostics, const char *path, int error);

void diagnostics_free(struct diagnostics *diagnostics);

/* Decimal text of @number, living in @arena. */
const char *number_text(struct arena *arena, unsigned long long number);

/* Prints messages and remembers whether one of them was an error. */
struct reporter {
	bool keep_going; /* what would end the run may be followed by more messages */
	bool fatal_prefix; /* fatal messages say so, and not just that they are errors */
	bool module_first; /* messages about a module begin with it */
	bool errors;
	bool line_open; /* the last text had no newline */
	struct diagnostics *
		held; /* if not NULL, messages go there to be printed later, and have no effect until then */
};

void report_diagnostic(struct reporter *reporter, const struct diagnostic *diagnostic);

/* Print a message at once; report_message() does so with another severity, and for a module. */
#define report(reporter, message, ...)                                         \
	report_message((reporter), message_severity(message), (message), NULL, \
		       (const char *const[]){ "", ##__VA_ARGS__, NULL })
void report_message(struct reporter *reporter, enum severity severity, enum message message,
		    const char *module, const char *const *arguments);
void report_system(struct reporter *reporter, const char *path, int error);

enum severity message_severity(enum message message);

#endif
