#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: headers.sh
# Compiles small sources with kolink's headers, with every compiler that is here,
# and looks at the sections that come out. Output is TAP.
# shellcheck disable=SC2317 # functions that check calls
set -eu

here=$(cd "${0%/*}" && pwd)
root=$(cd "$here/../.." && pwd)

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
cd "$tmp"

LC_ALL=C
export LC_ALL
count=0
failed=0

mkdir generated
cat > generated/autoconf.h <<-'END'
	#define CONFIG_MODULE_UNLOAD 1
	#define CONFIG_SMP 1
	#define CONFIG_BUILTIN 1
	#define CONFIG_MODULAR_MODULE 1
END
echo '#define UTS_RELEASE "1.2.3-test"' > generated/utsrelease.h

cat > export.c <<-'END'
	#include <linux/export.h>
	int plain(void);
	int plain(void) { return 0; }
	EXPORT_SYMBOL(plain);
	int gpl;
	EXPORT_SYMBOL_GPL(gpl);
	int spaced;
	EXPORT_SYMBOL_NS(spaced, "SOME_SPACE");
	int gpl_spaced;
	EXPORT_SYMBOL_NS_GPL(gpl_spaced, "OTHER");
	int few;
	EXPORT_SYMBOL_FOR_MODULES(few, "a,b-*");
	#define alias real_name
	int alias;
	EXPORT_SYMBOL(alias);
END
cat > export.S <<-'END'
	#include <linux/export.h>
		.data
		.globl plain, gpl, spaced, gpl_spaced, few, real_name
	plain: gpl: spaced: gpl_spaced: few: real_name:
		.long 0
	EXPORT_SYMBOL(plain)
	EXPORT_SYMBOL_GPL(gpl)
	EXPORT_SYMBOL_NS(spaced, "SOME_SPACE")
	EXPORT_SYMBOL_NS_GPL(gpl_spaced, "OTHER")
	EXPORT_SYMBOL_FOR_MODULES(few, "a,b-*")
	EXPORT_SYMBOL(real_name)
END

# What both must give, written out.
cat > expect.S <<-'END'
	#if __SIZEOF_POINTER__ == 8
	#define RECORD(sym, license, space) __export_symbol_##sym: .asciz license; .asciz space; .balign 8; .quad sym
	#else
	#define RECORD(sym, license, space) __export_symbol_##sym: .asciz license; .asciz space; .balign 4; .long sym
	#endif
		.section ".export_symbol", "a"
	RECORD(plain, "", "")
	RECORD(gpl, "GPL", "")
	RECORD(spaced, "", "SOME_SPACE")
	RECORD(gpl_spaced, "GPL", "OTHER")
	RECORD(few, "GPL", "module:a,b-*")
	RECORD(real_name, "", "")
END

cat > module.c <<-'END'
	#include <linux/module.h>
	#include <linux/vermagic.h>
	_Static_assert(IS_ENABLED(CONFIG_BUILTIN) && IS_BUILTIN(CONFIG_BUILTIN) && !IS_MODULE(CONFIG_BUILTIN), "y");
	_Static_assert(IS_ENABLED(CONFIG_MODULAR) && !IS_BUILTIN(CONFIG_MODULAR) && IS_MODULE(CONFIG_MODULAR), "m");
	_Static_assert(!IS_ENABLED(CONFIG_NONE) && !IS_BUILTIN(CONFIG_NONE) && !IS_MODULE(CONFIG_NONE), "n");
	#if !IS_ENABLED(CONFIG_BUILTIN) || IS_ENABLED(CONFIG_NONE)
	#error in the preprocessor
	#endif
	static int level;
	module_param(level, int, 0644);
	MODULE_PARM_DESC(level, "how high");
	static int __init start(void) { return level; }
	module_init(start);
	static void __exit stop(void) { level = 0; }
	module_exit(stop);
	MODULE_LICENSE("GPL");
	MODULE_AUTHOR("A. Uthor");
	MODULE_DESCRIPTION("Test");
	MODULE_VERSION("7");
	MODULE_ALIAS("test:x");
	MODULE_IMPORT_NS("SPACE");
	MODULE_INFO(vermagic, VERMAGIC_STRING);
END
cat > info.expect <<-'END'
	alias=test:x
	author=A. Uthor
	description=Test
	import_ns=SPACE
	license=GPL
	parm=level:how high
	parmtype=level:int
	vermagic=1.2.3-test SMP mod_unload
	version=7
END
{ sed 's/^/mod_name./' info.expect; echo mod_name.file=dir/mod-name; } | sort > builtin.expect

