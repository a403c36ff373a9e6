/* SPDX-License-Identifier: GPL-2.0-only */
#include <generated/asm-offsets.h>

	.globl entry
entry:
	mov $tasks + TASK_STACK, %rdi
	call kernel_main
	jmp entry
	.globl entry_size
	.set entry_size, TASK_SIZE
