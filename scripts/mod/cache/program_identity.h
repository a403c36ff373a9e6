/* SPDX-License-Identifier: GPL-2.0-only */
/* Which program is running: what another one has found out need not be what this one would. */
#ifndef MODPOST_CACHE_PROGRAM_IDENTITY_H
#define MODPOST_CACHE_PROGRAM_IDENTITY_H

#include <stdbool.h>

#include "lib/strbuf.h"

/*
 * Append what tells this program and its libraries from all others: their build ids, or the identities of their
 * files. False if neither is known.
 */
bool program_identity_add(struct strbuf *out);

#endif
