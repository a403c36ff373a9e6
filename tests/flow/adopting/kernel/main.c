// SPDX-License-Identifier: GPL-2.0-only
#include <generated/limits.h>
#include <linux/export.h>
#include <linux/module.h>

struct task tasks[MOST_TASKS];

void kernel_main(struct task *task);

void kernel_main(struct task *task)
{
	task->number = INC_STDINT;
}

struct task *task_find(uint32_t number)
{
	return &tasks[number % MOST_TASKS];
}
EXPORT_SYMBOL(task_find);
