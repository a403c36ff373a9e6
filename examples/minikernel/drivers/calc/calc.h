/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CALC_H
#define _CALC_H

#include <linux/types.h>

/* Greatest common divisor. */
u64 calc_gcd(u64 a, u64 b);

/* a to the power of n, modulo 2^64. */
u64 calc_power(u64 a, unsigned int n);

#endif
