// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>
#include "external.h"

static int limit = 3;
module_param(limit, int, 0444);
MODULE_PARM_DESC(limit, "largest answer");

int provided(int x)
{
	return min(x, limit);
}
EXPORT_SYMBOL_GPL(provided);

int provided_in_namespace(struct sample *sample)
{
	return sample->count;
}
EXPORT_SYMBOL_NS_GPL(provided_in_namespace, TEST_NAMESPACE);

MODULE_DESCRIPTION("exports symbols");
MODULE_VERSION("1.0");
MODULE_LICENSE("GPL");
