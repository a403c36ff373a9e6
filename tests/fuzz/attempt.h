/* SPDX-License-Identifier: GPL-2.0-only */
/* One run of modpost, and how it ended. */
#ifndef FUZZ_ATTEMPT_H
#define FUZZ_ATTEMPT_H

#include <stdbool.h>

enum {
	MOST_CPU_SECONDS = 2, /* of one run */
	SANITIZER_STATUS = 99, /* with it sanitizers end a process */
};

enum outcome {
	OUTCOME_TAKEN, /* exit status 0 */
	OUTCOME_REFUSED, /* exit status 1, with a message */
	OUTCOME_CRASH,
	OUTCOME_SANITIZER,
	OUTCOME_SLOW,
	OUTCOME_STATUS, /* another exit status, or 1 without a message */
	NR_OUTCOMES,
};

/*
 * Run modpost in the current folder. @argv ends with NULL. Standard error is a file that holds just what
 * modpost printed afterwards. @milliseconds: the processor time it took.
 *
 * attempt_linked() calls the modpost that is linked with this program; a crash, a report of a sanitizer
 * and a run that takes too long end the process. attempt_program() starts the program @path.
 */
enum outcome attempt_linked(char **argv, long *milliseconds);
enum outcome attempt_program(const char *path, char **argv, long *milliseconds);

/* How the @status of wait() that a process of attempt_linked() left is to be read. */
enum outcome attempt_outcome_of_death(int status);

/* Is there memory that was not given back since the last call? It is reported on standard error. */
bool attempt_leaks(void);

#endif
