/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Facts as bytes and back: what keeping them on disk between runs would need. The program itself does not do that.
 */
#ifndef MODPOST_FACTS_CODEC_H
#define MODPOST_FACTS_CODEC_H

#include "facts.h"
#include "strbuf.h"

/* Append all of @facts to @out. */
void facts_encode(const struct facts *facts, struct strbuf *out);

/*
 * Fill @facts, which facts_free() releases in any case, from bytes that facts_encode() made. False if
 * they are anything else.
 */
bool facts_decode(struct facts *facts, const char *bytes, size_t len);

#endif
