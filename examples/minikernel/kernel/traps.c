// SPDX-License-Identifier: GPL-2.0-only
/* Exceptions: each is fatal, but says where it happened. */
#include <minikernel/kernel.h>
#include "kernel.h"

struct idt_entry {
	u16 offset_low;
	u16 selector;
	u16 flags;
	u16 offset_mid;
	u32 offset_high;
	u32 reserved;
};

struct idt_pointer {
	u16 limit;
	u64 base;
} __packed;

/* What entry.S and the processor pushed. */
struct exception_frame {
	unsigned long rbp;
	unsigned long vector;
	unsigned long error_code;
	unsigned long rip;
	unsigned long cs;
	unsigned long rflags;
	unsigned long rsp;
	unsigned long ss;
};

#define IDT_INTERRUPT_GATE 0x8e00
#define CODE_SELECTOR	   0x08

extern const unsigned long exception_stubs[32];

static struct idt_entry idt[32];

void handle_exception(struct exception_frame *frame)
{
	unsigned long address;

	asm("movq %%cr2, %0" : "=r"(address));
	printk("exception %lu, error code 0x%lx, address 0x%lx\n", frame->vector, frame->error_code,
	       address);
	print_symbol(frame->rip);
	print_callers((const unsigned long *)frame->rbp);
	power_off(false);
}

void init_traps(void)
{
	struct idt_pointer pointer = { sizeof(idt) - 1, (uintptr_t)idt };

	for (size_t i = 0; i < ARRAY_SIZE(idt); i++) {
		idt[i].offset_low = exception_stubs[i];
		idt[i].offset_mid = exception_stubs[i] >> 16;
		idt[i].offset_high = exception_stubs[i] >> 32;
		idt[i].selector = CODE_SELECTOR;
		idt[i].flags = IDT_INTERRUPT_GATE;
	}
	asm volatile("lidt %0" : : "m"(pointer));
}
