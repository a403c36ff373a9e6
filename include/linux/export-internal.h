/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The export table, as the files that modpost writes spell it. An export has
 * one entry in each of these, in the same order (the linker scripts sort by
 * name and take the '+' sections together):
 *
 *   __ksymtab          struct kernel_symbol: three offsets, each relative to
 *                      the place it stands at: value, name, namespace
 *   __kflagstab        one byte, KSYM_FLAG_*
 *   __kcrctab          32-bit version; only with CONFIG_MODVERSIONS
 *   __ksymtab_strings  names and namespaces
 *
 * Two forms are understood: KSYMTAB_FUNC(sym, ns) followed by
 * SYMBOL_FLAGS(sym, flags) and SYMBOL_CRC(sym, crc), as of Linux 7.1; and
 * KSYMTAB_FUNC(sym, sec, ns) with SYMBOL_CRC(sym, crc, sec), where sec is
 * "_gpl" or "". The tables come out the same.
 */
#ifndef _LINUX_EXPORT_INTERNAL_H
#define _LINUX_EXPORT_INTERNAL_H

#include <linux/compiler.h>
#include <linux/types.h>

/* Only modules with a GPL-compatible licence may use the symbol. */
#define KSYM_FLAG_GPL_ONLY 0x01

/* One entry of __ksymtab. */
struct kernel_symbol {
	s32 value_offset;
	s32 name_offset;
	s32 namespace_offset;
};

#define __KSYMTAB_ENTRY(sym, ns)                                        \
	asm(".section \"__ksymtab_strings\", \"aMS\", %progbits, 1\n"   \
	    "__kstrtab_" #sym ":\n\t.asciz \"" #sym "\"\n"              \
	    "__kstrtabns_" #sym ":\n\t.asciz \"" ns "\"\n\t.previous\n" \
	    "\t.section \"___ksymtab+" #sym "\", \"a\"\n\t.balign 4\n"  \
	    "__ksymtab_" #sym ":\n"                                     \
	    "\t.long " #sym " - .\n"                                    \
	    "\t.long __kstrtab_" #sym " - .\n"                          \
	    "\t.long __kstrtabns_" #sym " - .\n\t.previous")

#define __KSYMTAB_FLAGS(sym, statements)                  \
	asm(".section \"___kflagstab+" #sym "\", \"a\"\n" \
	    "__flags_" #sym ":\n" statements "\t.previous")

#define __KSYMTAB_2(sym, ns) __KSYMTAB_ENTRY(sym, ns)
#define __KSYMTAB_3(sym, sec, ns) \
	__KSYMTAB_ENTRY(sym, ns); \
	__KSYMTAB_FLAGS(sym, "\t.ifnb " sec "\n\t.byte 1\n\t.else\n\t.byte 0\n\t.endif\n")
#define __KSYMTAB_PICK(a, b, c, form, ...) form
#define __KSYMTAB(...)			   __KSYMTAB_PICK(__VA_ARGS__, __KSYMTAB_3, __KSYMTAB_2, )(__VA_ARGS__)

/* Functions and data are entered alike: no machine here has descriptors. */
#define KSYMTAB_FUNC(...) __KSYMTAB(__VA_ARGS__)
#define KSYMTAB_DATA(...) __KSYMTAB(__VA_ARGS__)

#define SYMBOL_FLAGS(sym, flags) __KSYMTAB_FLAGS(sym, "\t.byte " #flags "\n")

#define SYMBOL_CRC(sym, crc, ...)                                    \
	asm(".section \"___kcrctab+" #sym "\", \"a\"\n\t.balign 4\n" \
	    "__crc_" #sym ":\n\t.long " #crc "\n\t.previous")

#endif
