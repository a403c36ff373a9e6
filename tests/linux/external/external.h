/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/version.h>

/* The name of a namespace is a string since Linux 6.13. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0)
#define TEST_NAMESPACE EXTERNAL_TEST
#else
#define TEST_NAMESPACE "EXTERNAL_TEST"
#endif

struct sample {
	int count;
	const char *name;
};

int provided(int x);
int provided_in_namespace(struct sample *sample);
int second_part(void);
