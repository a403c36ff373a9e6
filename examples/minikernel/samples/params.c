// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>
#include <minikernel/kernel.h>

static int count = 1;
module_param(count, int, 0);
MODULE_PARM_DESC(count, "how often to greet");

static unsigned int mask;
module_param(mask, uint, 0);
MODULE_PARM_DESC(mask, "some bits");

static char *who = "nobody";
module_param(who, charp, 0);
MODULE_PARM_DESC(who, "whom to greet");

static bool shout;
module_param(shout, bool, 0);
MODULE_PARM_DESC(shout, "greet loudly");

static char tag[8] = "none";
module_param_string(tag, tag, sizeof(tag), 0);
MODULE_PARM_DESC(tag, "a short word");

static int __init params_init(void)
{
	if (count < 0)
		return -EINVAL;
	printk("params: count=%d mask=0x%x who=%s shout=%d tag=%s\n", count, mask, who, shout, tag);
	for (int i = 0; i < count; i++)
		printk("params: hello, %s%c\n", who, shout ? '!' : '.');
	return 0;
}
module_init(params_init);

static void __exit params_exit(void)
{
	printk("params: gone\n");
}
module_exit(params_exit);

MODULE_DESCRIPTION("Module with parameters");
MODULE_AUTHOR("The kolink authors");
MODULE_LICENSE("GPL");
