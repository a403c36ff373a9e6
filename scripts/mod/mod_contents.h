/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a <module>.mod.c says, as lists. The text and the object of a module are both made of it, so neither can
 * say what the other does not.
 */
#ifndef MODPOST_MOD_CONTENTS_H
#define MODPOST_MOD_CONTENTS_H

#include "run.h"

/* MODULE_INFO() statements, in their order in the text. */
enum info_tag {
	INFO_VERMAGIC, /* the value is known to the compiler only */
	INFO_NAME, /* KBUILD_MODNAME */
	INFO_INTREE,
	INFO_RETPOLINE, /* may be left out by the preprocessor */
	INFO_STAGING,
	INFO_TEST,
	INFO_DEPENDS,
	INFO_ALIAS,
	INFO_SRCVERSION,
	NR_INFO_TAGS,
};

/* A version that an import has to match. */
struct mod_version {
	const char *name;
	uint32_t crc;
};

/* The arrays belong to the contents, the strings to the run. */
struct mod_contents {
	const char *name; /* path of the module without .o */
	bool is_64bit;
	bool has_init;
	bool has_exit;
	bool says[NR_INFO_TAGS]; /* which of the statements with a fixed text are there */
	const char *srcversion; /* NULL: none */

	const struct exported_symbol **exports; /* without those that are trimmed */
	size_t nr_exports, exports_capacity;

	struct mod_version *versions; /* ____versions[] */
	size_t nr_versions, versions_capacity;

	struct mod_version *extended; /* ____version_ext_crcs[] and ____version_ext_names[] */
	size_t nr_extended, extended_capacity;

	char *depends;

	const struct fact_alias *aliases;
	size_t nr_aliases;
};

/* The word in front of the = of a statement. */
const char *info_tag_name(enum info_tag tag);

/* Is the value of the statement "Y" in every module that has it? */
bool info_tag_is_mark(enum info_tag tag);

/*
 * Collect what the .mod.c of @module says. What there is to say about it is appended to @diagnostics. To be
 * released with mod_contents_free().
 */
void mod_contents_collect(struct mod_contents *contents, const struct run *run,
			  const struct module *module, struct diagnostics *diagnostics);

/* Which statements with a fixed text there are: it depends on the options and on the path of the module. */
void mod_contents_set_statements(struct mod_contents *contents, const struct run *run);

/* The exports alone, for .vmlinux.export.c. */
void mod_contents_collect_exports(struct mod_contents *contents, const struct run *run,
				  const struct module *module, struct diagnostics *diagnostics);

void mod_contents_free(struct mod_contents *contents);

#endif
