/* SPDX-License-Identifier: GPL-2.0-only */
/* What differs between the kernel releases whose modpost this one stands in for. */
#ifndef MODPOST_RELEASES_H
#define MODPOST_RELEASES_H

#include <stdbool.h>
#include <stddef.h>

#define RELEASE(major, minor)  ((major)*1000u + (minor))
#define RELEASE_MAJOR(release) ((release) / 1000u)
#define RELEASE_MINOR(release) ((release) % 1000u)

/* The form of trees that are no Linux. */
#define NATIVE_RELEASE RELEASE(7, 1)
#define OLDEST_RELEASE RELEASE(6, 1)

struct features {
	unsigned int release;
	bool native; /* a tree of one's own: no tool there expects Linux's texts */

	bool exports_in_ksymtab; /* __ksymtab_* symbols are the exports, not .export_symbol records */
	bool module_by_module; /* a module's .mod.c is written before the next module is checked */
	bool list_from_stdin; /* -T - reads standard input */
	bool fatal_prefix; /* fatal messages say so */
	bool identity_in_mod_c; /* vermagic, build salt and the like stand in every .mod.c */
	bool s390_thunks_ignored; /* undefined __s390_indirect_jump_r* need no export */
	bool memory_init_sections; /* .meminit.* are sections of init code and data */
	bool call_graph_unchecked; /* .llvm.call-graph-profile is no odd section */
	bool full_addresses; /* all of a relocation counts in the search for what it refers to */
	bool mismatch_offsets; /* section mismatches are told with offsets */
	bool driver_data_exempt; /* many names of data may refer to init and exit code */
	bool suffix_checked_first; /* a name without .o is refused before the file is opened */
	bool start_stop_ignored; /* undefined __start_* and __stop_* need no export */
	bool description_on_request; /* -W asks for MODULE_DESCRIPTION() */
	bool description_wanted; /* MODULE_DESCRIPTION() is always asked for */
	bool dump_file_identity; /* equal module names in two dumps are two modules */
	bool quoted_namespaces; /* namespaces are string literals in sources */
	bool modules_option; /* -M asks for the exports of objects */
	bool trim_options; /* -t and -u leave exports out */
	bool version_options; /* -b and -x choose the version tables, not -m */
	bool crc_zero_padded; /* in ____versions */
	bool no_trim_section; /* .no_trim_symbol names exports to be kept */
	bool module_namespaces; /* "module:" namespaces */
	bool unique_aliases; /* of device tables: no text twice */
	bool device_table_errors; /* a bad device table does not end the run at once */
	bool plain_table_names; /* __mod_device_table__TYPE__NAME stands for a device table */
	bool builtin_aliases; /* module aliases in .vmlinux.export.c */
	bool symbol_flags; /* SYMBOL_FLAGS() instead of a _gpl symbol table */
	bool probe_data_exempt; /* *_probe data may refer to init and exit code */
	bool llvm_ops_exempt; /* so may *_ops.llvm.* */
	bool thinlto_objects; /* .cmd files of *.thinlto-native.o */
	bool coverage_unchecked; /* nor are __llvm_covfun, __llvm_covmap and .klp.symid */
	bool module_first; /* messages about a module begin with it */
};

/* The features of one release. */
struct features features_of(unsigned int release);

/* The first release with a feature that came after the oldest one. */
unsigned int feature_since(size_t feature);

/* For tables whose rows belong to some releases only: a feature, or 0 for what all have. */
#define FEATURE(name) offsetof(struct features, name)

static inline bool feature_is_on(const struct features *features, size_t feature)
{
	return !feature || *(const bool *)((const char *)features + feature);
}

/*
 * Read a release from the start of @text ("6.12", "7.1.0-rc3") or, if @exact, from all of it ("6.12",
 * "native"). 0 if it is none.
 */
unsigned int release_parse(const char *text, bool exact);

#endif
