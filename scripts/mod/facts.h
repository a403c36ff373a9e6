/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All that is known about one object after it was read, and all that the later phases learn of it: flat
 * arrays and strings of its own, nothing that points into the object or to other objects.
 */
#ifndef MODPOST_FACTS_H
#define MODPOST_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "diagnostics.h"
#include "lib/file_identity.h"
#include "lib/memory.h"

enum facts_result {
	FACTS_COMPLETE,
	FACTS_SKIPPED, /* not an object: no module comes of it */
	FACTS_FAILED, /* the last diagnostic is fatal */
};

/* A symbol that the object exports. */
struct fact_export {
	const char *name;
	const char *namespace; /* "": none */
	bool gpl_only;
	bool is_function;
	size_t nr_diagnostics; /* how many came before it */
};

/* The namespace of an export, from a symbol of its own. */
struct fact_namespace {
	const char *name; /* of the exported symbol */
	const char *namespace;
};

/* A symbol that the object wants from elsewhere. */
struct fact_import {
	const char *name;
	uint32_t hash; /* export_hash() of the name, or 0: not known */
	bool is_weak;
};

/* A #SYMVER line. */
struct fact_crc {
	const char *name;
	uint32_t crc;
};

/* An alias from a device table. */
struct fact_alias {
	const char *text;
	const char *owner; /* the built-in module of vmlinux it belongs to; NULL: the object */
};

/* A file that facts came from. */
struct fact_input {
	const char *path;
	struct file_identity identity;
};

struct facts {
	struct arena arena; /* holds all strings below, unless the facts are borrowed */
	bool is_borrowed; /* strings and arrays belong to somebody else */
	struct diagnostics diagnostics;
	enum facts_result result;

	const char *name; /* path without .o */
	bool is_vmlinux;
	bool is_64bit;
	bool has_init;
	bool has_exit;
	bool is_gpl_compatible;
	const char *srcversion; /* NULL: none */
	size_t nr_mismatches; /* reported section mismatches */

	struct fact_export *exports;
	size_t nr_exports, exports_capacity;

	/* Namespaces of exports, to be set after all exports are known; before 6.5 only. */
	struct fact_namespace *namespaces;
	size_t nr_namespaces, namespaces_capacity;
	size_t nr_diagnostics_before_namespaces;

	struct fact_import *imports; /* empty for vmlinux */
	size_t nr_imports, imports_capacity;

	struct fact_crc *crcs;
	size_t nr_crcs, crcs_capacity;

	const char **imported_namespaces;
	size_t nr_imported_namespaces, imported_namespaces_capacity;

	struct fact_alias *aliases;
	size_t nr_aliases, aliases_capacity;

	const char **no_trim; /* .no_trim_symbol */
	size_t nr_no_trim, no_trim_capacity;

	struct fact_input *inputs; /* in the order of reading, the object first */
	size_t nr_inputs, inputs_capacity;
};

/* Is an object of that name made of a foo.mod.c in the list of sources? */
bool name_is_of_mod_c(const char *name);

void facts_init(struct facts *facts);
void facts_free(struct facts *facts);

void facts_add_import(struct facts *facts, const char *name, bool is_weak);
void facts_add_input(struct facts *facts, const char *path, const struct file_identity *identity);

/* As text_file_read(), of a file that the facts come from. */
char *facts_read_input(struct facts *facts, const char *path);

void facts_add_namespace(struct facts *facts, const char *name);

#endif
