#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Make the scenarios that mutations start from, a folder each, as scenario.h says.
# usage: seeds.sh FOLDER
#
# A scenario is two modules, vmlinux.o, and all the files that modpost can read with them. It is made once
# for each compiler and assembler at hand; so all classes and byte orders come up where Debian's are.
set -eu

here=$(cd "${0%/*}" && pwd)
root=$here/../..
mkdir -p "$1"
cd "$1"
mkdir -p include/generated
: >include/generated/autoconf.h

# texts NAME: the inputs of a scenario that are text, and what stands in its outputs
texts() {
	mkdir -p "$1/in" "$1/out"
	cp "$here/seed.c" "$1/in/provider.c"
	cat >"$1/in/user.c" <<-'.'
		#define A "a \" b" /* comment */
		int user; \

	.
	echo 'struct seed { int a; };' >"$1/in/user.h"
	printf '%s\n' provider.o user.o >"$1/in/list"
	printf '%s\n' seed_first seed_second vmlinux_symbol >"$1/in/keep"
	echo provider.o >"$1/in/provider.mod"
	printf '%s\n' user.o lib.a >"$1/in/user.mod"
	echo vmlinux.o >"$1/in/.vmlinux.objs"
	cat >"$1/in/.provider.o.cmd" <<-'.'
		savedcmd_provider.o := gcc -c -o provider.o provider.c

		source_provider.o := provider.c

		deps_provider.o := \
		  /usr/include/linux/types.h \

		provider.o: $(deps_provider.o)

		$(deps_provider.o):

		#SYMVER seed_first 0x12345678
		#SYMVER seed_second 0x9abcdef0
		#SYMVER seed_data 0x00000001
	.
	cat >"$1/in/.user.o.cmd" <<-'.'
		savedcmd_user.o := gcc -c -o user.o user.c

		source_user.o := user.c

		deps_user.o := \
		    $(wildcard include/config/SEED) \
		  user.h \

		user.o: $(deps_user.o)
	.
	printf '\n#SYMVER vmlinux_symbol 0x11111111\n' >"$1/in/.vmlinux.o.cmd"
	: >"$1/in/.lib.a.cmd"
	: >"$1/in/.lib.o.cmd"
	{
		printf '0x22222222\tmodule_layout\tvmlinux\tEXPORT_SYMBOL\t\n'
		printf '0x33333333\tother_symbol\tdrivers/other\tEXPORT_SYMBOL_GPL\tOTHER\n'
		printf '0x00000000\tanother_symbol\tdrivers/other\tEXPORT_SYMBOL\t\n'
	} >"$1/in/other.symvers"
	# In the native form modpost replaces only what looks like its own.
	for output in provider.mod.c user.mod.c .vmlinux.export.c nsdeps good; do
		echo '/* __this_module of an earlier run */' >"$1/out/$output"
	done
	printf '0x00000001\tseed_first\tearlier\tEXPORT_SYMBOL\t\n' >"$1/out/Module.symvers"
	echo '{"format": "kolink modpost report",' >"$1/out/report"
	echo "-M -m -a -t -u keep -i other.symvers -o Module.symvers -d nsdeps -T list vmlinux.o" >"$1/args"
}

# own_args NAME OPTION...: the options that only our modpost gets
own_args() {
	name=$1
	shift
	echo "$*" >"$name/own-args"
}

# variant NAME OF OWN-OPTION...: the same files with other options
variant() {
	cp -r "$2" "$1"
	name=$1
	shift 2
	own_args "$name" "$@"
}

# compile OUTPUT COMPILER...: one object from seed.c
compile() {
	output=$1
	shift
	"$@" -std=gnu11 -ffreestanding -nostdinc -O1 -g0 -fno-pic -fno-stack-protector \
		-DKBUILD_MODNAME='"seed"' -D__KBUILD_MODNAME=seed -I "$root/include" -I include \
		-include linux/kconfig.h -c -o "$output" "$here/seed.c"
}

# compiled NAME COMPILER...: a scenario from a C compiler
compiled() {
	name=$1
	shift
	command -v "$1" >/dev/null 2>&1 || return 0
	texts "$name"
	compile "$name/in/provider.o" "$@" -DMODULE
	compile "$name/in/user.o" "$@" -DMODULE -DSEED_USER
	compile "$name/in/vmlinux.o" "$@" -DSEED_USER -DKBUILD_MODFILE='"seed"'
	own_args "$name" --abi=native --modules-out=good --report=report
}

# assemble OUTPUT WORD-SIZE ASSEMBLER...: one object from stdin
assemble() {
	output=$1
	word=$2
	shift 2
	{
		echo ".set address_size, $word"
		echo ".set ksymtab_exports, $ksymtab_exports"
		cat "$root/tests/linux/macros.inc" -
	} | "$@" -o "$output" -
}

