/* SPDX-License-Identifier: GPL-2.0-only */
/* A compiler of .mod.c files for tests, which takes what they say and not their text, and has habits on request. */
#ifndef MODPOST_FAKE_COMPILER_H
#define MODPOST_FAKE_COMPILER_H

#include "mod_contents.h"
#include "mod_object/object.h"

enum fake_habit {
	FAKE_BACKWARDS = 1, /* the last variable comes first */
	FAKE_SMALL =
		2, /* 32 bit, big endian, relocations without addends, names by section and offset */
	FAKE_MARKS = 4, /* a numbered mark where the data of a section begins */
	FAKE_PADDING = 8, /* sections are padded up to their alignment */
	FAKE_ASM_FLAG = 16, /* something is different if there are no exports */
	FAKE_ADDRESSES = 32, /* a table of symbols whose address matters */
	FAKE_DEBUG = 64, /* debugging information, with marks if there are any */
	FAKE_STEPS = 4096, /* alignments grow with lengths up to 32, instead of at 32 */
	FAKE_ODD_STEP = 8192, /* they grow at a length of 40 */

	/* What nobody can foresee */
	FAKE_UNSORTED = 128, /* exports come by a sum of their names */
	FAKE_TIME = 256, /* a section that differs each time */
	FAKE_LENGTH = 512, /* the number of exports */
	FAKE_PATH = 1024, /* the name of the source with its folders */
	FAKE_KINDS = 2048, /* relocations of each other export are of another type */
};

/* Make the object of a .mod.c of the native form, in @arena. */
void fake_compile(struct mod_object *object, const struct mod_contents *contents,
		  unsigned int habits, struct arena *arena);

/* Make the object of the source of sample_lengths.h. */
void fake_compile_lengths(struct mod_object *object, unsigned int habits, struct arena *arena);

/* The first into the file @path. */
void fake_compile_file(const char *path, const struct mod_contents *contents, unsigned int habits);

#endif
