/* SPDX-License-Identifier: GPL-2.0-only */
/* Relocatable ELF files, 64-bit little endian: formats and a checked reader. */
#ifndef _KERNEL_ELF_H
#define _KERNEL_ELF_H

#include <linux/types.h>

struct elf_header {
	u8 ident[16];
	u16 type;
	u16 machine;
	u32 version;
	u64 entry;
	u64 phoff;
	u64 shoff;
	u32 flags;
	u16 ehsize;
	u16 phentsize;
	u16 phnum;
	u16 shentsize;
	u16 shnum;
	u16 shstrndx;
};

struct elf_section {
	u32 name;
	u32 type;
	u64 flags;
	u64 addr;
	u64 offset;
	u64 size;
	u32 link;
	u32 info;
	u64 addralign;
	u64 entsize;
};

struct elf_symbol {
	u32 name;
	u8 info;
	u8 other;
	u16 shndx;
	u64 value;
	u64 size;
};

struct elf_rela {
	u64 offset;
	u32 type;
	u32 symbol;
	s64 addend;
};

#define ELF_IDENT "\177ELF\2\1\1" /* 64 bits, little endian, version 1 */
#define ET_REL	  1
#define EM_X86_64 62

#define SHT_SYMTAB 2
#define SHT_STRTAB 3
#define SHT_RELA   4
#define SHT_NOBITS 8
#define SHT_REL	   9

#define SHF_ALLOC     2
#define SHF_EXECINSTR 4

#define SHN_UNDEF     0
#define SHN_LORESERVE 0xff00
#define SHN_ABS	      0xfff1

#define STB_WEAK    2
#define STT_SECTION 3

#define R_X86_64_NONE  0
#define R_X86_64_64    1
#define R_X86_64_PC32  2
#define R_X86_64_PLT32 4
#define R_X86_64_32    10
#define R_X86_64_32S   11
#define R_X86_64_PC64  24

/* A file of which everything below has been checked by elf_open(). */
struct elf_image {
	const u8 *data; /* aligned to 8 */
	size_t size;
	const struct elf_section *sections;
	u32 section_count;
	u32 names; /* section with the names of sections */
	u32 symtab; /* section, 0 if none */
	const struct elf_symbol *symbols;
	u32 symbol_count;
};

/*
 * Checks every header: a section has its bytes inside the file, a name that
 * ends and a sane alignment; tables have whole entries and valid links;
 * symbols have names that end and sections that exist. NULL if all is well,
 * else what is wrong.
 */
const char *elf_open(struct elf_image *elf, const u8 *data, size_t size);

const u8 *elf_section_data(const struct elf_image *elf, u32 index);
const char *elf_section_name(const struct elf_image *elf, u32 index);
const char *elf_symbol_name(const struct elf_image *elf, const struct elf_symbol *sym);

/* Index of the first section of this name, 0 if there is none. */
u32 elf_find_section(const struct elf_image *elf, const char *name);

/*
 * Value of a "tag=value" string of section .modinfo, the n-th with this tag
 * counting from 0; NULL if there are fewer.
 */
const char *elf_modinfo(const struct elf_image *elf, const char *tag, unsigned int n);

#endif
