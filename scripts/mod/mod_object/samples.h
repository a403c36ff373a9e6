/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Made-up modules. What the compiler makes of their .mod.c shows what it makes of others. The first has several of
 * everything. The second has no exports, and other numbers, lengths and orders of the rest; the third has other
 * exports and nothing else. So it can be seen what depends on what.
 */
#ifndef MODPOST_MOD_OBJECT_SAMPLES_H
#define MODPOST_MOD_OBJECT_SAMPLES_H

#include "mod_contents.h"
#include "mod_object/object.h"

enum {
	SAMPLE_OF_ALL,
	SAMPLE_WITHOUT_EXPORTS,
	SAMPLE_OF_EXPORTS,
	NR_SAMPLES,
};

/* What is learned from: what a sample says, and what became of it. */
struct model_sample {
	const char *path; /* of the object */
	struct mod_contents contents;
	struct mod_object object;
};

/* The path of the .mod.c of a sample, without .mod.c: STEM1 is that of the first. To be freed. */
char *sample_name(const char *stem, unsigned int sample);

/*
 * The contents of a sample, for the options of @run. Strings live in @arena. To be released with
 * mod_contents_free().
 */
void sample_contents(struct mod_contents *contents, const struct run *run, unsigned int number,
		     const char *name, struct arena *arena);

/* Write the .mod.c of all samples, and that of sample_lengths.h if it matters. False after a message. */
bool samples_write(struct run *run, const char *stem);

#endif
