/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Configuration as C sees it. The makefiles include this file in front of
 * every source (-include), so CONFIG_* and the tests below need no #include.
 * Only macros: it is also read for assembler and linker scripts.
 */
#ifndef _LINUX_KCONFIG_H
#define _LINUX_KCONFIG_H

#include <generated/autoconf.h>

/*
 * An option that is set is defined as 1. Pasting that 1 onto a prefix names a
 * macro that expands to two arguments, which moves a 1 to the place where the
 * last step looks; an undefined option leaves the 0 there.
 */
#define __config_shift_1		   0,
#define __config_pick(skipped, value, ...) value
#define __config_probe(shift)		   __config_pick(shift 1, 0, 0)
#define __config_paste(value)		   __config_probe(__config_shift_##value)
#define __is_defined(option)		   __config_paste(option)

#define __config_or_0_0	       0
#define __config_or_0_1	       1
#define __config_or_1_0	       1
#define __config_or_1_1	       1
#define __config_or_join(a, b) __config_or_##a##_##b
#define __config_or(a, b)      __config_or_join(a, b)

/* IS_BUILTIN(CONFIG_X): 1 if X=y. */
#define IS_BUILTIN(option) __is_defined(option)

/* IS_MODULE(CONFIG_X): 1 if X=m. */
#define IS_MODULE(option) __is_defined(option##_MODULE)

/* IS_ENABLED(CONFIG_X): 1 if X=y or X=m. Usable in #if and in expressions. */
#define IS_ENABLED(option) __config_or(__is_defined(option), __is_defined(option##_MODULE))

/* IS_REACHABLE(CONFIG_X): 1 if code of X can be called from this object. */
#ifdef MODULE
#define IS_REACHABLE(option) IS_ENABLED(option)
#else
#define IS_REACHABLE(option) IS_BUILTIN(option)
#endif

#endif
