/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Linker script for trees that bring none. The image is linked at
 * CONFIG_LINK_ADDRESS, or where loaders of the machine usually put one, and
 * starts at _start; section .head.text comes first. For x86-64 and AArch64,
 * GNU ld and ld.lld.
 */
#ifdef CONFIG_LINK_ADDRESS
#define LINK_ADDRESS CONFIG_LINK_ADDRESS
#elif defined(__aarch64__)
#define LINK_ADDRESS 0x40080000
#else
#define LINK_ADDRESS 0x100000
#endif

#define PAGE 0x1000

ENTRY(_start)

PHDRS
{
	text PT_LOAD FLAGS(5);
	rodata PT_LOAD FLAGS(4);
	init PT_LOAD FLAGS(5);
	data PT_LOAD FLAGS(6);
	note PT_NOTE FLAGS(4);
}

SECTIONS
{
	/* Before .notes: a section without SHF_ALLOC in it would end the image there. */
	/DISCARD/ : { *(.note.GNU-stack) }

	. = LINK_ADDRESS;

	.text : {
		_text = .;
		KEEP(*(.head.text .head.text.*))
		_stext = .;
		*(.text .text.* .ref.text)
		_etext = .;
	} :text

	. = ALIGN(PAGE);
	.rodata : {
		__start_rodata = .;
		*(.rodata .rodata.* .data.rel.ro .data.rel.ro.*)

		/* linux/export-internal.h */
		. = ALIGN(8);
		__start___ksymtab = .;
		KEEP(*(SORT(___ksymtab+*)))
		__stop___ksymtab = .;
		__start___kflagstab = .;
		KEEP(*(SORT(___kflagstab+*)))
		__stop___kflagstab = .;
		. = ALIGN(8);
		__start___kcrctab = .;
		KEEP(*(SORT(___kcrctab+*)))
		__stop___kcrctab = .;
		KEEP(*(__ksymtab_strings))

		. = ALIGN(8);
		__start___param = .;
		KEEP(*(__param))
		__stop___param = .;
	} :rodata

	.BTF : {
		__start_BTF = .;
		KEEP(*(.BTF))
		__stop_BTF = .;
	} :rodata
	. = ALIGN(4);
	.BTF_ids : { KEEP(*(.BTF_ids)) } :rodata

	.notes : {
		__start_notes = .;
		KEEP(*(.note.*))
		__stop_notes = .;
	} :rodata :note
	__end_rodata = .;

	/* Code and data up to __init_end may be given back after the last initcall. */
	. = ALIGN(PAGE);
	.init.text : {
		__init_begin = .;
		_sinittext = .;
		*(.init.text .exit.text)
		_einittext = .;
	} :init

	. = ALIGN(PAGE);
	.init.data : {
		*(.init.data .init.data.* .init.rodata .init.rodata.* .exit.data)

		/* linux/init.h */
		. = ALIGN(8);
		__initcall_start = .;
		KEEP(*(.initcallearly.init))
		KEEP(*(.initcall0.init))
		KEEP(*(.initcall1.init))
		KEEP(*(.initcall2.init))
		KEEP(*(.initcall3.init))
		KEEP(*(.initcall4.init))
		KEEP(*(.initcall5.init))
		KEEP(*(.initcallrootfs.init))
		KEEP(*(.initcall6.init))
		KEEP(*(.initcall7.init))
		__initcall_end = .;
		. = ALIGN(PAGE);
		__init_end = .;
	} :data

	.data : {
		_sdata = .;
		*(.data .data.* .ref.data)
		*(.got .got.plt)
		_edata = .;
	} :data

	.bss : {
		__bss_start = .;
		*(.bss .bss.* COMMON)
		. = ALIGN(16);
		__bss_stop = .;
	} :data

	. = ALIGN(PAGE);
	_end = .;

	/* Named, as GNU ld may put a section it has no place for in front of the data. */
	.comment 0 : { *(.comment) }

	/DISCARD/ : {
		*(.discard .discard.*)
		*(.export_symbol)
		*(.no_trim_symbol)
		*(.exitcall.exit)
		*(.modinfo)
		*(.note.GNU-stack .note.gnu.property)
		*(.interp .dynamic .dynsym .dynstr .hash .gnu.hash)
	}
}
