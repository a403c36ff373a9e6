/* SPDX-License-Identifier: GPL-2.0-only */
/* What the tree's loader wants to know of a module, and what modpost's files use of this header. */
#ifndef INC_MODULE
#define INC_MODULE 1

#include <generated/words.h>
#include <linux/stringify.h>
#include <linux/compiler.h>
#include <stdint.h>

struct task {
	uint64_t words[WORDS];
	uint32_t number;
	void *stack;
};

struct task *task_find(uint32_t number);

#define MODULE_ARCH_INIT INC_MODULE

struct module {
	char name[32];
	int (*init)(void);
	void (*exit)(void);
	uint32_t arch;
};

int init_module(void);

#define __MODULE_INFO_PREFIX
#define MODULE_INFO(tag, text)                                                            \
	static const char __UNIQUE_ID(info)[] __used __section(".modinfo") __aligned(1) = \
		__stringify(tag) "=" text
#define MODULE_ALIAS(text)	 MODULE_INFO(alias, text)
#define MODULE_LICENSE(text)	 MODULE_INFO(license, text)
#define MODULE_DESCRIPTION(text) MODULE_INFO(description, text)

#endif
