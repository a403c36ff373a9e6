/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Entry by the PVH protocol: 32-bit protected mode, no paging, %ebx holds the
 * address of the start info. Maps the first 4 GiB one to one, goes to 64-bit
 * mode and calls start_kernel().
 */
#include <linux/init.h>
#include <linux/linkage.h>

#define XEN_ELFNOTE_PHYS32_ENTRY 18

#define CR0_PE_PG 0x80000001
#define CR4_PAE 0x20
#define MSR_EFER 0xc0000080
#define EFER_LME 0x100

#define PTE_TABLE 0x03 /* present, writable */
#define PTE_2M 0x83 /* the same, and a page of 2 MiB */

#define STACK_SIZE 0x8000

	.section .note.Xen, "a", %note
	.balign 4
	.long 4, 8, XEN_ELFNOTE_PHYS32_ENTRY
	.asciz "Xen"
	.quad _start

	.section .note.GNU-stack, "", %progbits

	__HEAD
	.code32
SYM_FUNC_START(_start)
	cli
	cld
	movl %ebx, %edi

	movl $boot_pdpt + PTE_TABLE, boot_pml4
	movl $boot_pdpt, %ebx
	movl $boot_pd + PTE_TABLE, %eax
	movl $4, %ecx
1:	movl %eax, (%ebx)
	addl $0x1000, %eax
	addl $8, %ebx
	loop 1b

	movl $boot_pd, %ebx
	movl $PTE_2M, %eax
	movl $2048, %ecx
1:	movl %eax, (%ebx)
	addl $0x200000, %eax
	addl $8, %ebx
	loop 1b

	movl %cr4, %eax
	orl $CR4_PAE, %eax
	movl %eax, %cr4
	movl $boot_pml4, %eax
	movl %eax, %cr3
	movl $MSR_EFER, %ecx
	rdmsr
	orl $EFER_LME, %eax
	wrmsr
	movl %cr0, %eax
	orl $CR0_PE_PG, %eax
	movl %eax, %cr0
	lgdt boot_gdt_pointer
	ljmpl $0x08, $start_64
SYM_FUNC_END(_start)

	.code64
SYM_FUNC_START_LOCAL(start_64)
	movl $0x10, %eax
	movl %eax, %ds
	movl %eax, %es
	movl %eax, %ss
	xorl %eax, %eax
	movl %eax, %fs
	movl %eax, %gs
	leaq boot_stack + STACK_SIZE(%rip), %rsp
	xorl %ebp, %ebp
	movl %edi, %edi
	call start_kernel
1:	hlt
	jmp 1b
SYM_FUNC_END(start_64)

	.section .rodata
	.balign 8
SYM_DATA_START_LOCAL(boot_gdt)
	.quad 0
	.quad 0x00af9a000000ffff /* 0x08: code, 64 bits */
	.quad 0x00cf92000000ffff /* 0x10: data */
SYM_DATA_END(boot_gdt)
SYM_DATA_START_LOCAL(boot_gdt_pointer)
	.word boot_gdt_pointer - boot_gdt - 1
	.long boot_gdt
SYM_DATA_END(boot_gdt_pointer)

	.bss
	.balign 4096
SYM_DATA_START_LOCAL(boot_pml4)
	.skip 0x1000
SYM_DATA_END(boot_pml4)
SYM_DATA_START_LOCAL(boot_pdpt)
	.skip 0x1000
SYM_DATA_END(boot_pdpt)
SYM_DATA_START_LOCAL(boot_pd)
	.skip 0x4000
SYM_DATA_END(boot_pd)
SYM_DATA_START(boot_stack)
	.skip STACK_SIZE
SYM_DATA_END(boot_stack)
SYM_DATA_START(boot_stack_end)
SYM_DATA_END(boot_stack_end)
