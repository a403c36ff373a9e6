/* SPDX-License-Identifier: GPL-2.0-only */
/* A quick digest of bytes in memory. It finds what is different by chance, not what was made to look the same. */
#ifndef MODPOST_LIB_DIGEST_H
#define MODPOST_LIB_DIGEST_H

#include <stddef.h>
#include <stdint.h>

uint64_t digest_of(const void *bytes, size_t len);

#endif
