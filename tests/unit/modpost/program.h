/* SPDX-License-Identifier: GPL-2.0-only */
/* Running the modpost program in the current directory. */
#ifndef MODPOST_PROGRAM_H
#define MODPOST_PROGRAM_H

struct program_run {
	int status; /* 128 and more: ended by a signal */
	char *output, *errors;
};

/* @arguments are separated by single blanks. The caller frees what was printed. */
struct program_run run_modpost(const char *arguments);
void program_run_free(struct program_run *run);

/* Runs modpost as run_modpost() does, and expects this status and this text on its standard error. */
void run_expecting(const char *arguments, int status, const char *errors);

#endif
