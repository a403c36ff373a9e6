/* SPDX-License-Identifier: GPL-2.0-only */
/* References between sections that will not be in memory at the same time, and odd sections. */
#ifndef MODPOST_SECTION_MISMATCH_H
#define MODPOST_SECTION_MISMATCH_H

#include "elf_object.h"
#include "facts.h"
#include "options.h"
#include "relocation.h"
#include "symbol_search.h"

struct section_check;

struct mismatch_rule {
	unsigned int from; /* these and the others: enum section_class */
	unsigned int bad; /* may not be referred to */
	unsigned int good; /* if any: nothing else may be referred to */
};

/* How releases find out and say what a reference is about that a rule forbids. */
struct mismatch_form {
	/* Sets check->module. */
	void (*init)(struct section_check *check);
	/* NULL: there is nothing to free. */
	void (*free)(struct section_check *check);
	/* A relocation of the section @from refers to @to. False after a fatal message. */
	bool (*report_reference)(struct section_check *check, const struct mismatch_rule *rule,
				 size_t from, size_t to, const struct elf_relocation *relocation,
				 bool has_addend);
};

/* That of 6.5 and later. */
extern const struct mismatch_form mismatch_form;

struct section_check {
	struct elf_object *object;
	struct symbol_search *search;
	const struct options *options;
	const struct features *features;
	const struct mismatch_form *form;
	void *private; /* of the form */
	const char *module; /* how messages call the object */
	struct facts *facts;
	unsigned short *classes; /* enum section_class, for each section */
};

void section_check_init(struct section_check *check, struct elf_object *object,
			struct symbol_search *search, const struct options *options,
			const struct mismatch_form *form, struct facts *facts);
void section_check_free(struct section_check *check);

/* Is the section left alone by all checks, as debugging information is? */
bool section_is_unchecked(const struct section_check *check, size_t section);

/* Warn of a section that will not be loaded although it looks as if it should. */
void section_check_header(struct section_check *check, size_t section);

/*
 * Warn of what the relocations in @section refer to from code or data that may not do so. False after a fatal
 * message.
 */
bool section_check_relocations(struct section_check *check, size_t section);

/* What all forms have in common: */

/* A symbol that is further away from an address is no help in finding what lies there. */
#define MISMATCH_NEAR 20

/* One end of a reference. */
struct reference_end {
	size_t section;
	size_t symbol; /* 0: unknown */
	const char *symbol_name;
	const char *section_name;
	unsigned int classes;
};

struct reference_end reference_end_of(const struct section_check *check, size_t section,
				      size_t symbol);

/* Is the reference allowed by what its ends are called? */
bool reference_is_exempt(const struct section_check *check, const struct reference_end *from,
			 const struct reference_end *to);

/* A fault handler may resume in known code only. @offset: the place in __ex_table. False after a fatal message. */
bool ex_table_report(struct section_check *check, const struct mismatch_rule *rule,
		     const struct reference_end *from, const struct reference_end *to,
		     uint64_t offset);

#endif
