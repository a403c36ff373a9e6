// SPDX-License-Identifier: GPL-2.0-only
/* Types of module parameters, and setting one by name. */
#include <linux/export.h>
#include <linux/moduleparam.h>
#include <minikernel/kernel.h>
#include <minikernel/string.h>
#include "kernel.h"

int parse_number(const char *text, s64 *value)
{
	bool negative = *text == '-';
	unsigned int base = 10, digit;
	u64 sum = 0;

	text += negative;
	if (text[0] == '0' && text[1] == 'x') {
		base = 16;
		text += 2;
	}
	if (!*text)
		return -EINVAL;
	for (; *text; text++) {
		if (*text >= '0' && *text <= '9')
			digit = *text - '0';
		else if (*text >= 'a' && *text <= 'f')
			digit = *text - 'a' + 10;
		else
			return -EINVAL;
		if (digit >= base)
			return -EINVAL;
		if (__builtin_mul_overflow(sum, base, &sum) ||
		    __builtin_add_overflow(sum, digit, &sum))
			return -ERANGE;
	}
	if (sum > (u64)1 << 63 || (!negative && sum >> 63))
		return -ERANGE;
	*value = negative ? (s64)-sum : (s64)sum;
	return 0;
}
EXPORT_SYMBOL(parse_number);

static int set_int(const char *val, const struct kernel_param *kp)
{
	s64 number;
	int err = val ? parse_number(val, &number) : -EINVAL;

	if (err)
		return err;
	if (number != (int)number)
		return -ERANGE;
	*(int *)kp->arg = number;
	return 0;
}

static int set_uint(const char *val, const struct kernel_param *kp)
{
	s64 number;
	int err = val ? parse_number(val, &number) : -EINVAL;

	if (err)
		return err;
	if (number != (unsigned int)number)
		return -ERANGE;
	*(unsigned int *)kp->arg = number;
	return 0;
}

/* "name" alone switches on. */
static int set_bool(const char *val, const struct kernel_param *kp)
{
	if (!val || !strcmp(val, "1") || !strcmp(val, "y"))
		*(bool *)kp->arg = true;
	else if (!strcmp(val, "0") || !strcmp(val, "n"))
		*(bool *)kp->arg = false;
	else
		return -EINVAL;
	return 0;
}

/* The text stays where it is: in the archive or on the command line. */
static int set_charp(const char *val, const struct kernel_param *kp)
{
	if (!val)
		return -EINVAL;
	*(const char **)kp->arg = val;
	return 0;
}

static int set_string(const char *val, const struct kernel_param *kp)
{
	const struct kparam_string *string = kp->arg;

	if (!val)
		return -EINVAL;
	if (strlen(val) >= string->maxlen)
		return -ERANGE;
	strlcpy(string->string, val, string->maxlen);
	return 0;
}

const struct kernel_param_ops param_ops_int = { .set = set_int };
EXPORT_SYMBOL(param_ops_int);
const struct kernel_param_ops param_ops_uint = { .set = set_uint };
EXPORT_SYMBOL(param_ops_uint);
const struct kernel_param_ops param_ops_bool = { .set = set_bool };
EXPORT_SYMBOL(param_ops_bool);
const struct kernel_param_ops param_ops_charp = { .set = set_charp };
EXPORT_SYMBOL(param_ops_charp);
const struct kernel_param_ops param_ops_string = { .set = set_string };
EXPORT_SYMBOL(param_ops_string);

int set_param(const struct kernel_param *params, size_t count, const char *text)
{
	const char *equals = strchr(text, '=');
	size_t len = equals ? (size_t)(equals - text) : strlen(text);

	for (size_t i = 0; i < count; i++)
		if (strlen(params[i].name) == len && !strncmp(params[i].name, text, len))
			return params[i].ops->set(equals ? equals + 1 : NULL, &params[i]);
	return -ENOENT;
}
