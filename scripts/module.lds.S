/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Link of a .ko (ld -r): brings the export tables together, each sorted by
 * symbol so that their entries correspond, and drops what only modpost reads.
 * Everything else keeps the section it has.
 */
SECTIONS
{
	/DISCARD/ : {
		*(.discard)
		*(.discard.*)
		*(.export_symbol)
		*(.no_trim_symbol)
	}

	__ksymtab 0 : ALIGN(4) { *(SORT(___ksymtab+*)) }
	__kflagstab 0 : ALIGN(1) { *(SORT(___kflagstab+*)) }
	__kcrctab 0 : ALIGN(4) { *(SORT(___kcrctab+*)) }

	__param 0 : ALIGN(8) { *(__param) }
}

#if __has_include(<asm/module.lds.h>)
#include <asm/module.lds.h>
#endif
