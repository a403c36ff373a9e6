/* SPDX-License-Identifier: GPL-2.0-only */
/* Texts as JSON strings. */
#ifndef MODPOST_LIB_JSON_H
#define MODPOST_LIB_JSON_H

#include "lib/strbuf.h"

/*
 * Add @text as a JSON string, or null for NULL. Whatever the bytes are, the result is UTF-8: a byte that is not becomes
 * the four characters \xHH. A < is escaped, so that the result can stand in a page of HTML.
 */
void json_add_string(struct strbuf *out, const char *text);

#endif
