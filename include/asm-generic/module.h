/* SPDX-License-Identifier: GPL-2.0-only */
/* For trees without an asm/module.h: a loader that adds no field to a module. */
#ifndef _ASM_GENERIC_MODULE_H
#define _ASM_GENERIC_MODULE_H

struct mod_arch_specific {
};

#endif
