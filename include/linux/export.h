/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Exporting symbols to modules, from C and from assembler.
 *
 * An export is a record in section .export_symbol: at the local label
 * __export_symbol_<symbol> stand the licence ("" or "GPL") and the namespace,
 * both NUL-terminated, then, aligned, an address-sized reference to the symbol.
 * modpost turns the records into the table of linux/export-internal.h; the
 * linker scripts drop them.
 */
#ifndef _LINUX_EXPORT_H
#define _LINUX_EXPORT_H

#include <linux/compiler.h>
#include <linux/linkage.h>
#include <linux/stringify.h>

/* clang-format off */
#if __SIZEOF_POINTER__ == 8
#define __EXPORT_WORD(sym) .balign 8 ASM_NL .quad sym
#else
#define __EXPORT_WORD(sym) .balign 4 ASM_NL .long sym
#endif

#define __EXPORT_RECORD(sym, license, prefix, ns) \
	.section ".export_symbol", "a" ASM_NL \
	__export_symbol_##sym: ASM_NL \
	.asciz license ASM_NL \
	.ascii prefix ASM_NL \
	.asciz ns ASM_NL \
	__EXPORT_WORD(sym) ASM_NL \
	.previous
/* clang-format on */

#if defined(__DISABLE_EXPORTS)

/* Code that is also built for a place without modules (early boot code). */
#define __EXPORT_SYMBOL(sym, license, prefix, ns)

#elif defined(__GENKSYMS__)

/* genksyms takes the name of each export from this marker. */
#define __EXPORT_SYMBOL(sym, license, prefix, ns) __GENKSYMS_EXPORT_SYMBOL(sym)

#elif defined(__ASSEMBLER__)

#define __EXPORT_SYMBOL(sym, license, prefix, ns) __EXPORT_RECORD(sym, license, prefix, ns)

#else

/*
 * The pointer in a section that is thrown away tells the compiler that the
 * symbol is used: it does not look into asm(). The extern declaration makes an
 * undeclared symbol an error here rather than in modpost.
 */
#define __EXPORT_SYMBOL(sym, license, prefix, ns)                                              \
	extern typeof(sym) sym;                                                                \
	static void *__UNIQUE_ID(keep_##sym) __used __section(".discard.keep") = (void *)&sym; \
	asm(__stringify(__EXPORT_RECORD(sym, license, prefix, ns)))

#endif

/* Namespace of the plain exports of a unit: -DDEFAULT_SYMBOL_NAMESPACE='"NS"'. */
#ifndef DEFAULT_SYMBOL_NAMESPACE
#define DEFAULT_SYMBOL_NAMESPACE ""
#endif

/* EXPORT_SYMBOL(sym): any module may use sym. */
#define EXPORT_SYMBOL(sym) __EXPORT_SYMBOL(sym, "", "", DEFAULT_SYMBOL_NAMESPACE)

/* EXPORT_SYMBOL_GPL(sym): modules with a GPL-compatible licence may use sym. */
#define EXPORT_SYMBOL_GPL(sym) __EXPORT_SYMBOL(sym, "GPL", "", DEFAULT_SYMBOL_NAMESPACE)

/* The same for modules that say MODULE_IMPORT_NS("NS"). */
#define EXPORT_SYMBOL_NS(sym, ns)     __EXPORT_SYMBOL(sym, "", "", ns)
#define EXPORT_SYMBOL_NS_GPL(sym, ns) __EXPORT_SYMBOL(sym, "GPL", "", ns)

/* EXPORT_SYMBOL_FOR_MODULES(sym, "a,b-*"): only for modules of these names. */
#define EXPORT_SYMBOL_FOR_MODULES(sym, mods) __EXPORT_SYMBOL(sym, "GPL", "module:", mods)

#endif
