// SPDX-License-Identifier: GPL-2.0-only
#include <linux/kbuild.h>
#include <linux/module.h>

void offsets(void);

void offsets(void)
{
	DEFINE(TASK_SIZE, sizeof(struct task));
	OFFSET(TASK_STACK, struct task, stack);
}
