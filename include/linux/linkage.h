/* SPDX-License-Identifier: GPL-2.0-only */
/* What C and assembler need to agree on about symbols. */
#ifndef _LINUX_LINKAGE_H
#define _LINUX_LINKAGE_H

/*
 * Separates two statements that a macro puts on one line of assembler. A
 * machine whose assembler takes ';' as a comment defines another one.
 */
#ifndef ASM_NL
#define ASM_NL ;
#endif

#ifdef __ASSEMBLER__
/* clang-format off */

#ifndef SYM_FUNC_START
/* Function that other objects may call. */
#define SYM_FUNC_START(name) .globl name ASM_NL .balign 4 ASM_NL name:
/* Function of this file. */
#define SYM_FUNC_START_LOCAL(name) .balign 4 ASM_NL name:
#define SYM_FUNC_END(name) .type name, %function ASM_NL .size name, . - name
#endif

#ifndef SYM_DATA_START
#define SYM_DATA_START(name) .globl name ASM_NL name:
#define SYM_DATA_START_LOCAL(name) name:
#define SYM_DATA_END(name) .type name, %object ASM_NL .size name, . - name
#endif

/* clang-format on */
#else

#ifndef asmlinkage
#define asmlinkage
#endif

#endif /* __ASSEMBLER__ */

#endif
