/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The string that says for which kernel a module was built: release and the
 * options that change how modules look. The loader compares it with its own.
 */
#ifndef _LINUX_VERMAGIC_H
#define _LINUX_VERMAGIC_H

#include <generated/utsrelease.h>

#ifndef MODULE_ARCH_VERMAGIC
#if __has_include(<asm/vermagic.h>)
#include <asm/vermagic.h>
#endif
#endif
#ifndef MODULE_ARCH_VERMAGIC
#define MODULE_ARCH_VERMAGIC ""
#endif

#ifdef CONFIG_SMP
#define __VERMAGIC_SMP "SMP "
#else
#define __VERMAGIC_SMP ""
#endif

#if defined(CONFIG_PREEMPT_RT)
#define __VERMAGIC_PREEMPT "preempt_rt "
#elif defined(CONFIG_PREEMPT_BUILD) || defined(CONFIG_PREEMPT)
#define __VERMAGIC_PREEMPT "preempt "
#else
#define __VERMAGIC_PREEMPT ""
#endif

#ifdef CONFIG_MODULE_UNLOAD
#define __VERMAGIC_UNLOAD "mod_unload "
#else
#define __VERMAGIC_UNLOAD ""
#endif

#ifdef CONFIG_MODVERSIONS
#define __VERMAGIC_VERSIONS "modversions "
#else
#define __VERMAGIC_VERSIONS ""
#endif

#define VERMAGIC_STRING                                                                         \
	UTS_RELEASE " " __VERMAGIC_SMP __VERMAGIC_PREEMPT __VERMAGIC_UNLOAD __VERMAGIC_VERSIONS \
		MODULE_ARCH_VERMAGIC

#endif
