// SPDX-License-Identifier: GPL-2.0-only
/* The program with --report: the exact text, and when there is none. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "object_text.h"
#include "program.h"

/* A tree of vmlinux and two modules. */
static void write_tree(void)
{
	write_object("vmlinux.o", "func k;func u;func n;export k;export u GPL;export n - NS;");
	write_object("d/a.o", "info license=GPL;info description=\"a\";info version=1;"
			      "info alias=first;info import_ns=NS;use n;use k;weak absent;weak u;"
			      "func f;export f GPL;func g;export g;");
	write_file("d/a.mod", "d/a.o\n");
	write_file("d/.a.o.cmd", "source_d/a.o := d/a.c\n\ndeps_d/a.o := \\\n");
	write_file("d/a.c", "int x;\n");
	write_object("b.o", "info license=GPL;info license=GPL v2;info description=d;use g;use f;"
			    "section .data 1 3;data v;section .bss 8 3;data w .bss;");
}

/* With ' for ", and without what is not loaded. */
static const char tree_report[] =
	"{'format': 'kolink modpost report',\n"
	"'version': 1,\n"
	"'release': '7.1',\n"
	"'native': true,\n"
	"'external': false,\n"
	"'modules': [\n"
	"{'name': 'vmlinux',\n"
	" 'object': 'vmlinux.o',\n"
	" 'failed': false,\n"
	" 'license': [],\n"
	" 'description': null,\n"
	" 'version': null,\n"
	" 'srcversion': null,\n"
	" 'exports': [\n"
	"  {'name': 'k', 'crc': null, 'gpl_only': false, 'namespace': null},\n"
	"  {'name': 'u', 'crc': null, 'gpl_only': true, 'namespace': null},\n"
	"  {'name': 'n', 'crc': null, 'gpl_only': false, 'namespace': 'NS'}],\n"
	" 'imports': [],\n"
	" 'depends': [],\n"
	" 'namespaces': [],\n"
	" 'aliases': [],\n"
	" 'sections': {\n"
	"  'code': {'.text': 24},\n"
	"  'read_only': {'.export_symbol': 48},\n"
	"  'data': {},\n"
	"  'bss': {},\n"
	"  'not_loaded': {}}},\n"
	"{'name': 'd/a',\n"
	" 'object': 'd/a.o',\n"
	" 'failed': false,\n"
	" 'license': ['GPL'],\n"
	" 'description': '\\'a\\'',\n"
	" 'version': '1',\n"
	" 'srcversion': '4EDE93831B5A1AA459F8A53',\n"
	" 'exports': [\n"
	"  {'name': 'f', 'crc': null, 'gpl_only': true, 'namespace': null},\n"
	"  {'name': 'g', 'crc': null, 'gpl_only': false, 'namespace': null}],\n"
	" 'imports': [\n"
	"  {'provider': 'vmlinux', 'weak': false, 'symbols': ['k', 'n']},\n"
	"  {'provider': 'vmlinux', 'weak': true, 'symbols': ['u']},\n"
	"  {'provider': null, 'weak': true, 'symbols': ['absent']}],\n"
	" 'depends': [],\n"
	" 'namespaces': ['NS'],\n"
	" 'aliases': ['first'],\n"
	" 'sections': {\n"
	"  'code': {'.text': 16},\n"
	"  'read_only': {'.modinfo': 63, '.export_symbol': 32},\n"
	"  'data': {},\n"
	"  'bss': {},\n"
	"  'not_loaded': {}}},\n"
	"{'name': 'b',\n"
	" 'object': 'b.o',\n"
	" 'failed': false,\n"
	" 'license': ['GPL', 'GPL v2'],\n"
	" 'description': 'd',\n"
	" 'version': null,\n"
	" 'srcversion': null,\n"
	" 'exports': [],\n"
	" 'imports': [\n"
	"  {'provider': 'd/a', 'weak': false, 'symbols': ['f', 'g']}],\n"
	" 'depends': ['d/a'],\n"
	" 'namespaces': [],\n"
	" 'aliases': [],\n"
	" 'sections': {\n"
	"  'code': {},\n"
	"  'read_only': {'.modinfo': 41},\n"
	"  'data': {'.data': 8},\n"
	"  'bss': {'.bss': 8},\n"
	"  'not_loaded': {}}}]}\n";

/* Sizes of tables that are not loaded are those of the program that makes the test's objects. */
static void assert_report(const char *path, const char *expected)
{
	char *text = read_file(path), *from, *to;

	assert_non_null(text);
	for (from = to = text; *from; from++) {
		const char *tables = "\"not_loaded\": {";

		if (!strncmp(from, tables, strlen(tables))) {
			from = strchr(from, '}');
			memcpy(to, "'not_loaded': {", strlen(tables));
			to += strlen(tables);
		}
		*to++ = *from == '"' ? '\'' : *from;
	}
	*to = '\0';
	assert_string_equal(text, expected);
	free(text);
}

