// SPDX-License-Identifier: GPL-2.0-only
/*
 * For kernels that do not export module_layout themselves: its version is made from
 * the types that kernel and modules share, and modpost lets every module ask for it.
 * It is linked into vmlinux; nobody calls it.
 */

#include <linux/export-internal.h>
#include <linux/module.h>

void module_layout(struct module *module, struct modversion_info *version,
		   struct kernel_param *param, struct kernel_symbol *symbol);

void module_layout(struct module *module __maybe_unused,
		   struct modversion_info *version __maybe_unused,
		   struct kernel_param *param __maybe_unused,
		   struct kernel_symbol *symbol __maybe_unused)
{
}
EXPORT_SYMBOL(module_layout);
