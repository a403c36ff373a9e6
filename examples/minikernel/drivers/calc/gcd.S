/* SPDX-License-Identifier: GPL-2.0-only */
/* u64 calc_gcd(u64 a, u64 b): Euclid's algorithm. */
#include <linux/export.h>
#include <linux/linkage.h>

	.section .note.GNU-stack, "", %progbits
	.text
SYM_FUNC_START(calc_gcd)
	movq %rdi, %rax
1:	testq %rsi, %rsi
	jz 2f
	xorl %edx, %edx
	divq %rsi
	movq %rsi, %rax
	movq %rdx, %rsi
	jmp 1b
2:	ret
SYM_FUNC_END(calc_gcd)
EXPORT_SYMBOL(calc_gcd)
