/* SPDX-License-Identifier: GPL-2.0-only */
#include <generated/limits.h>

ENTRY(entry)

SECTIONS
{
	. = LINK_AT;
	.text : { *entry.o(.text) *(.text .text.*) }
	.rodata : {
		*(.rodata .rodata.*)
		*(SORT(___ksymtab+*)) *(SORT(___kflagstab+*)) *(__ksymtab_strings)
	}
	.data : { *(.data .data.*) }
	.bss : { *(.bss .bss.*) }
	/DISCARD/ : { *(.discard .discard.* .export_symbol .modinfo .comment .note.*) }
}