# assembled NAME WORD-SIZE CALL ASSEMBLER...: a scenario from an assembler; CALL is its instruction
assembled() {
	name=$1
	word=$2
	call=$3
	shift 3
	command -v "$1" >/dev/null 2>&1 || return 0
	texts "$name"
	assemble "$name/in/provider.o" "$word" "$@" <<-.
		gpl
		modinfo "description=provider"
		modinfo "version=1"
		func seed_first
		func seed_second
		object seed_data
		object alias_data
		export seed_first
		export seed_second GPL
		export seed_data GPL SEED
		func at_start .init.text
		func at_end .exit.text
		object start_data .init.data
		ref at_start
		ref start_data
		func at_memory_start .meminit.text
		ref at_memory_start
		.text
		.type caller, "function"
		caller:
		$call at_start
		$call seed_second
		.section __ex_table, "a"
		.4byte caller
		.4byte caller
		.section .strange, ""
		.4byte seed_data
		.data
		.balign 8
		.globl __mod_i2c__ids_device_table
		.type __mod_i2c__ids_device_table, "object"
		__mod_i2c__ids_device_table:
		.ascii "chip"
		.zero $((28 + 4 * word))
		.size __mod_i2c__ids_device_table, . - __mod_i2c__ids_device_table
	.
	assemble "$name/in/user.o" "$word" "$@" <<-.
		gpl
		modinfo "description=user"
		modinfo "import_ns=SEED"
		modinfo "import_ns=OTHER"
		modinfo "alias=seed"
		func init_module .init.text
		func cleanup_module .exit.text
		ref seed_data
		ref other_symbol
		weakref nowhere
		.comm shared, 8, 8
		.globl fixed
		fixed = 0x1234
		.text
		$call seed_first
		$call seed_second
		$call vmlinux_symbol
	.
	assemble "$name/in/vmlinux.o" "$word" "$@" <<-.
		func vmlinux_symbol
		export vmlinux_symbol
		.section .init.text, "ax"
		$call vmlinux_symbol
	.
	own_args "$name" --abi=6.12
}

# assembled_6_1 NAME WORD-SIZE CALL ASSEMBLER...: the same in the form of Linux 6.1
assembled_6_1() {
	ksymtab_exports=1
	assembled "$@"
	ksymtab_exports=0
	[ -e "$1/args" ] || return 0
	echo "-m -a -i other.symvers -o Module.symvers -d nsdeps -T list vmlinux.o" >"$1/args"
	own_args "$1" --abi=6.1
}

ksymtab_exports=0
compiled gcc-64 "${CC:-cc}" -m64
compiled gcc-32 "${CC:-cc}" -m32
compiled gcc-aarch64 aarch64-linux-gnu-gcc
variant gcc-old-tables gcc-64 --abi=6.12
compile gcc-old-tables/in/provider.o "${CC:-cc}" -DMODULE -DSEED_OLD_TABLES
compile gcc-old-tables/in/user.o "${CC:-cc}" -DMODULE -DSEED_USER -DSEED_OLD_TABLES
variant gcc-going gcc-64 --keep-going --modules-out=good
variant gcc-versions gcc-64 -b -x --abi=6.18
variant gcc-newest gcc-32 --abi=7.3

assembled x86-64 8 call as --64
assembled i386 4 call as --32
assembled aarch64 8 bl aarch64-linux-gnu-as
assembled aarch64be 8 bl aarch64-linux-gnu-as -EB
assembled arm 4 bl arm-linux-gnueabi-as
assembled armbe 4 bl arm-linux-gnueabi-as -EB
assembled m68k 4 jsr m68k-linux-gnu-as
assembled mips 4 jal mips64-linux-gnuabi64-as -32 -EB
assembled mipsel 4 jal mips64-linux-gnuabi64-as -32 -EL
assembled mips64 8 jal mips64-linux-gnuabi64-as -64 -EB
assembled mips64el 8 jal mips64-linux-gnuabi64-as -64 -EL
assembled ppc64 8 bl powerpc64-linux-gnu-as -a64
assembled ppc64le 8 bl powerpc64-linux-gnu-as -a64 -mlittle
assembled riscv64 8 call riscv64-linux-gnu-as
assembled s390x 8 'brasl %r14,' s390x-linux-gnu-as
assembled sparc64 8 call sparc64-linux-gnu-as -64

assembled_6_1 linux-6.1-x86-64 8 call as --64
assembled_6_1 linux-6.1-i386 4 call as --32
assembled_6_1 linux-6.1-armbe 4 bl arm-linux-gnueabi-as -EB
assembled_6_1 linux-6.1-s390x 8 'brasl %r14,' s390x-linux-gnu-as
rm -r include
