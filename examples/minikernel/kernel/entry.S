/* SPDX-License-Identifier: GPL-2.0-only */
/* Stubs that bring every exception into one C function. */
#include <linux/linkage.h>

	.section .note.GNU-stack, "", %progbits
	.text

/* Vectors 8, 10 to 14, 17, 21, 29 and 30 come with an error code. */
#define HAS_ERROR_CODE 0x60227d00

	.altmacro
	.macro stub vector
stub_\vector:
	.if !((HAS_ERROR_CODE >> \vector) & 1)
	pushq $0
	.endif
	pushq $\vector
	jmp common_entry
	.endm

	.set vector, 0
	.rept 32
	stub %vector
	.set vector, vector + 1
	.endr

SYM_FUNC_START_LOCAL(common_entry)
	pushq %rbp
	movq %rsp, %rdi
	cld
	call handle_exception
1:	hlt
	jmp 1b
SYM_FUNC_END(common_entry)

	.section .rodata
	.balign 8
	.macro stub_address vector
	.quad stub_\vector
	.endm
SYM_DATA_START(exception_stubs)
	.set vector, 0
	.rept 32
	stub_address %vector
	.set vector, vector + 1
	.endr
SYM_DATA_END(exception_stubs)
