/* SPDX-License-Identifier: GPL-2.0-only */
/* What the name of a section says about its content. */
#ifndef MODPOST_SECTION_CLASSES_H
#define MODPOST_SECTION_CLASSES_H

#include "elf_object.h"
#include "releases.h"

enum section_class {
	SECTION_UNCHECKED = 1 << 0, /* debugging and the like: nothing about it is checked */
	SECTION_TEXT = 1 << 1, /* code that stays and may not refer to init or exit code */
	SECTION_DATA = 1 << 2, /* likewise data */
	SECTION_INIT = 1 << 3, /* freed after initialisation */
	SECTION_EXIT = 1 << 4, /* dropped where nothing is ever unloaded */
	SECTION_INIT_DATA = 1 << 5,
	SECTION_PCI_FIXUP = 1 << 6,
	SECTION_ALL_TEXT = 1 << 7, /* any code known to be entered by a fault handler */
	SECTION_EX_TABLE = 1 << 8,
	SECTION_ALT_REPLACEMENT = 1 << 9,
	SECTION_INIT_TEXT = 1 << 10,
	SECTION_MEMORY_INIT = 1 << 11, /* freed if memory cannot be added while running */
	SECTION_KSYMTAB = 1 << 12, /* an entry of the table of exports */
};

/* The classes of a section of that name, or-ed together. */
unsigned int section_classes_of(const char *name, const struct features *features);

#endif
