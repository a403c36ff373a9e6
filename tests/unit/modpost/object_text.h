/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Relocatable objects from a short text, for any class, byte order and machine, without an assembler.
 *
 * Statements end in a semicolon:
 *   class 32 | class 64      big | little      machine NUMBER      (defaults: 64, little, x86-64)
 *   info TAG=VALUE           a string of .modinfo
 *   func NAME [SECTION]      a global function, in .text if nothing else is said
 *   data NAME [SECTION]      a global object of 8 bytes in .data
 *   local NAME               the same, local
 *   alias NAME OTHER         a global symbol at the place of one defined before
 *   place NAME SECTION       a symbol without a name at the start of the section; relocations call it NAME
 *   table NAME HEX           a local object of these bytes in .data, with its size
 *   absolute NAME            a global absolute symbol
 *   common NAME
 *   use NAME                 an undefined global symbol
 *   weak NAME                an undefined weak symbol
 *   notrim NAME              a string of .no_trim_symbol
 *   export NAME [LICENSE [NAMESPACE [LABEL]]]   a record of .export_symbol; - is the empty string,
 *                            LABEL what follows __export_symbol_, or * for no label
 *   rel                      relocations without addends from here on
 *   reloc SECTION OFFSET SYMBOL TYPE ADDEND
 *   section NAME TYPE FLAGS  an empty section
 *   type NAME NUMBER         change the type of a section
 */
#ifndef MODPOST_OBJECT_TEXT_H
#define MODPOST_OBJECT_TEXT_H

void write_object(const char *path, const char *text);

/* Change bytes of a file. */
void patch_file(const char *path, long offset, const void *bytes, unsigned int len);

#endif
