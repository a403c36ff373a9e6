/* SPDX-License-Identifier: GPL-2.0-only */
/* Facts as bytes and back, to be kept between runs on one machine. */
#ifndef MODPOST_CACHE_FACTS_CODEC_H
#define MODPOST_CACHE_FACTS_CODEC_H

#include "facts.h"
#include "lib/pool.h"
#include "lib/strbuf.h"

/* Append all of @facts to @out. False if something is too large for the form. */
bool facts_encode(const struct facts *facts, struct strbuf *out);

/*
 * Fill @facts from bytes that facts_encode() made. Strings stay in @bytes, arrays are taken from @pool; both have to
 * outlive @facts. False if the bytes are anything else, or the pool is empty.
 */
bool facts_decode(struct facts *facts, const char *bytes, size_t len, struct pool *pool);

#endif
