// SPDX-License-Identifier: GPL-2.0-only
#include "mod_object/samples.h"

#include <stdlib.h>
#include <string.h>

#include "mod_c.h"
#include "mod_object/sample_lengths.h"
#include "write.h"

/* 256 characters, past the length that any compiler is known to align for */
#define TWICE(text) text text
#define LONG_TEXT   TWICE(TWICE(TWICE(TWICE(TWICE("alias-*:")))))

/* What differs between the samples. */
static const struct sample {
	bool has_init, has_exit, has_srcversion;
	bool marks[NR_INFO_TAGS];
	const char *depends;
	const char *const *aliases;
	size_t nr_exports, first_export;
	size_t nr_versions, nr_extended; /* what is aligned depends on them */
} samples[NR_SAMPLES] = {
	{ .has_init = true,
	  .has_exit = true,
	  .has_srcversion = true,
	  .marks = { [INFO_STAGING] = true, [INFO_TEST] = true },
	  .depends = "first_sample,second-sample",
	  .aliases = (const char *const[]){ "first", "second:v*d??e*", LONG_TEXT, NULL },
	  .nr_exports = 20,
	  .nr_versions = 70,
	  .nr_extended = 70 },
	{ .has_init = true,
	  .has_srcversion = true,
	  .marks = { [INFO_TEST] = true },
	  .depends = "one_sample",
	  .aliases = (const char *const[]){ "pci:v*\"quoted\" and \\ escaped", NULL },
	  .nr_versions = 1,
	  .nr_extended = 8 },
	/* C has no string without a literal, so there is one name. */
	{ .depends = "",
	  .aliases = (const char *const[]){ NULL },
	  .nr_exports = 12,
	  .first_export = 20,
	  .nr_extended = 1 },
};

/* Of different lengths, for what would depend on that; sample_lengths_name() has another one. */
static const char *const endings[NR_SAMPLES] = { "1", "-two", "-of-three" };

char *sample_name(const char *stem, unsigned int sample)
{
	struct strbuf name = { 0 };

	strbuf_printf(&name, "%s%s", stem, endings[sample]);
	return name.text;
}

/* Names of which none is part of another: "export_", and each its own letter a number of times. */
static const char *export_name(size_t i, struct arena *arena)
{
	char letters[64];
	size_t len = i % 7 + 1;

	memset(letters, 'a' + (int)(i % 26), len);
	letters[len] = '\0';
	return arena_printf(arena, "export_%s%s", i < 26 ? "" : "of_", letters);
}

/* All eight kinds occur in eight exports. */
static const struct exported_symbol *sample_export(size_t i, struct arena *arena)
{
	struct exported_symbol *export = arena_zeroed(arena, 1, sizeof(*export));

	export->name = export_name(i, arena);
	export->namespace = i & 4 ? i & 8 ? "NAMESPACE" : "NS_OF_SAMPLES" : "";
	export->is_function = (i & 1) != (i >> 4 & 1);
	export->gpl_only = i & 2;
	export->has_crc = true;
	/* From 0x10203040 on, then smaller ones down to nothing. */
	export->crc = 0x10203040 + 0x01071301 * i;
	if (i >= 24)
		export->crc = i < 31 ? export->crc >> 4 * (i - 24) : 0;
	return export;
}

/*
 * Short names first: eight of them have 32 bytes, from which on compilers align, and one more ends them. Then longer
 * names, up to the longest that fits everywhere, and past it for the extended form. All of them with that last byte
 * have a multiple of 32 bytes, so that padding is seen in the difference.
 */
static const char *version_name(size_t i, struct arena *arena)
{
	char letters[128];
	size_t len = i < 8 ? 1 : i == 20 ? 53 : i == 30 ? 77 : 3 + i * 7 % 40;

	memset(letters, 'a' + (int)(i % 26), len);
	letters[len] = '\0';
	return arena_printf(arena, "v_%s", letters);
}

static struct mod_version sample_version(size_t i, struct arena *arena)
{
	struct mod_version version = { .name = version_name(i, arena),
				       .crc = 0xfedcba98 - 0x01030507 * i };

	if (i % 9 == 8)
		version.crc >>= 3 * (i / 9);
	return version;
}

static void sample_versions(struct mod_contents *contents, const struct options *options,
			    const struct sample *sample, struct arena *arena)
{
	for (size_t i = 0; options->basic_versions && i < sample->nr_versions; i++) {
		struct mod_version version = sample_version(i, arena);

		if (strlen(version.name) < 64 - 8)
			*array_push(contents->versions, contents->nr_versions,
				    contents->versions_capacity) = version;
	}
	for (size_t i = 0; options->extended_versions && i < sample->nr_extended; i++)
		*array_push(contents->extended, contents->nr_extended,
			    contents->extended_capacity) = sample_version(i, arena);
}

static void sample_aliases(struct mod_contents *contents, const struct sample *sample,
			   struct arena *arena)
{
	struct fact_alias *aliases;
	size_t nr = 0;

	while (sample->aliases[nr])
		nr++;
	aliases = arena_array(arena, nr, sizeof(*aliases));
	for (size_t i = 0; i < nr; i++)
		aliases[i] = (struct fact_alias){ .text = sample->aliases[i] };
	contents->aliases = aliases;
	contents->nr_aliases = nr;
}

void sample_contents(struct mod_contents *contents, const struct run *run, unsigned int number,
		     const char *name, struct arena *arena)
{
	const struct sample *sample = &samples[number];

	memset(contents, 0, sizeof(*contents));
	contents->name = name;
	contents->has_init = sample->has_init;
	contents->has_exit = sample->has_exit;
	contents->srcversion = sample->has_srcversion ? "0123456789ABCDEF0123456" : NULL;
	mod_contents_set_statements(contents, run);
	for (enum info_tag tag = 0; tag < NR_INFO_TAGS; tag++)
		contents->says[tag] |= sample->marks[tag];
	for (size_t i = 0; i < sample->nr_exports; i++)
		*array_push(contents->exports, contents->nr_exports, contents->exports_capacity) =
			sample_export(sample->first_export + i, arena);
	sample_versions(contents, run->options, sample, arena);
	contents->depends = strcpy(xmalloc(strlen(sample->depends) + 1), sample->depends);
	sample_aliases(contents, sample, arena);
}

/* Write @text to @name.mod.c, and free both. */
static bool source_write(struct run *run, char *name, struct strbuf *text)
{
	struct strbuf path = { 0 };
	bool done;

	strbuf_printf(&path, "%s.mod.c", name);
	done = write_output(run, NULL, path.text, OUTPUT_SOURCE, text);
	strbuf_free(&path);
	strbuf_free(text);
	free(name);
	return done;
}

static bool sample_write(struct run *run, const char *stem, unsigned int number)
{
	struct strbuf text = { 0 };
	struct mod_contents contents;
	struct arena arena = { 0 };
	char *name = sample_name(stem, number);

	sample_contents(&contents, run, number, name, &arena);
	mod_c_write(run, &contents, &text);
	mod_contents_free(&contents);
	arena_free(&arena);
	return source_write(run, name, &text);
}

static bool lengths_write(struct run *run, const char *stem)
{
	struct strbuf text = { 0 };

	sample_lengths_write(&text);
	return source_write(run, sample_lengths_name(stem), &text);
}

bool samples_write(struct run *run, const char *stem)
{
	for (unsigned int number = 0; number < NR_SAMPLES; number++) {
		if (!sample_write(run, stem, number))
			return false;
	}
	if (sample_lengths_matter(run->options) && !lengths_write(run, stem))
		return false;
	return publish_outputs(run) && !run_has_failed(run);
}