cat > table.c <<-'END'
	#include <linux/export-internal.h>
	int f(void);
	int f(void) { return 0; }
	int d;
	#ifdef THREE
	KSYMTAB_FUNC(f, "_gpl", "SPACE");
	KSYMTAB_DATA(d, "", "");
	SYMBOL_CRC(f, 0x12345678, "_gpl");
	SYMBOL_CRC(d, 0x9abcdef0, "");
	#else
	KSYMTAB_FUNC(f, "SPACE");
	SYMBOL_FLAGS(f, 0x01);
	KSYMTAB_DATA(d, "");
	SYMBOL_FLAGS(d, 0x00);
	SYMBOL_CRC(f, 0x12345678);
	SYMBOL_CRC(d, 0x9abcdef0);
	#endif
END

cat > wrong_param.c <<-'END'
	#include <linux/module.h>
	static long level;
	module_param(level, int, 0644);
END
cat > wrong_init.c <<-'END'
	#include <linux/module.h>
	static void __init start(void) { }
	module_init(start);
END
cat > undeclared.c <<-'END'
	#include <linux/export.h>
	EXPORT_SYMBOL(nobody_knows);
END

compile() {
	# shellcheck disable=SC2086 # the compiler is a list of words
	$compiler -nostdinc -I. -I"$root/include" -include "$root/include/linux/kconfig.h" \
		-std=gnu11 -O2 -ffreestanding -fno-pie -fno-common \
		-Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Werror \
		'-DKBUILD_MODNAME="mod_name"' '-DKBUILD_MODFILE="dir/mod-name"' "$@"
}

# Bytes of a section and what its relocations refer to.
section() {
	readelf -x "$2" "$1" | sed -n 's/^ *\(0x[0-9a-f]* .*\)/\1/p'
	readelf -rW "$1" | sed -n "/section '.rela\{0,1\}$2'/,/^\$/p" | awk '$1 ~ /^[0-9a-f]+$/ { print $1, $3, $5 }'
}

modinfo() {
	readelf -p .modinfo "$1" | sed -n 's/^ *\[ *[0-9a-f]*\] *\(.*[^ ]\) *$/\1/p' | sort
}

same() {
	if cmp -s "$1" "$2"; then
		return 0
	fi
	diff "$1" "$2" | sed 's/^/# /'
	return 1
}

exports() {
	compile -c -o c.o export.c && compile -c -o s.o export.S && compile -c -o e.o expect.S || return 1
	for object in c s e; do
		section "$object.o" .export_symbol > "$object.section"
	done
	[ -s e.section ] && same e.section c.section && same e.section s.section
}

information() {
	compile -DMODULE -c -o m.o module.c && compile -c -o b.o module.c || return 1
	modinfo m.o > m.info
	modinfo b.o > b.info
	same info.expect m.info && same builtin.expect b.info || return 1
	readelf -sW m.o | grep -q ' init_module$' && readelf -sW m.o | grep -q ' cleanup_module$' &&
		readelf -SW b.o | grep -q ' \.initcall6\.init ' && ! readelf -sW b.o | grep -q ' init_module$'
}

table() {
	compile -c -o two.o table.c && compile -DTHREE -c -o three.o table.c || return 1
	for table in ___ksymtab+f ___ksymtab+d ___kflagstab+f ___kflagstab+d ___kcrctab+f ___kcrctab+d __ksymtab_strings; do
		section two.o "$table" > two.section
		section three.o "$table" > three.section
		[ -s two.section ] && same two.section three.section || return 1
	done
	section two.o ___kflagstab+f | grep -q '0x00000000 01 ' && section two.o ___kflagstab+d | grep -q '0x00000000 00 '
}

refused() {
	! compile -DMODULE -c -o x.o wrong_param.c 2> errors && grep -q 'parameter level is no int' errors || return 1
	! compile -DMODULE -c -o x.o wrong_init.c 2> errors && grep -q 'needs an int function without arguments' errors || return 1
	! compile -c -o x.o undeclared.c 2> errors && grep -q 'nobody_knows' errors
}

check() {
	count=$((count + 1))
	if "$2" > out 2>&1; then
		echo "ok $count - $compiler: $1"
	else
		sed 's/^/# /' out
		echo "not ok $count - $compiler: $1"
		failed=1
	fi
}

for compiler in gcc clang 'gcc -m32' aarch64-linux-gnu-gcc 'clang --target=aarch64-linux-gnu' \
	'clang --target=arm-linux-gnueabi'; do
	# shellcheck disable=SC2086
	echo 'int x;' | $compiler -x c -c -o x.o - 2> /dev/null || continue
	check 'exports from C and from assembler' exports
	check 'module information, of a module and of built-in code' information
	check 'export tables in both forms' table
	check 'mistakes the compiler finds' refused
done
echo "1..$count"
exit $failed
