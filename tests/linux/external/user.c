// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>
#include "external.h"

static int __init user_init(void)
{
	struct sample sample = { .count = 1, .name = "user" };

	return provided(provided_in_namespace(&sample)) == 1 ? 0 : -EINVAL;
}
module_init(user_init);

static void __exit user_exit(void)
{
}
module_exit(user_exit);

MODULE_IMPORT_NS(TEST_NAMESPACE);
MODULE_DESCRIPTION("uses the symbols of another module");
MODULE_LICENSE("Dual MIT/GPL");
