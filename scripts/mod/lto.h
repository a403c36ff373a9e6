/* SPDX-License-Identifier: GPL-2.0-only */
/* What compilers write for link-time optimization: files without machine code. */
#ifndef MODPOST_LTO_H
#define MODPOST_LTO_H

#include "elf_object.h"

/* Does @image begin as LLVM's bitcode does? */
bool lto_is_bitcode(const char *image, size_t size);

/* Has GCC put nothing but its intermediate code into the object? With -ffat-lto-objects it has not. */
bool lto_is_slim(const struct elf_object *object);

#endif
