// SPDX-License-Identifier: GPL-2.0-only
/* All that is built into vmlinux: what modules need from a kernel, and nothing that runs. */
#include <linux/types.h>
#include <linux/btf_ids.h>
#include <linux/export.h>
#include <linux/moduleparam.h>

struct core_state {
	int calls;
	const char *last;
};

static struct core_state state;

extern u32 core_types[];
BTF_ID_LIST_GLOBAL(core_types, 1)
BTF_ID(struct, core_state)

/* sorttable clears it */
extern unsigned int main_extable_sort_needed;
unsigned int main_extable_sort_needed = 1;

int core_call(const char *name);
int core_call(const char *name)
{
	state.last = name;
	return ++state.calls;
}
EXPORT_SYMBOL_GPL(core_call);

const struct kernel_param_ops param_ops_int;
EXPORT_SYMBOL(param_ops_int);

/* Linux 6.1 has modules with versions ask for it. */
void module_layout(void);
void module_layout(void)
{
}
EXPORT_SYMBOL(module_layout);
