# SPDX-License-Identifier: GPL-2.0-only
# The small tree that the tests build.
#
#   start.o core/{core,shapes,option}.o   built in; core exports core_add, core_gpl (GPL only)
#                                         and core_ns (namespace KT)
#   alpha.ko        exports alpha_twice, uses core_add
#   beta.ko         uses alpha_twice and core_gpl
#   drivers/gamma.ko  of gamma_main.o and gamma_io.o; uses core_ns
#   drivers/delta.ko  uses nothing
#
# Every C file keeps to what all architectures have.

# The modules of the tree, in modules.order's order.
tree_modules='alpha beta drivers/gamma drivers/delta'

# tree_new DIR [LINE]: the sources; LINE is how its Makefile brings kolink in.
tree_new() {
	local dir=$1 line=${2:-include $KOLINK_ROOT/Makefile}

	mkdir -p "$dir/core" "$dir/drivers"
	printf '%s\n' 'VERSION = 1' 'PATCHLEVEL = 2' "$line" >"$dir/Makefile"
	cat >"$dir/.config" <<-'END'
		CONFIG_MODULES=y
		CONFIG_MODULE_UNLOAD=y
		CONFIG_KALLSYMS=y
		CONFIG_DEBUG_INFO_BTF=y
		CONFIG_DEBUG_INFO_BTF_MODULES=y
		CONFIG_OPTION=y
		CONFIG_LIMIT=7
		CONFIG_TITLE="small tree"
	END
	cat >"$dir/Kbuild" <<-'END'
		obj-y := start.o core/
		obj-m := alpha.o beta.o
		obj-m += drivers/
	END
	cat >"$dir/start.c" <<-'END'
		#include "core/core.h"

		void _start(void);

		void _start(void)
		{
			while (core_add(1, 2))
				;
		}
	END
	cat >"$dir/core/Kbuild" <<-'END'
		obj-y := core.o shapes.o option.o
	END
	cat >"$dir/core/core.h" <<-'END'
		#ifndef CORE_H
		#define CORE_H

		struct core_state {
			long total;
			int calls;
		};

		int core_add(int a, int b);
		int core_gpl(int a);
		int core_ns(int a);

		#endif
	END
	cat >"$dir/core/core.c" <<-'END'
		#include <linux/export.h>
		#include "core.h"

		static struct core_state state;

		int core_add(int a, int b)
		{
			state.calls++;
			state.total += a;
			return a + b;
		}
		EXPORT_SYMBOL(core_add);

		int core_gpl(int a)
		{
			return core_add(a, state.calls);
		}
		EXPORT_SYMBOL_GPL(core_gpl);

		int core_ns(int a)
		{
			return core_add(a, 1);
		}
		EXPORT_SYMBOL_NS(core_ns, "KT");
	END
	cat >"$dir/core/shapes.c" <<-'END'
		struct shape {
			int width;
			int height;
		};

		int shape_area(const struct shape *shape);

		int shape_area(const struct shape *shape)
		{
			return shape->width * shape->height;
		}
	END
	cat >"$dir/core/option.c" <<-'END'
		int option_value(void);

		int option_value(void)
		{
		#ifdef CONFIG_OPTION
			return 1;
		#else
			return 0;
		#endif
		}
	END
	cat >"$dir/alpha.c" <<-'END'
		#include <linux/module.h>
		#include "core/core.h"

		struct alpha_item {
			struct alpha_item *next;
			int value;
		};

		int alpha_twice(int a);

		int alpha_twice(int a)
		{
			struct alpha_item item = { .value = a };

			return core_add(item.value, a);
		}
		EXPORT_SYMBOL(alpha_twice);

		MODULE_DESCRIPTION("alpha");
		MODULE_LICENSE("GPL");
	END
	cat >"$dir/beta.c" <<-'END'
		#include <linux/module.h>
		#include "core/core.h"

		int alpha_twice(int a);

		static int beta_init(void)
		{
			return alpha_twice(core_gpl(0));
		}

		static void beta_exit(void)
		{
		}

		module_init(beta_init);
		module_exit(beta_exit);
		MODULE_DESCRIPTION("beta");
		MODULE_LICENSE("GPL");
	END
	cat >"$dir/drivers/Kbuild" <<-'END'
		obj-m := gamma.o delta.o
		gamma-y := gamma_main.o gamma_io.o
	END
	cat >"$dir/drivers/gamma_main.c" <<-'END'
		#include <linux/module.h>
		#include "../core/core.h"

		int gamma_io(int a);

		static int gamma_init(void)
		{
			return gamma_io(core_ns(1));
		}

		module_init(gamma_init);
		MODULE_DESCRIPTION("gamma");
		MODULE_LICENSE("GPL");
		MODULE_IMPORT_NS("KT");
	END
	cat >"$dir/drivers/gamma_io.c" <<-'END'
		struct gamma_port {
			int number;
		};

		int gamma_io(int a);

		int gamma_io(int a)
		{
			struct gamma_port port = { .number = a };

			return port.number;
		}
	END
	cat >"$dir/drivers/delta.c" <<-'END'
		#include <linux/module.h>

		static int delta_init(void)
		{
			return 0;
		}

		module_init(delta_init);
		MODULE_DESCRIPTION("delta");
		MODULE_LICENSE("GPL");
	END
}

# tree_new_defconfig DIR: the sources with the configuration as defconfig, for O=.
tree_new_defconfig() {
	tree_new "$1"
	mv "$1/.config" "$1/defconfig"
}

# tree_copy DIR: the tree with its host programs built; setup_suite made the template.
tree_copy() {
	cp -a "$KOLINK_TEMPLATE/prepared" "$1"
}

# extmod_new DIR [SYMBOL]: an external module "ext" of one file that uses SYMBOL and exports
# ext_call.
extmod_new() {
	mkdir -p "$1"
	echo 'obj-m := ext.o' >"$1/Kbuild"
	cat >"$1/ext.c" <<-END
		#include <linux/module.h>

		int ${2:-alpha_twice}(int a);
		int ext_call(int a);

		int ext_call(int a)
		{
			return ${2:-alpha_twice}(a);
		}
		EXPORT_SYMBOL(ext_call);

		MODULE_DESCRIPTION("ext");
		MODULE_LICENSE("GPL");
	END
}

# config_set LINE [DIR]: put CONFIG_X=VALUE into .config in place of what X was.
config_set() {
	local dir=${2:-$tree}

	sed -i "/^${1%%=*}=/d" "$dir/.config"
	echo "$1" >>"$dir/.config"
}

# config_unset NAME [DIR]
config_unset() {
	sed -i "/^$1=/d" "${2:-$tree}/.config"
}

# kolink_copy DIR: Makefile, scripts/ and include/ as a clone has them, without build results.
kolink_copy() {
	mkdir -p "$1"
	(
		cd "$KOLINK_ROOT" || exit
		kolink_files | grep -E '^(Makefile$|scripts/|include/)' | tar -cf - -T -
	) | tar -xf - -C "$1"
}

# repository_copy DIR: every file of the repository as a clone has it.
repository_copy() {
	mkdir -p "$1"
	(
		cd "$KOLINK_ROOT" || exit
		kolink_files | tar -cf - -T -
	) | tar -xf - -C "$1"
}

# Tracked files and new ones that are not ignored, those that exist.
kolink_files() {
	local file

	git -c safe.directory='*' ls-files --cached --others --exclude-standard |
		while IFS= read -r file; do
			if [ -e "$file" ]; then
				echo "$file"
			fi
		done
}
