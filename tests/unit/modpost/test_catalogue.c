// SPDX-License-Identifier: GPL-2.0-only
/* Every message, its exact text, the exit status and what is written: the program as a whole. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "object_text.h"
#include "program.h"

#define GPL	  "info license=GPL;info description=d;"
#define N(text)	  text text text text text text text
#define LONG_NAME N("abcdefgh") /* 56 characters */
#define W	  "WARNING: modpost: "
#define E	  "ERROR: modpost: "

struct file_text {
	const char *path, *text;
};

struct message_case {
	const char *name;
	struct file_text objects[4];
	struct file_text files[6];
	const char *arguments;
	int status;
	const char *errors;
	struct file_text outputs[4]; /* NULL text: must not exist */
};

static const struct message_case cases[] = {
	{ .name = "no arguments", .arguments = "" },
	{ .name = "dump of nothing", .arguments = "-o S", .outputs = { { "S", "" } } },
	{ .name = "unknown option",
	  .arguments = "-q",
	  .status = 1,
	  .errors = "modpost: invalid option -- 'q'\n" },
	{ .name = "option of later releases",
	  .arguments = "--abi=6.12 -b",
	  .status = 1,
	  .errors = "modpost: invalid option -- 'b'\n" },
	{ .name = "option without argument",
	  .arguments = "-o",
	  .status = 1,
	  .errors = "modpost: option requires an argument -- 'o'\n" },
	{ .name = "release too old",
	  .arguments = "--abi=5.19",
	  .status = 1,
	  .errors = E "--abi: release 5.19 is older than 6.1, the oldest one that is supported\n" },

	{ .name = "suffix",
	  .arguments = "--abi=6.12 -M a.x -o S",
	  .status = 1,
	  .errors = E "a.x: filename must be suffixed with .o\n",
	  .outputs = { { "S", NULL } } },
	{ .name = "suffix of an object",
	  .objects = { { "a.x", GPL "func f;" } },
	  .arguments = "-M a.x",
	  .status = 1,
	  .errors = E "a.x: filename must be suffixed with .o\n" },
	{ .name = "missing object",
	  .arguments = "-M a.o",
	  .status = 1,
	  .errors = "a.o: No such file or directory\n" },
	{ .name = "missing object with -n",
	  .arguments = "-Mn a.o -o S",
	  .errors = "a.o: No such file or directory (ignored)\n",
	  .outputs = { { "S", "" } } },
	{ .name = "empty object",
	  .files = { { "a.o", "" } },
	  .arguments = "-M a.o",
	  .status = 1,
	  .errors = "a.o: Invalid argument\n" },
	{ .name = "not an object",
	  .files = { { "a.o", "hello, this is text" } },
	  .arguments = "--abi=7.1 -M a.o -o S",
	  .outputs = { { "S", "" }, { "a.mod.c", NULL } } },
	{ .name = "not an object, native",
	  .files = { { "a.o", "hello, this is text" } },
	  .arguments = "-M a.o -o S",
	  .status = 1,
	  .errors = E "a.o: not an ELF object\n",
	  .outputs = { { "S", NULL } } },
	{ .name = "bitcode",
	  .files = { { "a.o", "BC\xc0\xde" } },
	  .arguments = "-Mn a.o -o S",
	  .status = 1,
	  .errors = E "a.o: LLVM bitcode, not an object: link it first, or build without -flto\n",
	  .outputs = { { "S", NULL } } },
	{ .name = "bitcode in the form of a release",
	  .files = { { "a.o", "BC\xc0\xde" } },
	  .arguments = "--abi=7.1 -M a.o -o S",
	  .outputs = { { "S", "" } } },
	{ .name = "intermediate code of GCC",
	  .objects = { { "a.o", "common __gnu_lto_slim;" }, { "b.o", GPL "data d;export d;" } },
	  .arguments = "-M --keep-going a.o b.o --modules-out=M",
	  .status = 1,
	  .errors = E "a.o: intermediate code of GCC's -flto, no machine code: link it first, "
		      "or build with -ffat-lto-objects\n",
	  .outputs = { { "M", "b.o\n" }, { "a.mod.c", NULL } } },
	{ .name = "intermediate code of GCC in the form of a release",
	  .objects = { { "a.o", GPL "common __gnu_lto_slim;" } },
	  .arguments = "--abi=7.1 -M a.o -o S",
	  .outputs = { { "S", "" } } },
	{ .name = "missing list",
	  .arguments = "-T list",
	  .status = 1,
	  .errors = E "Can't open filenames file list: No such file or directory" },
	{ .name = "empty line in a list",
	  .files = { { "list", "\n" } },
	  .arguments = "--abi=6.12 -T list",
	  .status = 1,
	  .errors = E ": filename must be suffixed with .o\n" },
	{ .name = "arguments before the list",
	  .objects = { { "a.o", GPL "func f;export f;" }, { "b.o", GPL "func g;export g;" } },
	  .files = { { "list", "a.o" } },
	  .arguments = "-M -T list -o S b.o",
	  .outputs = { { "S", "0x00000000\tg\tb\tEXPORT_SYMBOL\t\n"
			      "0x00000000\tf\ta\tEXPORT_SYMBOL\t\n" } } },
	{ .name = "modinfo without bytes",
	  .objects = { { "a.o", GPL "type .modinfo 8;" } },
	  .arguments = "-M a.o",
	  .status = 1,
	  .errors = E "a.o has NOBITS .modinfo\n" },

	{ .name = "COMMON",
	  .objects = { { "a.o", GPL "common c;common __gnu_lto_c;" } },
	  .arguments = "-M a.o",
	  .errors = W "\"c\" [a] is COMMON symbol\n" },
	{ .name = "strange label",
	  .objects = { { "a.o", GPL "data d;export d - - *;" } },
	  .arguments = "-M a.o",
	  .status = 1,
	  .errors = E "a: .export_symbol section contains strange symbol ''\n" },
	{ .name = "local export",
	  .objects = { { "a.o", GPL "local d;export d;" } },
	  .arguments = "-M a.o",
	  .status = 1,
	  .errors = E "a: local symbol 'd' was exported\n" },
	{ .name = "export of something else",
	  .objects = { { "a.o", GPL "data d;export d - - e;" } },
	  .arguments = "-M a.o",
	  .status = 1,
	  .errors = E "a: .export_symbol section references 'd', "
		      "but it does not seem to be an export symbol\n" },
	{ .name = "license of an export",
	  .objects = { { "a.o", GPL "data d;export d MIT;" } },
	  .arguments = "-M a.o",
	  .status = 1,
	  .errors = E "a: unknown license 'MIT' was specified for 'd'\n" },
	{ .name = "exported init and exit code",
	  .objects = { { "a.o", GPL "func i .init.text;func x .exit.text;export i;export x;" } },
	  .arguments = "-M a.o",
	  .errors =
		  W "a: i: EXPORT_SYMBOL used for init symbol. Remove __init or EXPORT_SYMBOL.\n" W
		    "a: x: EXPORT_SYMBOL used for exit symbol. "
		    "Remove __exit or EXPORT_SYMBOL.\n" },
	{ .name = "exports need -M",
	  .objects = { { "a.o", GPL "data d;export d;" } },
	  .arguments = "a.o -o S",
	  .outputs = { { "S", "" } } },
	{ .name = "exported twice, in order of the messages",
	  .objects = { { "a.o", GPL "data d;export d;" },
		       { "b.o", "data d;func i .init.text;export i;export d;export i MIT;" } },
	  .arguments = "--abi=6.12 -M a.o b.o",
	  .status = 1,
	  .errors =
		  E "missing MODULE_LICENSE() in b.o\n" W
		    "b: i: EXPORT_SYMBOL used for init symbol. Remove __init or EXPORT_SYMBOL.\n" E
		    "b: 'd' exported twice. Previous export was in a.ko\n" E
		    "b: unknown license 'MIT' was specified for 'i'\n" },
	{ .name = "exported twice by external modules",
	  .objects = { { "a.o", GPL "data d;export d;" }, { "b.o", GPL "data d;export d;" } },
	  .arguments = "-Me a.o b.o" },
	{ .name = "export of vmlinux repeated by an external module",
	  .objects = { { "a.o", GPL "data d;export d;" } },
	  .files = { { "D", "0x1\td\tvmlinux\tEXPORT_SYMBOL\t\n" } },
	  .arguments = "-Me -i D a.o",
	  .status = 1,
	  .errors = E "a: 'd' exported twice. Previous export was in vmlinux\n" },
	{ .name = "same module in two dumps, one module once",
	  .files = { { "D", "0x1\td\ta\tEXPORT_SYMBOL\t\n" },
		     { "F", "0x1\td\ta\tEXPORT_SYMBOL\t\n" } },
	  .arguments = "--abi=6.12 -e -i D -i F",
	  .status = 1,
	  .errors = E "a: 'd' exported twice. Previous export was in a.ko\n" },
	{ .name = "same module in two dumps, two modules since 6.13",
	  .files = { { "D", "0x1\td\ta\tEXPORT_SYMBOL\t\n" },
		     { "F", "0x1\td\ta\tEXPORT_SYMBOL\t\n" } },
	  .arguments = "-e -i D -i F" },
	{ .name = "same dump twice",
	  .files = { { "D", "0x1\td\ta\tEXPORT_SYMBOL\t\n" } },
	  .arguments = "-e -i D -i D",
	  .status = 1,
	  .errors = E "a: 'd' exported twice. Previous export was in a.ko\n" },

	{ .name = "missing dump",
	  .arguments = "-i D",
	  .status = 1,
	  .errors = "D: No such file or directory\n" },
	{ .name = "old dump",
	  .files = { { "D", "0x1\td\ta\tEXPORT_SYMBOL\n" } },
	  .arguments = "-i D",
	  .status = 1,
	  .errors = E "parse error in symbol dump file\n" },
	{ .name = "license in a dump",
	  .files = { { "D", "0x1\td\ta\tEXPORT_FOO\t\n0x1\te\ta\tEXPORT_BAR\t\n" } },
	  .arguments = "-i D -o S",
	  .status = 1,
	  .errors = E "d: unknown license EXPORT_FOO. skip" E "e: unknown license EXPORT_BAR. skip",
	  .outputs = { { "S", NULL } } },

	{ .name = "no list of objects for CRCs",
	  .objects = { { "a.o", GPL "data d;" } },
	  .arguments = "-Mm a.o",
	  .status = 1,
	  .errors = "a.mod: No such file or directory\n" },
	{ .name = "no list of objects for CRCs of vmlinux",
	  .objects = { { "vmlinux.o", "data d;" } },
	  .arguments = "-Mm vmlinux.o",
	  .status = 1,
	  .errors = ".vmlinux.objs: No such file or directory\n" },
	{ .name = "no .cmd file",
	  .objects = { { "a.o", GPL "data d;" } },
	  .files = { { "a.mod", "s/b.o\n" } },
	  .arguments = "-Mm a.o",
	  .status = 1,
	  .errors = "s/.b.o.cmd: No such file or directory\n" },
	{ .name = "no CRC",
	  .objects = { { "vmlinux.o", "data d;export d;data module_layout;export module_layout;" },
		       { "a.o", GPL "use d;" } },
	  .files = { { ".vmlinux.objs", "v.o\n" },
		     { ".v.o.cmd", "\n#SYMVER module_layout 0x1234\n" },
		     { "a.mod", "" } },
	  .arguments = "--abi=6.12 -Mm vmlinux.o a.o -o S",
	  .errors = W "EXPORT symbol \"d\" [vmlinux] version generation failed, "
		      "symbol will not be versioned.\n"
		      "Is \"d\" prototyped in <asm/asm-prototypes.h>?\n" W
		      "\"d\" [a.ko] has no CRC!\n",
	  .outputs = { { "S", "0x00000000\td\tvmlinux\tEXPORT_SYMBOL\t\n"
			      "0x00001234\tmodule_layout\tvmlinux\tEXPORT_SYMBOL\t\n" } } },
	{ .name = "no CRC, both tables",
	  .objects = { { "a.o", GPL "use d;" }, { "b.o", GPL "data d;export d;" } },
	  .arguments = "-Mbx b.o a.o",
	  .errors = W "\"d\" [a.ko] has no CRC!\n" W "\"d\" [a.ko] has no CRC!\n" },
	{ .name = "long symbol",
	  .objects = { { "a.o", GPL "use " LONG_NAME ";use d;" } },
	  .files = { { "D", "0x1\t" LONG_NAME "\tvmlinux\tEXPORT_SYMBOL\t\n"
			    "0x1\td\tvmlinux\tEXPORT_SYMBOL\t\n" } },
	  .arguments = "-Mb -i D a.o",
	  .status = 1,
	  .errors = E "too long symbol \"" LONG_NAME "\" [a.ko]\n",
	  .outputs = { { "a.mod.c", NULL } } },
	{ .name = "long symbol of 32 bit",
	  .objects = { { "a.o", "class 32;" GPL "use " LONG_NAME ";" } },
	  .files = { { "D", "0x1\t" LONG_NAME "\tvmlinux\tEXPORT_SYMBOL\t\n" } },
	  .arguments = "-Mb -i D a.o" },
	{ .name = "long symbol in the extended table",
	  .objects = { { "a.o", GPL "use " LONG_NAME ";" } },
	  .files = { { "D", "0x1\t" LONG_NAME "\tvmlinux\tEXPORT_SYMBOL\t\n" } },
	  .arguments = "-Mbx -i D a.o" },

	{ .name = "forbidden import",
	  .objects = { { "a.o", GPL "info import_ns=module:b;" } },
	  .arguments = "-M a.o",
	  .status = 1,
	  .errors = E "a: explicitly importing namespace \"module:b\" is not allowed.\n" },
	{ .name = "that import before 6.16",
	  .objects = { { "a.o", GPL "info import_ns=module:b;" } },
	  .arguments = "--abi=6.15 -M a.o" },
	{ .name = "missing import of a namespace",
	  .objects = { { "s/a.o", GPL "use d;use e;" } },
	  .files = { { "D", "0x1\td\tvmlinux\tEXPORT_SYMBOL\tNS\n"
			    "0x1\te\tvmlinux\tEXPORT_SYMBOL\tNS\n" } },
	  .arguments = "-M -i D s/a.o -d N",
	  .status = 1,
	  .errors = E "module a uses symbol d from namespace NS, but does not import it.\n" E
		      "module a uses symbol e from namespace NS, but does not import it.\n",
	  .outputs = { { "N", NULL }, { "s/a.mod.c", NULL } } },
	{ .name = "missing import of a namespace with -N",
	  .objects = { { "s/a.o", GPL "use d;use e;weak f;" } },
	  .files = { { "D", "0x1\td\tvmlinux\tEXPORT_SYMBOL\tNS\n"
			    "0x1\tf\tvmlinux\tEXPORT_SYMBOL\tNS\n"
			    "0x1\te\tvmlinux\tEXPORT_SYMBOL\tN2\n" } },
	  .arguments = "-MN -i D s/a.o -d N",
	  .errors = W "module a uses symbol d from namespace NS, but does not import it.\n" W
		      "module a uses symbol e from namespace N2, but does not import it.\n" W
		      "module a uses symbol f from namespace NS, but does not import it.\n",
	  .outputs = { { "N", "s/a.ko: NS N2\n" } } },
	{ .name = "module namespace",
	  .objects = { { "s/ab.o", GPL "use d;" }, { "s/c.o", GPL "use d;" } },
	  .files = { { "D", "0x1\td\tvmlinux\tEXPORT_SYMBOL\tmodule:x,a*\n" } },
	  .arguments = "-M -i D s/ab.o s/c.o",
	  .status = 1,
	  .errors = E "module c uses symbol d from namespace module:x,a*, "
		      "but does not import it.\n" },

	{ .name = "no license",
	  .objects = { { "s/a.o", "info description=x;" } },
	  .arguments = "-M s/a.o",
	  .status = 1,
	  .errors = E "missing MODULE_LICENSE() in s/a.o\n" },
	{ .name = "no description",
	  .objects = { { "a.o", "info license=GPL;" } },
	  .arguments = "-M a.o",
	  .errors = W "missing MODULE_DESCRIPTION() in a.o\n" },
	{ .name = "no description in 6.12",
	  .objects = { { "a.o", "info license=GPL;" } },
	  .arguments = "--abi=6.12 -M a.o" },
	{ .name = "no description in 6.12 with -W",
	  .objects = { { "a.o", "info license=GPL;" } },
	  .arguments = "--abi=6.12 -MW a.o",
	  .errors = W "missing MODULE_DESCRIPTION() in a.o\n" },
	{ .name = "GPL only",
	  .objects = { { "s/a.o", "info license=BSD;info description=;use d;use e;" } },
	  .files = { { "D", "0x1\td\tvmlinux\tEXPORT_SYMBOL_GPL\t\n"
			    "0x1\te\tvmlinux\tEXPORT_SYMBOL\t\n" } },
	  .arguments = "-M -i D s/a.o",
	  .status = 1,
	  .errors = E "GPL-incompatible module a.ko uses GPL-only symbol 'd'\n" },
	{ .name = "long name",
	  .objects = { { LONG_NAME ".o", GPL "use u;" } },
	  .arguments = "-M " LONG_NAME ".o",
	  .status = 1,
	  .errors = E "module name is too long [" LONG_NAME ".ko]\n" E "\"u\" [" LONG_NAME
		      ".ko] undefined!\n" },
	{ .name = "long name of 32 bit",
	  .objects = { { LONG_NAME ".o", "class 32;machine 3;" GPL "func f;" } },
	  .arguments = "-M " LONG_NAME ".o" },

	{ .name = "undefined",
	  .objects = { { "s/a.o", GPL "use u;weak v;" } },
	  .arguments = "-M s/a.o",
	  .status = 1,
	  .errors = E "\"u\" [s/a.ko] undefined!\n",
	  .outputs = { { "s/a.mod.c", NULL } } },
	{ .name = "undefined with -w",
	  .objects = { { "s/a.o", GPL "use u;" } },
	  .arguments = "-Mw s/a.o -o S",
	  .errors = W "\"u\" [s/a.ko] undefined!\n",
	  .outputs = { { "S", "" } } },
	{ .name = "too many undefined",
	  .objects = { { "a.o", GPL "use a;use b;use c;use d;use e;use f;use g;" },
		       { "b.o", GPL "use h;use i;use j;use k;use l;" } },
	  .arguments = "-Mw a.o b.o",
	  .errors = W
	  "\"a\" [a.ko] undefined!\n" W "\"b\" [a.ko] undefined!\n" W "\"c\" [a.ko] undefined!\n" W
	  "\"d\" [a.ko] undefined!\n" W "\"e\" [a.ko] undefined!\n" W "\"f\" [a.ko] undefined!\n" W
	  "\"g\" [a.ko] undefined!\n" W "\"h\" [b.ko] undefined!\n" W "\"i\" [b.ko] undefined!\n" W
	  "\"j\" [b.ko] undefined!\n" W
	  "suppressed 2 unresolved symbol warnings because there were too many)\n" },
	{ .name = "all undefined",
	  .objects = { { "a.o", GPL "use a;use b;use c;use d;use e;use f;use g;" },
		       { "b.o", GPL "use h;use i;use j;use k;" } },
	  .arguments = "-M --all-undefined a.o b.o",
	  .status = 1,
	  .errors = E
	  "\"a\" [a.ko] undefined!\n" E "\"b\" [a.ko] undefined!\n" E "\"c\" [a.ko] undefined!\n" E
	  "\"d\" [a.ko] undefined!\n" E "\"e\" [a.ko] undefined!\n" E "\"f\" [a.ko] undefined!\n" E
	  "\"g\" [a.ko] undefined!\n" E "\"h\" [b.ko] undefined!\n" E "\"i\" [b.ko] undefined!\n" E
	  "\"j\" [b.ko] undefined!\n" E "\"k\" [b.ko] undefined!\n" },
	{ .name = "exported without definition",
	  .objects = { { "a.o", GPL "use u;export u;" } },
	  .arguments = "-M a.o",
	  .status = 1,
	  .errors = E "\"u\" [a.ko] was exported without definition\n" },
	{ .name = "vmlinux is not checked",
	  .objects = { { "vmlinux.o", "use u;" } },
	  .arguments = "-M vmlinux.o" },
	{ .name = "another vmlinux is a module",
	  .objects = { { "vmlinux.o", "use u;" } },
	  .arguments = "-M ./vmlinux.o",
	  .status = 1,
	  .errors = E "missing MODULE_LICENSE() in ./vmlinux.o\n" W
		      "missing MODULE_DESCRIPTION() in ./vmlinux.o\n" E
		      "\"u\" [./vmlinux.ko] undefined!\n" },

	{ .name = "section mismatches are warnings",
	  .objects = { { "s/a.o", GPL "func f;func i .init.text;reloc .text 0 i 1 0;" } },
	  .arguments = "-M s/a.o -o S",
	  .errors = W "s/a: section mismatch in reference: f+0x0 (section: .text) -> "
		      "i (section: .init.text)\n",
	  .outputs = { { "S", "" } } },
	{ .name = "section mismatches are errors with -E",
	  .objects = { { "s/a.o", GPL "func f;func i .init.text;reloc .text 0 i 1 0;" },
		       { "b.o", GPL
			 "use a;use b;use c;use d;use e;use f;use g;use h;use i;use j;use k;" } },
	  .arguments = "-MEw s/a.o b.o -o S",
	  .status = 1,
	  .errors = W
	  "s/a: section mismatch in reference: f+0x0 (section: .text) -> "
	  "i (section: .init.text)\n" W "\"a\" [b.ko] undefined!\n" W "\"b\" [b.ko] undefined!\n" W
	  "\"c\" [b.ko] undefined!\n" W "\"d\" [b.ko] undefined!\n" W "\"e\" [b.ko] undefined!\n" W
	  "\"f\" [b.ko] undefined!\n" W "\"g\" [b.ko] undefined!\n" W "\"h\" [b.ko] undefined!\n" W
	  "\"i\" [b.ko] undefined!\n" W "\"j\" [b.ko] undefined!\n" E
	  "Section mismatches detected.\n"
	  "Set CONFIG_SECTION_MISMATCH_WARN_ONLY=y to allow them.\n" W
	  "suppressed 1 unresolved symbol warnings because there were too many)\n",
	  .outputs = { { "S", NULL } } },
	{ .name = "exception table of data",
	  .objects = { { "a.o", GPL "data t __ex_table;data d;reloc __ex_table 0 d 1 0;" } },
	  .arguments = "-M a.o -o S",
	  .status = 1,
	  .errors = W "a: section mismatch in reference: t+0x0 (section: __ex_table) -> "
		      "d (section: .data)\n" E
		      "__ex_table+0x0 references non-executable section '.data'\n",
	  .outputs = { { "S", NULL } } },
	{ .name = "unknown addends",
	  .objects = { { "a.o", GPL "rel;data r .rodata;func f;reloc .rodata 0 f 1 0;" } },
	  .arguments = "-M a.o",
	  .status = 1,
	  .errors = E "Please add code to calculate addend for this architecture\n" },

	{ .name = "circle",
	  .objects = { { "a.o", GPL "data a;export a;use b;" },
		       { "s/b.o", GPL "data b;export b;use a;" } },
	  .arguments = "-ME a.o s/b.o -o S",
	  .errors = W "modules need each other in a circle: a -> s/b -> a\n",
	  .outputs = { { "S", "0x00000000\ta\ta\tEXPORT_SYMBOL\t\n"
			      "0x00000000\tb\ts/b\tEXPORT_SYMBOL\t\n" } } },
	{ .name = "circle in the form of a release",
	  .objects = { { "a.o", GPL "data a;export a;use b;" },
		       { "s/b.o", GPL "data b;export b;use a;" } },
	  .arguments = "--abi=7.1 -M a.o s/b.o" },
	{ .name = "malformed source line",
	  .objects = { { "a.o", GPL "func f;" } },
	  .files = { { "a.mod", "a.o\n" }, { ".a.o.cmd", "source_a.o\n" } },
	  .arguments = "-Ma a.o",
	  .errors = W "malformed line: source_a.o\n" },
	{ .name = "missing source",
	  .objects = { { "a.o", GPL "func f;" } },
	  .files = { { "a.mod", "a.o\n" }, { ".a.o.cmd", "source_a.o := a.c\n" } },
	  .arguments = "-Ma a.o",
	  .status = 1,
	  .errors = "a.c: No such file or directory\n" },
	{ .name = "missing white list",
	  .arguments = "-u list",
	  .status = 1,
	  .errors = "list: No such file or directory\n" },

	{ .name = "an error keeps all outputs",
	  .objects = { { "a.o", GPL "func f;" }, { "b.o", "info description=d;" } },
	  .files = { { "a.mod.c", "old" }, { "S", "old" }, { "N", "old" }, { "M", "old" } },
	  .arguments = "-M a.o b.o -o S -d N --modules-out=M",
	  .status = 1,
	  .errors = E "missing MODULE_LICENSE() in b.o\n",
	  .outputs = { { "a.mod.c", "old" }, { "S", "old" }, { "N", "old" }, { "M", "old" } } },
	{ .name = "source of somebody else",
	  .objects = { { "a.o", GPL "func f;" }, { "b.o", GPL "func f;" } },
	  .files = { { "b.mod.c", "int b;\n" } },
	  .arguments = "-M a.o b.o -o S",
	  .status = 1,
	  .errors = E "b.mod.c: was not written by modpost and is in the place of its output: "
		      "rename or remove it\n",
	  .outputs = { { "a.mod.c", NULL }, { "b.mod.c", "int b;\n" }, { "S", NULL } } },
	{ .name = "source of somebody else in the form of a release",
	  .objects = { { "vmlinux.o", "data d;" } },
	  .files = { { ".vmlinux.export.c", "int b;\n" } },
	  .arguments = "--abi=6.13 -M vmlinux.o",
	  .outputs = { { ".vmlinux.export.c", "#include <linux/export-internal.h>\n\n" } } },
	{ .name = "source of somebody else for vmlinux",
	  .objects = { { "vmlinux.o", "data d;" } },
	  .files = { { ".vmlinux.export.c", "int b;\n" } },
	  .arguments = "-M vmlinux.o -o S",
	  .status = 1,
	  .errors = E ".vmlinux.export.c: was not written by modpost and is in the place of its "
		      "output: rename or remove it\n",
	  .outputs = { { ".vmlinux.export.c", "int b;\n" }, { "S", NULL } } },
	{ .name = "source of somebody else with --keep-going",
	  .objects = { { "a.o", GPL "func f;" }, { "b.o", GPL "func f;" } },
	  .files = { { "a.mod.c", "int a;\n" } },
	  .arguments = "-M --keep-going a.o b.o --modules-out=M",
	  .status = 1,
	  .errors = E "a.mod.c: was not written by modpost and is in the place of its output: "
		      "rename or remove it\n",
	  .outputs = { { "a.mod.c", "int a;\n" }, { "M", "b.o\n" } } },
	{ .name = "no symbol dump in its place",
	  .objects = { { "a.o", GPL "func f;" } },
	  .files = { { "S", "a letter\n" } },
	  .arguments = "-M --keep-going a.o -o S --modules-out=M",
	  .status = 1,
	  .errors = E "S: was not written by modpost and is in the place of its output: rename "
		      "or remove it\n",
	  .outputs = { { "a.mod.c", NULL }, { "S", "a letter\n" }, { "M", NULL } } },
	{ .name = "no symbol dump in its place, in the form of a release",
	  .objects = { { "a.o", GPL "func f;" } },
	  .files = { { "S", "a letter\n" } },
	  .arguments = "--abi=7.1 -M a.o -o S",
	  .outputs = { { "S", "" } } },
	{ .name = "--keep-going leaves out one module",
	  .objects = { { "a.o", GPL "func f;export f;" },
		       { "b.o", GPL "use u;" },
		       { "c.o", GPL "use f;" } },
	  .arguments = "-M --keep-going a.o b.o c.o missing.o -o S --modules-out=M",
	  .status = 1,
	  .errors = "missing.o: No such file or directory\n" E "\"u\" [b.ko] undefined!\n",
	  .outputs = { { "S", "0x00000000\tf\ta\tEXPORT_SYMBOL\t\n" },
		       { "M", "a.o\nc.o\n" },
		       { "b.mod.c", NULL } } },
	{ .name = "--keep-going separates messages",
	  .files = { { "junk", "junk" } },
	  .objects = { { "a.o", GPL "use u;" } },
	  .arguments = "-M --keep-going bad.o a.o",
	  .status = 1,
	  .errors = E "bad.o: not relocatable object.\n" E "\"u\" [a.ko] undefined!\n" },
};

