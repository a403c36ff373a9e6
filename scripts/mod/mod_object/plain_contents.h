/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Is the text of a .mod.c read as what it was made of? Preprocessor, compiler, assembler and make each take some
 * characters for their own; names and texts without these reach the object as they are.
 */
#ifndef MODPOST_MOD_OBJECT_PLAIN_CONTENTS_H
#define MODPOST_MOD_OBJECT_PLAIN_CONTENTS_H

#include "mod_object/model.h"

/* NULL, or why the object is to be left to the compiler. */
const char *plain_contents_trouble(const struct mod_contents *contents,
				   const struct mod_model *model);

#endif
