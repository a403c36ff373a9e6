// SPDX-License-Identifier: GPL-2.0-only
/* Code that stays refers to code that does not: modpost's business. */
#include <linux/init.h>
#include <linux/module.h>

static int __init noinline brief(int x)
{
	return x + 1;
}

int lasting(int x);
int lasting(int x)
{
	return brief(x);
}

MODULE_DESCRIPTION("section mismatch");
MODULE_LICENSE("GPL");
