/* SPDX-License-Identifier: GPL-2.0-only */
/* The messages of modpost (messages.h): their severities, and the lists they wait in to be printed. */
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

/* MSG_COMMON, ...: all of messages.h. */
enum message {
#define MESSAGE(name, ...) MSG_##name,
#define MODULE_MESSAGE	   MESSAGE
#include "messages.h"
};

/* MSG_COMMON_ARGUMENTS, ...: how many arguments the message has. */
enum message_arguments {
#define MESSAGE(name, severity, nr_arguments, ...) MSG_##name##_ARGUMENTS = (nr_arguments),
#define MODULE_MESSAGE				   MESSAGE
#include "messages.h"
};

#define MESSAGE_ARGUMENTS(...) ((const char *const[]){ "", ##__VA_ARGS__ })

/* Does not compile if there are more or less than the text of @message has places for. */
#define ASSERT_MESSAGE_ARGUMENTS(message, ...)                                                \
	_Static_assert(ARRAY_SIZE(MESSAGE_ARGUMENTS(__VA_ARGS__)) - 1 == message##_ARGUMENTS, \
		       "wrong number of arguments of " #message)

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

/* Append @message, one of the constants; the arguments are the strings %1, %2, ... of its text. */
#define diagnose(diagnostics, message, ...)                                                \
	do {                                                                               \
		ASSERT_MESSAGE_ARGUMENTS(message, ##__VA_ARGS__);                          \
		diagnostics_add((diagnostics), (message), MESSAGE_ARGUMENTS(__VA_ARGS__)); \
	} while (0)
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
#define report(reporter, message, ...)                                                 \
	do {                                                                           \
		ASSERT_MESSAGE_ARGUMENTS(message, ##__VA_ARGS__);                      \
		report_message((reporter), message_severity(message), (message), NULL, \
			       MESSAGE_ARGUMENTS(__VA_ARGS__));                        \
	} while (0)
void report_message(struct reporter *reporter, enum severity severity, enum message message,
		    const char *module, const char *const *arguments);
void report_system(struct reporter *reporter, const char *path, int error);

enum severity message_severity(enum message message);

#endif
