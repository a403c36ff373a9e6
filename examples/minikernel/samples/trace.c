// SPDX-License-Identifier: GPL-2.0-only
/* Prints a backtrace: names of this module and of the kernel, from kallsyms. */
#include <linux/module.h>
#include <minikernel/kernel.h>

static bool trap;
module_param(trap, bool, 0);
MODULE_PARM_DESC(trap, "end the machine by an invalid instruction");

static noinline void trace_inner(void)
{
	dump_stack();
	barrier(); /* no tail call: that would leave no frame */
}

static noinline void trace_outer(void)
{
	trace_inner();
	barrier();
}

static int __init trace_init(void)
{
	trace_outer();
	if (trap)
		__builtin_trap();
	return 0;
}
module_init(trace_init);

static void __exit trace_exit(void)
{
	printk("trace: gone\n");
}
module_exit(trace_exit);

MODULE_DESCRIPTION("Prints a backtrace");
MODULE_LICENSE("GPL");
