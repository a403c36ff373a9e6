// SPDX-License-Identifier: GPL-2.0-only
/* Uses a symbol of a namespace that it does not import. */
#include <linux/module.h>
#include "external.h"

int unimporting(struct sample *sample);
int unimporting(struct sample *sample)
{
	return provided_in_namespace(sample);
}

MODULE_DESCRIPTION("missing import");
MODULE_LICENSE("GPL");
