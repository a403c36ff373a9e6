/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Code and data needed only while starting (__init) or stopping (__exit), and
 * the table of functions that built-in code wants called at start.
 */
#ifndef _LINUX_INIT_H
#define _LINUX_INIT_H

#include <linux/compiler.h>

#ifndef __ASSEMBLER__

#define __init	    __section(".init.text") __cold
#define __initdata  __section(".init.data")
#define __initconst __section(".init.rodata")
#define __exit	    __section(".exit.text") __used __cold
#define __exitdata  __section(".exit.data")
#define __ref	    __section(".ref.text") noinline
#define __refdata   __section(".ref.data")

/* Returns 0, or a negative error number. */
typedef int (*initcall_t)(void);
typedef void (*exitcall_t)(void);

/*
 * The linker script puts the levels one after the other, between
 * __initcall_start and __initcall_end; an entry is a plain pointer.
 */
#define __define_initcall(fn, level)                 \
	static initcall_t __UNIQUE_ID(initcall_##fn) \
		__used __section(".initcall" #level ".init") = fn

#define early_initcall(fn)    __define_initcall(fn, early)
#define pure_initcall(fn)     __define_initcall(fn, 0)
#define core_initcall(fn)     __define_initcall(fn, 1)
#define postcore_initcall(fn) __define_initcall(fn, 2)
#define arch_initcall(fn)     __define_initcall(fn, 3)
#define subsys_initcall(fn)   __define_initcall(fn, 4)
#define fs_initcall(fn)	      __define_initcall(fn, 5)
#define rootfs_initcall(fn)   __define_initcall(fn, rootfs)
#define device_initcall(fn)   __define_initcall(fn, 6)
#define late_initcall(fn)     __define_initcall(fn, 7)

#define __initcall(fn) device_initcall(fn)

/* Never called: built-in code is not unloaded. Dropped by the linker script. */
#define __exitcall(fn) \
	static exitcall_t __UNIQUE_ID(exitcall_##fn) __used __section(".exitcall.exit") = fn

#else

/* clang-format off */
#define __INIT .section ".init.text", "ax"
#define __INITDATA .section ".init.data", "aw"
#define __FINIT .previous
#define __HEAD .section ".head.text", "ax"

/* clang-format on */

#endif /* __ASSEMBLER__ */

#endif
