/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The symbol table that scripts/kallsyms makes and link-vmlinux.sh links into
 * the image. docs/kallsyms.md describes it; a reader is in
 * examples/minikernel/kernel/kallsyms.c.
 */
#ifndef _LINUX_KALLSYMS_H
#define _LINUX_KALLSYMS_H

#include <linux/types.h>

/* Longest name, NUL included; scripts/kallsyms leaves longer ones out. */
#define KSYM_NAME_LEN 512

/* kallsyms_markers has the place of every 64th name. */
#define KSYM_MARKER_STEP 64

/*
 * Symbols are numbered: first those that move with the image, by address,
 * then the absolute ones, by value.
 */
extern const u32 kallsyms_num_syms;
extern const u32 kallsyms_num_relative;

/* Where the image is: the address of _text. */
extern const unsigned long kallsyms_relative_base;

/*
 * Of a relative symbol the signed distance to kallsyms_relative_base, of an
 * absolute one its unsigned value.
 */
extern const u32 kallsyms_offsets[];

/*
 * For each symbol: how many codes follow (7 bits a byte, low ones first, the
 * top bit set in all but the last byte), then the codes. They stand for the
 * nm type letter followed by the name.
 */
extern const u8 kallsyms_names[];
extern const u32 kallsyms_markers[];

/*
 * A code c with pairs[c] == { c, c } is the character c; any other stands for
 * the two codes of its pair, and each of these is made of earlier ones.
 */
extern const u8 kallsyms_pairs[256][2];

/* The numbers of all symbols, ordered by name. */
extern const u32 kallsyms_by_name[];

#endif
