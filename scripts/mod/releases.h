/* SPDX-License-Identifier: GPL-2.0-only */
/* What differs between the kernel releases whose modpost this one stands in for. */
#ifndef MODPOST_RELEASES_H
#define MODPOST_RELEASES_H

#include <stdbool.h>

#define RELEASE(major, minor)  ((major)*1000u + (minor))
#define RELEASE_MAJOR(release) ((release) / 1000u)
#define RELEASE_MINOR(release) ((release) % 1000u)

/* The form of trees that are no Linux. */
#define NATIVE_RELEASE RELEASE(7, 1)
#define OLDEST_RELEASE RELEASE(6, 1)

/*
 * What only some releases do. In releases.c is a table that says which. The forms before 6.5 take more than that: it is
 * in *_before_6_5.c and export_ksymtab.c, which read.c and modpost.c choose.
 */
enum feature {
	FEATURE_ALWAYS, /* in tables whose rows belong to some releases only: to all */
	FEATURE_EXPORTS_IN_KSYMTAB, /* __ksymtab_* symbols are the exports, not .export_symbol records */
	FEATURE_MODULE_BY_MODULE, /* a module's .mod.c is written before the next module is checked */
	FEATURE_LIST_FROM_STDIN, /* -T - reads standard input */
	FEATURE_FATAL_PREFIX, /* fatal messages say so */
	FEATURE_IDENTITY_IN_MOD_C, /* vermagic, build salt and the like stand in every .mod.c */
	FEATURE_S390_THUNKS_IGNORED, /* undefined __s390_indirect_jump_r* need no export */
	FEATURE_MEMORY_INIT_SECTIONS, /* .meminit.* are sections of init code and data */
	FEATURE_CALL_GRAPH_UNCHECKED, /* .llvm.call-graph-profile is no odd section */
	FEATURE_FULL_ADDRESSES, /* all of a relocation counts in the search for what it refers to */
	FEATURE_MISMATCH_OFFSETS, /* section mismatches are told with offsets */
	FEATURE_SUFFIX_CHECKED_FIRST, /* a name without .o is refused before the file is opened */
	FEATURE_START_STOP_IGNORED, /* undefined __start_* and __stop_* need no export */
	FEATURE_DESCRIPTION_ON_REQUEST, /* -W asks for MODULE_DESCRIPTION() */
	FEATURE_DESCRIPTION_WANTED, /* MODULE_DESCRIPTION() is always asked for */
	FEATURE_DUMP_FILE_IDENTITY, /* equal module names in two dumps are two modules */
	FEATURE_QUOTED_NAMESPACES, /* namespaces are string literals in sources */
	FEATURE_MODULES_OPTION, /* -M asks for the exports of objects */
	FEATURE_TRIM_OPTIONS, /* -t and -u leave exports out */
	FEATURE_VERSION_OPTIONS, /* -b and -x choose the version tables, not -m */
	FEATURE_CRC_ZERO_PADDED, /* in ____versions */
	FEATURE_NO_TRIM_SECTION, /* .no_trim_symbol names exports to be kept */
	FEATURE_MODULE_NAMESPACES, /* "module:" namespaces */
	FEATURE_UNIQUE_ALIASES, /* of device tables: no text twice */
	FEATURE_DEVICE_TABLE_ERRORS, /* a bad device table does not end the run at once */
	FEATURE_OLD_TABLE_NAMES, /* __mod_TYPE__NAME_device_table stands for a device table */
	FEATURE_PLAIN_TABLE_NAMES, /* __mod_device_table__TYPE__NAME stands for a device table */
	FEATURE_BUILTIN_ALIASES, /* module aliases in .vmlinux.export.c */
	FEATURE_SYMBOL_FLAGS, /* SYMBOL_FLAGS() instead of a _gpl symbol table */
	FEATURE_PROBE_DATA_EXEMPT, /* *_probe data may refer to init and exit code */
	FEATURE_LLVM_OPS_EXEMPT, /* so may *_ops.llvm.* */
	FEATURE_THINLTO_OBJECTS, /* .cmd files of *.thinlto-native.o */
	FEATURE_COVERAGE_UNCHECKED, /* nor are __llvm_covfun, __llvm_covmap and .klp.symid */
	FEATURE_MODULE_FIRST, /* messages about a module begin with it */
	NR_FEATURES
};

/* The form of one release. */
struct features {
	unsigned int release;
	bool native; /* a tree of one's own: no tool there expects Linux's texts */
	bool on[NR_FEATURES]; /* to be asked with has_feature() */
};

/* The features of one release. */
struct features features_of(unsigned int release);

/* The first release with a feature that came after the oldest one. */
unsigned int feature_since(enum feature feature);

static inline bool has_feature(const struct features *features, enum feature feature)
{
	return feature == FEATURE_ALWAYS || features->on[feature];
}

/*
 * Read a release from the start of @text ("6.12", "7.1.0-rc3") or, if @exact, from all of it ("6.12",
 * "native"). 0 if it is none.
 */
unsigned int release_parse(const char *text, bool exact);

#endif
