/* SPDX-License-Identifier: GPL-2.0-only */
/* Everything a loadable module says about itself. */
#ifndef _LINUX_MODULE_H
#define _LINUX_MODULE_H

#include <linux/compiler.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/moduleparam.h>
#include <linux/stringify.h>
#include <linux/types.h>

#if __has_include(<asm/module.h>)
#include <asm/module.h>
#else
#include <asm-generic/module.h>
#endif

/* Longest name of a module or, in struct modversion_info, of a symbol, NUL included. */
#define MODULE_NAME_LEN (64 - sizeof(unsigned long))

#ifndef MODULE_ARCH_INIT
#define MODULE_ARCH_INIT \
	{                \
	}
#endif

/*
 * A module's object __this_module, in section .gnu.linkonce.this_module; the
 * file that modpost writes fills it in. Fields of a tree's own loader go to
 * struct mod_arch_specific in its asm/module.h.
 */
struct module {
	char name[MODULE_NAME_LEN];
	int (*init)(void);
	void (*exit)(void);
	struct mod_arch_specific arch;
};

/*
 * Version of a symbol that the module uses: an array in section __versions.
 * The extended form keeps the versions in section __version_ext_crcs (u32
 * each) and the names, one after the other, in __version_ext_names.
 */
struct modversion_info {
	unsigned long crc;
	char name[MODULE_NAME_LEN];
};

#ifdef MODULE
extern struct module __this_module;
#define THIS_MODULE (&__this_module)
#else
#define THIS_MODULE ((struct module *)0)
#endif

/*
 * The functions to run when the module comes and goes, one of each at most.
 * In built-in code the first becomes an initcall and the second is dropped.
 */
#ifdef MODULE

#define module_init(fn)                                                          \
	_Static_assert(__builtin_types_compatible_p(typeof(&fn), initcall_t),    \
		       "module_init() needs an int function without arguments"); \
	int init_module(void) __copy(fn) __alias(fn)

#define module_exit(fn)                                                          \
	_Static_assert(__builtin_types_compatible_p(typeof(&fn), exitcall_t),    \
		       "module_exit() needs a void function without arguments"); \
	void cleanup_module(void) __copy(fn) __alias(fn)

/* What these are called in the built-in case; a module has one init function. */
#undef early_initcall
#undef pure_initcall
#undef core_initcall
#undef postcore_initcall
#undef arch_initcall
#undef subsys_initcall
#undef fs_initcall
#undef rootfs_initcall
#undef device_initcall
#undef late_initcall
#define early_initcall(fn)    module_init(fn)
#define pure_initcall(fn)     module_init(fn)
#define core_initcall(fn)     module_init(fn)
#define postcore_initcall(fn) module_init(fn)
#define arch_initcall(fn)     module_init(fn)
#define subsys_initcall(fn)   module_init(fn)
#define fs_initcall(fn)	      module_init(fn)
#define rootfs_initcall(fn)   module_init(fn)
#define device_initcall(fn)   module_init(fn)
#define late_initcall(fn)     module_init(fn)

extern int init_module(void);
extern void cleanup_module(void);

#else

#define module_init(fn) __initcall(fn)
#define module_exit(fn) __exitcall(fn)

#endif

/*
 * MODULE_LICENSE decides about GPL-only symbols. In built-in code it also
 * leaves the record from which modules.builtin is made.
 */
#ifdef MODULE
#define __MODULE_FILE_INFO
#else
#define __MODULE_FILE_INFO MODULE_INFO(file, KBUILD_MODFILE);
#endif
#define MODULE_LICENSE(text)	   __MODULE_FILE_INFO MODULE_INFO(license, text)
#define MODULE_AUTHOR(text)	   MODULE_INFO(author, text)
#define MODULE_DESCRIPTION(text)   MODULE_INFO(description, text)
#define MODULE_VERSION(text)	   MODULE_INFO(version, text)
#define MODULE_ALIAS(text)	   MODULE_INFO(alias, text)
#define MODULE_SOFTDEP(dependency) MODULE_INFO(softdep, dependency)
#define MODULE_FIRMWARE(path)	   MODULE_INFO(firmware, path)

/*
 * Marks @name, an array of struct <type>_device_id or the like that ends with
 * an all-zero entry, as the devices that the module is for: modpost finds the
 * table under this second name and writes aliases.
 */
#define MODULE_DEVICE_TABLE(type, name) \
	__MODULE_DEVICE_TABLE(__MODULE_DEVICE_TABLE_NAME(__KBUILD_MODNAME, type, name), name)
#define __MODULE_DEVICE_TABLE_NAME(modname, type, name) \
	__MODULE_DEVICE_TABLE_PASTE(modname, type, name)
#define __MODULE_DEVICE_TABLE_PASTE(modname, type, name) \
	__mod_device_table__kmod_##modname##__##type##__##name
#define __MODULE_DEVICE_TABLE(symbol, name) static typeof(name) symbol __used __alias(name)

/* The module uses exports of this namespace. */
#define MODULE_IMPORT_NS(ns) MODULE_INFO(import_ns, ns)

#endif
