// SPDX-License-Identifier: GPL-2.0-only
/* The generated files, whole, of the native form and of Linux 6.12. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "object_text.h"
#include "program.h"

#define GPL "info license=GPL;info description=d;"

static void write_inputs(void)
{
	write_object("vmlinux.o", "data v;data w;export v GPL;export w - NS;"
				  "func module_layout;export module_layout;");
	write_object("lib/m.o", GPL "func f;export f GPL N;data unused;export unused;");
	write_object("drivers/staging/s.o", GPL "info import_ns=NS;info import_ns=N;"
						"func init_module;func cleanup_module;"
						"use f;use v;use w;use .v;");
	write_file(".vmlinux.objs", "v.o\n");
	write_file(".v.o.cmd",
		   "c\n#SYMVER v 0x12\n#SYMVER w 0\n#SYMVER module_layout 0x12345678\n");
	write_file("lib/m.mod", "lib/m.o\n");
	write_file("lib/.m.o.cmd", "c\n#SYMVER f 0xabc\n#SYMVER unused 0xffffffff\n");
	write_file("drivers/staging/s.mod", "");
}

static void assert_file(const char *path, const char *expected)
{
	char *text = read_file(path);

	assert_non_null(text);
	assert_string_equal(text, expected);
	free(text);
}

static void assert_run(const char *arguments)
{
	struct program_run run = run_modpost(arguments);

	assert_string_equal(run.errors, "");
	assert_int_equal(run.status, 0);
	program_run_free(&run);
}

#define OBJECTS " vmlinux.o lib/m.o drivers/staging/s.o"

#define HEADER                                           \
	"#include <linux/module.h>\n"                    \
	"#include <linux/export-internal.h>\n"           \
	"#include <linux/compiler.h>\n"                  \
	"\n"                                             \
	"MODULE_INFO(name, KBUILD_MODNAME);\n"           \
	"\n"                                             \
	"__visible struct module __this_module\n"        \
	"__section(\".gnu.linkonce.this_module\") = {\n" \
	"\t.name = KBUILD_MODNAME,\n"

#define INIT_AND_EXIT                   \
	"\t.init = init_module,\n"      \
	"#ifdef CONFIG_MODULE_UNLOAD\n" \
	"\t.exit = cleanup_module,\n"   \
	"#endif\n"

#define FOOTER                          \
	"\t.arch = MODULE_ARCH_INIT,\n" \
	"};\n"

#define INTREE	"\nMODULE_INFO(intree, \"Y\");\n"
#define STAGING "\nMODULE_INFO(staging, \"Y\");\n"

static void test_native(void **state)
{
	(void)state;
	write_inputs();
	assert_run("-Mmbx" OBJECTS);
	assert_file("lib/m.mod.c",
		    HEADER FOOTER INTREE "\n"
					 "KSYMTAB_FUNC(f, \"N\");\n"
					 "SYMBOL_FLAGS(f, 0x01);\n"
					 "KSYMTAB_DATA(unused, \"\");\n"
					 "SYMBOL_FLAGS(unused, 0x00);\n"
					 "\n"
					 "SYMBOL_CRC(f, 0x00000abc);\n"
					 "SYMBOL_CRC(unused, 0xffffffff);\n"
					 "\n"
					 "static const struct modversion_info ____versions[]\n"
					 "__used __section(\"__versions\") = {\n"
					 "\t{ 0x12345678, \"module_layout\" },\n"
					 "};\n"
					 "\n"
					 "static const u32 ____version_ext_crcs[]\n"
					 "__used __section(\"__version_ext_crcs\") = {\n"
					 "\t0x12345678,\n"
					 "};\n"
					 "static const char ____version_ext_names[]\n"
					 "__used __section(\"__version_ext_names\") =\n"
					 "\t\"module_layout\\0\"\n"
					 ";\n"
					 "\n"
					 "MODULE_INFO(depends, \"\");\n"
					 "\n");
	assert_file("drivers/staging/s.mod.c", HEADER INIT_AND_EXIT FOOTER INTREE STAGING
		    "\n"
		    "\n"
		    "\n"
		    "static const struct modversion_info ____versions[]\n"
		    "__used __section(\"__versions\") = {\n"
		    "\t{ 0x00000abc, \"f\" },\n"
		    "\t{ 0x00000012, \"v\" },\n"
		    "\t{ 0x00000000, \"w\" },\n"
		    "\t{ 0x00000012, \".v\" },\n"
		    "\t{ 0x12345678, \"module_layout\" },\n"
		    "};\n"
		    "\n"
		    "static const u32 ____version_ext_crcs[]\n"
		    "__used __section(\"__version_ext_crcs\") = {\n"
		    "\t0x00000abc,\n"
		    "\t0x00000012,\n"
		    "\t0x00000000,\n"
		    "\t0x00000012,\n"
		    "\t0x12345678,\n"
		    "};\n"
		    "static const char ____version_ext_names[]\n"
		    "__used __section(\"__version_ext_names\") =\n"
		    "\t\"f\\0\"\n"
		    "\t\"v\\0\"\n"
		    "\t\"w\\0\"\n"
		    "\t\".v\\0\"\n"
		    "\t\"module_layout\\0\"\n"
		    ";\n"
		    "\n"
		    "MODULE_INFO(depends, \"m\");\n"
		    "\n");
	assert_file(".vmlinux.export.c", "#include <linux/export-internal.h>\n"
					 "\n"
					 "KSYMTAB_DATA(v, \"\");\n"
					 "SYMBOL_FLAGS(v, 0x01);\n"
					 "KSYMTAB_DATA(w, \"NS\");\n"
					 "SYMBOL_FLAGS(w, 0x00);\n"
					 "KSYMTAB_FUNC(module_layout, \"\");\n"
					 "SYMBOL_FLAGS(module_layout, 0x00);\n"
					 "\n"
					 "SYMBOL_CRC(v, 0x00000012);\n"
					 "SYMBOL_CRC(w, 0x00000000);\n"
					 "SYMBOL_CRC(module_layout, 0x12345678);\n"
					 "#include <linux/module.h>\n"
					 "#undef __MODULE_INFO_PREFIX\n"
					 "#define __MODULE_INFO_PREFIX\n");
}

static void test_6_12(void **state)
{
	(void)state;
	write_inputs();
	assert_run("--abi=6.12 -Mm" OBJECTS);
	assert_file("lib/m.mod.c",
		    HEADER FOOTER INTREE "\n"
					 "KSYMTAB_FUNC(f, \"_gpl\", \"N\");\n"
					 "KSYMTAB_DATA(unused, \"\", \"\");\n"
					 "\n"
					 "SYMBOL_CRC(f, 0x00000abc, \"_gpl\");\n"
					 "SYMBOL_CRC(unused, 0xffffffff, \"\");\n"
					 "\n"
					 "static const struct modversion_info ____versions[]\n"
					 "__used __section(\"__versions\") = {\n"
					 "\t{ 0x12345678, \"module_layout\" },\n"
					 "};\n"
					 "\n"
					 "MODULE_INFO(depends, \"\");\n"
					 "\n");
	assert_file("drivers/staging/s.mod.c", HEADER INIT_AND_EXIT FOOTER INTREE STAGING
		    "\n"
		    "\n"
		    "\n"
		    "static const struct modversion_info ____versions[]\n"
		    "__used __section(\"__versions\") = {\n"
		    "\t{    0xabc, \"f\" },\n"
		    "\t{     0x12, \"v\" },\n"
		    "\t{        0, \"w\" },\n"
		    "\t{     0x12, \".v\" },\n"
		    "\t{ 0x12345678, \"module_layout\" },\n"
		    "};\n"
		    "\n"
		    "MODULE_INFO(depends, \"m\");\n"
		    "\n");
	assert_file(".vmlinux.export.c", "#include <linux/export-internal.h>\n"
					 "\n"
					 "KSYMTAB_DATA(v, \"_gpl\", \"\");\n"
					 "KSYMTAB_DATA(w, \"\", \"NS\");\n"
					 "KSYMTAB_FUNC(module_layout, \"\", \"\");\n"
					 "\n"
					 "SYMBOL_CRC(v, 0x00000012, \"_gpl\");\n"
					 "SYMBOL_CRC(w, 0x00000000, \"\");\n"
					 "SYMBOL_CRC(module_layout, 0x12345678, \"\");\n");
}

static void test_no_exports_no_versions(void **state)
{
	(void)state;
	write_object("tools/testing/t.o", GPL "func f;");
	write_object("vmlinux.o", "func f;");
	write_file("tools/testing/t.mod", "a.o");
	write_file(".a.o.cmd", "source_a.o := r.c\n");
	write_file("r.c", "int r;");
	assert_run("-eMa --abi=6.12 tools/testing/t.o vmlinux.o");
	assert_file("tools/testing/t.mod.c",
		    HEADER FOOTER "\nMODULE_INFO(test, \"Y\");\n"
				  "\n"
				  "\n"
				  "MODULE_INFO(depends, \"\");\n"
				  "\n"
				  "\n"
				  "MODULE_INFO(srcversion, \"98A6A0B25D9A0F29D04F5A0\");\n");
	assert_file(".vmlinux.export.c", "#include <linux/export-internal.h>\n\n");
}

static void test_trimmed(void **state)
{
	(void)state;
	write_inputs();
	write_file("list", "w\n");
	write_object("drivers/staging/s.o", GPL "info import_ns=N;use f;notrim module_layout;");
	assert_run("-Mt -u list" OBJECTS);
	assert_file("lib/m.mod.c", HEADER FOOTER INTREE "\n"
							"KSYMTAB_FUNC(f, \"N\");\n"
							"SYMBOL_FLAGS(f, 0x01);\n"
							"\n"
							"MODULE_INFO(depends, \"\");\n"
							"\n");
	assert_file(".vmlinux.export.c", "#include <linux/export-internal.h>\n"
					 "\n"
					 "KSYMTAB_DATA(w, \"NS\");\n"
					 "SYMBOL_FLAGS(w, 0x00);\n"
					 "KSYMTAB_FUNC(module_layout, \"\");\n"
					 "SYMBOL_FLAGS(module_layout, 0x00);\n"
					 "#include <linux/module.h>\n"
					 "#undef __MODULE_INFO_PREFIX\n"
					 "#define __MODULE_INFO_PREFIX\n");
}

static void test_depends(void **state)
{
	(void)state;
	write_object("x/m.o", GPL "data a;export a;");
	write_object("y/m.o", GPL "data b;export b;");
	write_object("prov-mod.o", GPL "data c;export c;data again;export again;");
	write_object("z.o", GPL "use c;use v;use b;use a;use d;use again;");
	write_file("D", "0x1\tv\tvmlinux\tEXPORT_SYMBOL\t\n0x1\td\told/dump\tEXPORT_SYMBOL\t\n");
	assert_run("-M -i D x/m.o y/m.o prov-mod.o z.o");
	assert_file("z.mod.c", HEADER FOOTER INTREE "\n"
						    "\n"
						    "MODULE_INFO(depends, \"prov-mod,m,m,dump\");\n"
						    "\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_DIRECTORY(test) cmocka_unit_test_setup_teardown(test, enter_directory, leave_directory)
		IN_DIRECTORY(test_native),
		IN_DIRECTORY(test_6_12),
		IN_DIRECTORY(test_no_exports_no_versions),
		IN_DIRECTORY(test_trimmed),
		IN_DIRECTORY(test_depends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
