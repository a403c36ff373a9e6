/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The second phase in the form before 6.5: namespaces are set by name, whose export of it that ever is, and what is
 * found out about the imports of a module is printed just before its file is written.
 */
#ifndef MODPOST_RESOLVE_BEFORE_6_5_H
#define MODPOST_RESOLVE_BEFORE_6_5_H

#include "resolve.h"

extern const struct resolve_form resolve_form_before_6_5;

#endif