static void test_text(void **state)
{
	(void)state;
	write_tree();
	run_expecting("-M vmlinux.o d/a.o b.o -o S --report=R", 0, "");
	assert_report("R", tree_report);
}

/* The facts of the run before do for it, and nothing changes. */
static void test_same_bytes_from_kept_facts_and_threads(void **state)
{
	struct stat before, after;

	(void)state;
	write_tree();
	run_expecting("-M vmlinux.o d/a.o b.o -o S", 0, "");
	assert_false(file_exists("R"));
	run_expecting("-M vmlinux.o d/a.o b.o -o S --report=R --jobs=4", 0, "");
	assert_report("R", tree_report);
	assert_int_equal(stat("R", &before), 0);
	run_expecting("-M vmlinux.o d/a.o b.o -o S --report=R --jobs=1 --no-facts-cache", 0, "");
	assert_int_equal(stat("R", &after), 0);
	assert_int_equal(after.st_ino, before.st_ino);
	assert_int_equal(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
}

static int contains(const char *path, const char *text)
{
	char *content = read_file(path);
	int found;

	assert_non_null(content);
	found = strstr(content, text) != NULL;
	free(content);
	return found;
}

/* Of what a dump says, those exports that are used, and their modules. */
static void test_modules_of_dumps(void **state)
{
	(void)state;
	write_file("D", "0x00000001\tk\tvmlinux\tEXPORT_SYMBOL\t\n"
			"0x00000002\tunused\tvmlinux\tEXPORT_SYMBOL\t\n"
			"0x000000ab\tf\td/a\tEXPORT_SYMBOL_GPL\tNS\n"
			"0x00000004\tother\td/b\tEXPORT_SYMBOL\t\n");
	write_object("x.o", "info license=GPL;info description=d;info import_ns=NS;use k;use f;");
	run_expecting("-e -M x.o -i D -o S --report=R", 0, "");
	assert_true(contains("R", "\"external\": true"));
	assert_true(contains("R", "{\"name\": \"d/a\",\n"
				  " \"object\": null,\n"));
	assert_true(contains("R", "\"crc\": \"0x000000ab\", \"gpl_only\": true, "
				  "\"namespace\": \"NS\"}],\n"));
	assert_true(contains("R", " \"depends\": [\"d/a\"],\n"));
	assert_false(contains("R", "unused"));
	assert_false(contains("R", "d/b"));
}

static void test_trimmed_exports_are_left_out(void **state)
{
	(void)state;
	write_tree();
	run_expecting("-M -t vmlinux.o d/a.o b.o -o S --report=R", 0, "");
	assert_true(contains("R", "{\"name\": \"k\""));
	write_object("b.o", "info license=GPL;info description=d;");
	run_expecting("-M -t vmlinux.o d/a.o b.o -o S --report=R", 0, "");
	assert_false(contains("R", "{\"name\": \"g\""));
}

/* Nothing is written after an error, except for a run that goes on. */
static void test_errors(void **state)
{
	static const char undefined[] = "ERROR: modpost: \"nobody\" [b.ko] undefined!\n";

	(void)state;
	write_object("a.o", "info license=GPL;info description=d;");
	write_object("b.o", "info license=GPL;info description=d;use nobody;");
	run_expecting("-M a.o b.o -o S --report=R", 1, undefined);
	assert_false(file_exists("R"));
	run_expecting("-M --keep-going a.o b.o -o S --report=R", 1, undefined);
	assert_true(contains("R", " \"object\": \"a.o\",\n \"failed\": false,\n"));
	assert_true(contains("R", " \"object\": \"b.o\",\n \"failed\": true,\n"));

	write_file("R", "mine\n");
	run_expecting("-M a.o -o S --report=R", 1,
		      "ERROR: modpost: R: was not written by modpost and is in the place of its "
		      "output: rename or remove it\n");
	/* In the forms of Linux, too. */
	run_expecting("--abi=6.12 -M a.o -o S2 --report=R", 1,
		      "ERROR: modpost: R: was not written by modpost and is in the place of its "
		      "output: rename or remove it\n");
	assert_content("R", "mine\n");
	assert_false(file_exists("S2"));
	run_expecting("-M a.o -o S --report=missing/R", 1,
		      "missing/R: No such file or directory\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_DIRECTORY(test) cmocka_unit_test_setup_teardown(test, enter_directory, leave_directory)
		IN_DIRECTORY(test_text),
		IN_DIRECTORY(test_same_bytes_from_kept_facts_and_threads),
		IN_DIRECTORY(test_modules_of_dumps),
		IN_DIRECTORY(test_trimmed_exports_are_left_out),
		IN_DIRECTORY(test_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
