// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>
#include "external.h"

int second_part(void)
{
	struct sample sample = { .count = 0 };

	return sample.count;
}
