/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What one run of modpost is about, from a folder that seeds.sh made:
 *
 *   args       options and objects, separated by blanks, that every modpost understands
 *   own-args   options for ours only
 *   in/        input files: these are mutated
 *   out/       what the files that get written hold before
 */
#ifndef FUZZ_SCENARIO_H
#define FUZZ_SCENARIO_H

#include <sys/stat.h>

#include "bytes.h"

struct scenario_file {
	char *name;
	struct bytes content;
	bool is_output;

	/* In the folder of the run: what it holds and which file it is. */
	struct bytes present;
	ino_t inode;
};

struct scenario {
	char *name;
	char **args, **own_args; /* end with NULL */
	size_t nr_args, nr_own_args;
	bool is_wide, is_big_endian; /* of the first object */
	char *dir;
	struct scenario_file *files;
	size_t nr_files;
};

void scenario_load(struct scenario *scenario, const char *dir);

bool scenario_file_is_object(const struct scenario_file *file);

/* Make a folder for the scenario in @work, for this worker, with all files and nothing else in it. */
void scenario_set_up(struct scenario *scenario, const char *work, unsigned int worker);

/* Make that the current folder. */
void scenario_enter(const struct scenario *scenario);

/* Give file @i the new @content, which now belongs to it. */
void scenario_change(struct scenario *scenario, const char *dir, size_t i, struct bytes content);

/*
 * The name of a file that is not as it was laid out or changed, or that should not be there, NULL if there is
 * none. With @may_write the outputs may be new; only temporary files must not be left.
 */
const char *scenario_find_trace(const struct scenario *scenario, const char *dir, bool may_write);

/* Back to what was laid out. */
void scenario_restore(struct scenario *scenario, const char *dir);

#endif
