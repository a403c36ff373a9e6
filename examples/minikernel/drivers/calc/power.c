// SPDX-License-Identifier: GPL-2.0-only
#include <linux/export.h>
#include "calc.h"

u64 calc_power(u64 a, unsigned int n)
{
	u64 result = 1;

	for (; n; n >>= 1, a *= a)
		if (n & 1)
			result *= a;
	return result;
}
EXPORT_SYMBOL_GPL(calc_power);
