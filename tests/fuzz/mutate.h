/* SPDX-License-Identifier: GPL-2.0-only */
/* Damage to a file, of the kinds that its format invites. */
#ifndef FUZZ_MUTATE_H
#define FUZZ_MUTATE_H

#include "bytes.h"
#include "random.h"

void mutate_object(struct bytes *object, struct random *random);
void mutate_text(struct bytes *text, struct random *random);

/* Raw BTF of the byte order of this machine, or an index of btf-rebase. */
void mutate_btf(struct bytes *bytes, struct random *random);

#endif
