/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * For asm-offsets.c: numbers that only the compiler knows, left in its assembler output, where
 * $(call filechk,offsets,GUARD) of a Kbuild file finds them (scripts/asm-offsets.awk).
 * Each stands in a function, which is never called.
 */
#ifndef _LINUX_KBUILD_H
#define _LINUX_KBUILD_H

#define __KBUILD_NOTE(text, ...) asm volatile(".ascii \"->" text "\"" __VA_ARGS__)

/* DEFINE(NAME, constant): a macro for assembler. */
#define DEFINE(name, value) __KBUILD_NOTE(#name " %c0 " #value, : : "i"(value))

/* OFFSET(NAME, struct type, member): where the member stands. */
#define OFFSET(name, type, member) DEFINE(name, __builtin_offsetof(type, member))

/* COMMENT(text), BLANK(): for people who read the header. */
#define COMMENT(text) __KBUILD_NOTE("# " #text)
#define BLANK()	      __KBUILD_NOTE("")

#endif
