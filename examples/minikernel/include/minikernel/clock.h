/* SPDX-License-Identifier: GPL-2.0-only */
/* Module clock; its users say MODULE_IMPORT_NS("MINI_CLOCK"). */
#ifndef _MINIKERNEL_CLOCK_H
#define _MINIKERNEL_CLOCK_H

#include <linux/types.h>

/* Cycles since the clock was loaded. */
u64 clock_elapsed(void);

#endif
