/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Module information strings and module parameters.
 *
 * The tree provides the functions behind the parameter types it uses: for
 * type T a "const struct kernel_param_ops param_ops_T".
 */
#ifndef _LINUX_MODULEPARAM_H
#define _LINUX_MODULEPARAM_H

#include <linux/compiler.h>
#include <linux/stringify.h>
#include <linux/types.h>

/*
 * Information of built-in code carries the module's name, as it shares one
 * section with everybody else's.
 */
#ifdef MODULE
#define __MODULE_INFO_PREFIX
#else
#define __MODULE_INFO_PREFIX KBUILD_MODNAME "."
#endif

/* MODULE_INFO(tag, "text"): "tag=text" in section .modinfo. */
#define MODULE_INFO(tag, info)                                                               \
	static const char __UNIQUE_ID(modinfo)[] __used __section(".modinfo") __aligned(1) = \
		__MODULE_INFO_PREFIX __stringify(tag) "=" info

struct kernel_param;

struct kernel_param_ops {
	/* Takes the text after '='; NULL if there was none. 0 or an error number. */
	int (*set)(const char *val, const struct kernel_param *kp);
	/* Writes the value as text; returns its length or an error number. */
	int (*get)(char *buffer, const struct kernel_param *kp);
};

/* A module has an array of these in its section __param. */
struct kernel_param {
	const char *name;
	const struct kernel_param_ops *ops;
	void *arg;
	u32 size; /* bytes at arg */
	u16 perm; /* as of a file that shows it; 0: not shown */
};

/* For param_ops_string. */
struct kparam_string {
	u32 maxlen;
	char *string;
};

#ifdef MODULE
#define __PARAM_PREFIX
#else
#define __PARAM_PREFIX KBUILD_MODNAME "."
#endif

#define __module_param(param, paramops, address, bytes, mode)                      \
	static const char __paste(__param_name_, param)[] = __PARAM_PREFIX #param; \
	static const struct kernel_param __paste(__param_, param)                  \
	__used __section("__param") __aligned(sizeof(void *)) = {                  \
		.name = __paste(__param_name_, param),                             \
		.ops = paramops,                                                   \
		.arg = address,                                                    \
		.size = bytes,                                                     \
		.perm = mode,                                                      \
	}

/* C type behind each parameter type, to catch a variable of another type. */
typedef bool __param_ctype_bool;
typedef s8 __param_ctype_s8;
typedef u8 __param_ctype_byte;
typedef short __param_ctype_short;
typedef unsigned short __param_ctype_ushort;
typedef int __param_ctype_int;
typedef unsigned int __param_ctype_uint;
typedef long __param_ctype_long;
typedef unsigned long __param_ctype_ulong;
typedef unsigned long long __param_ctype_ullong;
typedef char *__param_ctype_charp;

extern const struct kernel_param_ops param_ops_bool;
extern const struct kernel_param_ops param_ops_byte;
extern const struct kernel_param_ops param_ops_short;
extern const struct kernel_param_ops param_ops_ushort;
extern const struct kernel_param_ops param_ops_int;
extern const struct kernel_param_ops param_ops_uint;
extern const struct kernel_param_ops param_ops_long;
extern const struct kernel_param_ops param_ops_ulong;
extern const struct kernel_param_ops param_ops_ullong;
extern const struct kernel_param_ops param_ops_charp;
extern const struct kernel_param_ops param_ops_string;

/* module_param(name, type, perm): variable name is set by "name=value". */
#define module_param(name, type, perm) module_param_named(name, name, type, perm)

/* The same where the variable has another name than the parameter. */
#define module_param_named(name, value, type, perm)                                       \
	_Static_assert(__builtin_types_compatible_p(typeof(value), __param_ctype_##type), \
		       "parameter " #name " is no " #type);                               \
	__module_param(name, &param_ops_##type, &value, sizeof(value), perm);             \
	MODULE_INFO(parmtype, #name ":" #type)

/* Text copied into a char array of len bytes. */
#define module_param_string(name, buffer, len, perm)                                  \
	static struct kparam_string __paste(__param_string_, name) = { len, buffer }; \
	__module_param(name, &param_ops_string, &__paste(__param_string_, name),      \
		       sizeof(struct kparam_string), perm);                           \
	MODULE_INFO(parmtype, #name ":string")

/* A parameter with functions of its own. */
#define module_param_cb(name, paramops, argument, perm) \
	__module_param(name, paramops, argument, 0, perm)

/* What modinfo says about the parameter. */
#define MODULE_PARM_DESC(name, desc) MODULE_INFO(parm, #name ":" desc)

#endif
