/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BTF_OPTIONS_H
#define BTF_OPTIONS_H

#include <stdbool.h>

/* The strings are those of the command line. */
struct options {
	bool verbose;
	const char *base;
	const char *index; /* may be NULL if @in is not */
	const char *object; /* what @in was made of; may be NULL */
	bool complete; /* do what resolve_btfids would, if that is nothing but order */
	bool add; /* the result goes into @object, if that can be done, and @in goes */
	const char *in, *out; /* NULL: only the index is to be made */
};

enum options_result {
	OPTIONS_RUN,
	OPTIONS_DONE, /* everything asked for was printed */
	OPTIONS_BAD, /* a message was printed */
};

enum options_result options_parse(struct options *options, int argc, char **argv);

#endif
