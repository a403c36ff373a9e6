/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Short names for compiler attributes. Each is guarded, so that a tree may
 * bring its own.
 */
#ifndef _LINUX_COMPILER_TYPES_H
#define _LINUX_COMPILER_TYPES_H

#ifndef __ASSEMBLER__

#ifndef __has_attribute
#define __has_attribute(x) 0
#endif

#ifndef __section
#define __section(name) __attribute__((__section__(name)))
#endif
#ifndef __used
#define __used __attribute__((__used__))
#endif
#ifndef __maybe_unused
#define __maybe_unused __attribute__((__unused__))
#endif
#ifndef __aligned
#define __aligned(n) __attribute__((__aligned__(n)))
#endif
#ifndef __packed
#define __packed __attribute__((__packed__))
#endif
#ifndef __weak
#define __weak __attribute__((__weak__))
#endif
#ifndef __cold
#define __cold __attribute__((__cold__))
#endif
#ifndef __noreturn
#define __noreturn __attribute__((__noreturn__))
#endif
#ifndef noinline
#define noinline __attribute__((__noinline__))
#endif
#ifndef __always_inline
#define __always_inline inline __attribute__((__always_inline__))
#endif
#ifndef __printf
#define __printf(fmt, first) __attribute__((__format__(printf, fmt, first)))
#endif
#ifndef __alias
#define __alias(name) __attribute__((__alias__(#name)))
#endif

/* Keeps a definition that only something outside the unit refers to (LTO). */
#ifndef __visible
#if __has_attribute(__externally_visible__)
#define __visible __attribute__((__externally_visible__))
#else
#define __visible
#endif
#endif

/* An alias takes over the attributes of its target; only gcc asks for it. */
#ifndef __copy
#if __has_attribute(__copy__)
#define __copy(symbol) __attribute__((__copy__(symbol)))
#else
#define __copy(symbol)
#endif
#endif

#endif /* __ASSEMBLER__ */

#endif
