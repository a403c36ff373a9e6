// SPDX-License-Identifier: GPL-2.0-only
/* Backtraces along the chain of frame pointers. */
#include <linux/export.h>
#include <minikernel/kernel.h>
#include "kernel.h"
#include "module.h"

void print_symbol(unsigned long addr)
{
	static struct ksym sym;
	const char *module = module_lookup(addr, &sym);

	if (module)
		printk(" %s+0x%lx/0x%lx [%s]\n", sym.name, addr - sym.addr, sym.size, module);
	else if (kallsyms_lookup(addr, &sym))
		printk(" %s+0x%lx/0x%lx\n", sym.name, addr - sym.addr, sym.size);
	else
		printk(" 0x%lx\n", addr);
}

/* A frame holds the caller's frame pointer and the address it called from. */
void print_callers(const unsigned long *frame)
{
	while ((uintptr_t)frame >= (uintptr_t)boot_stack &&
	       (uintptr_t)frame + 2 * sizeof(*frame) <= (uintptr_t)boot_stack_end &&
	       (uintptr_t)frame % sizeof(*frame) == 0) {
		const unsigned long *caller = (const unsigned long *)frame[0];

		print_symbol(frame[1]);
		if (caller <= frame)
			break;
		frame = caller;
	}
}

void dump_stack(void)
{
	printk("Call trace:\n");
	print_callers(__builtin_frame_address(0));
}
EXPORT_SYMBOL(dump_stack);
