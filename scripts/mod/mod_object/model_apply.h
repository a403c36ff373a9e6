/* SPDX-License-Identifier: GPL-2.0-only */
/* What the compiler would make of a .mod.c, without the compiler. */
#ifndef MODPOST_MOD_OBJECT_MODEL_APPLY_H
#define MODPOST_MOD_OBJECT_MODEL_APPLY_H

#include "mod_object/model.h"

/*
 * Make the object for @contents. NULL, or why it is to be left to the compiler. All that is new, the reason too, lives
 * in @arena.
 */
const char *mod_model_apply(struct mod_object *object, const struct mod_model *model,
			    const struct mod_contents *contents, struct arena *arena);

#endif