static void check_output(const struct file_text *output)
{
	char *text = read_file(output->path);

	if (!output->text)
		assert_false(file_exists(output->path));
	else if (text)
		assert_string_equal(text, output->text);
	else
		fail_msg("%s is missing", output->path);
	free(text);
}

/* An object that is none: an executable. */
static void write_executable(const char *path)
{
	static const unsigned char type[] = { 2, 0 };

	write_object(path, GPL);
	patch_file(path, 16, type, sizeof(type));
}

static void test_case(void **state)
{
	const struct message_case *message_case = *state;
	const char *errors = message_case->errors ? message_case->errors : "";
	struct program_run run;
	char arguments[1024];
	void *directory;

	assert_int_equal(enter_directory(&directory), 0);
	if (strstr(message_case->arguments, "bad.o"))
		write_executable("bad.o");
	for (size_t i = 0; i < ARRAY_SIZE(message_case->objects); i++) {
		if (message_case->objects[i].path)
			write_object(message_case->objects[i].path, message_case->objects[i].text);
	}
	for (size_t i = 0; i < ARRAY_SIZE(message_case->files); i++) {
		if (message_case->files[i].path)
			write_file(message_case->files[i].path, message_case->files[i].text);
	}

	/* These are the texts of Linux. */
	snprintf(arguments, sizeof(arguments), "--no-hints %s", message_case->arguments);
	run = run_modpost(arguments);
	assert_string_equal(run.errors, errors);
	assert_int_equal(run.status, message_case->status);
	assert_string_equal(run.output, "");
	program_run_free(&run);

	for (size_t i = 0; i < ARRAY_SIZE(message_case->outputs); i++) {
		if (message_case->outputs[i].path)
			check_output(&message_case->outputs[i]);
	}
	assert_int_equal(leave_directory(&directory), 0);
}

int main(void)
{
	static struct CMUnitTest tests[ARRAY_SIZE(cases)];

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		tests[i].name = cases[i].name;
		tests[i].test_func = test_case;
		tests[i].initial_state = (void *)&cases[i];
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
