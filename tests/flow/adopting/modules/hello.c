// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>

int hello(void);

int hello(void)
{
	return (int)task_find(1)->number;
}

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("hello");
