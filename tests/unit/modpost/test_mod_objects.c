// SPDX-License-Identifier: GPL-2.0-only
/* The program: it writes samples, learns from their objects, and makes those of modules. */
#include "test.h"

#include <gelf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fake_compiler.h"
#include "mod_object/object.h"
#include "mod_object/samples.h"
#include "object_text.h"
#include "program.h"

#define GPL  "info license=GPL;info description=d;"
#define RUN  "-M --mod-objects=model --compiled-list=compiled "
#define BOTH "a.o dir/b-c.o"

static void assert_file(const char *path, const char *expected)
{
	char *text = read_file(path);

	if (!text)
		fail_msg("no file %s", path);
	assert_string_equal(text, expected);
	free(text);
}

static void assert_run(const char *arguments, int status, const char *errors)
{
	struct program_run run = run_modpost(arguments);

	assert_string_equal(run.errors, errors);
	assert_int_equal(run.status, status);
	program_run_free(&run);
}

static void write_modules(void)
{
	write_object("a.o", GPL "func f;export f GPL N;data d;export d;func init_module;");
	write_object("dir/b-c.o", GPL "use d;func cleanup_module;");
}

/* What the compiler would make of the samples in the folder s. */
static void write_sample_objects(unsigned int habits)
{
	const struct options options = { .features = features_of(NATIVE_RELEASE) };
	struct run run = { .options = &options };

	for (unsigned int i = 0; i < NR_SAMPLES; i++) {
		char *name = sample_name("s/sam-ple", i);
		struct mod_contents contents;
		struct arena arena = { 0 };
		struct strbuf path = { 0 };

		sample_contents(&contents, &run, i, name, &arena);
		strbuf_printf(&path, "%s.mod.o", name);
		write_file(path.text, "");
		fake_compile_file(path.text, &contents, habits);
		mod_contents_free(&contents);
		strbuf_free(&path);
		arena_free(&arena);
		free(name);
	}
}

static void learn(unsigned int habits)
{
	write_sample_objects(habits);
	assert_run("-M --learn=s/sam-ple --model=model", 0, "");
}

static void test_samples(void **state)
{
	char *first, *lengths;
	struct stat before, after;

	(void)state;
	mkdir("s", 0777);
	assert_run("-M --write-samples=s/x missing.o", 0, "");
	first = read_file("s/x1.mod.c");
	assert_non_null(first);
	assert_non_null(strstr(first, "MODULE_INFO(intree, \"Y\");\n\nMODULE_INFO(staging, \"Y\");"
				      "\n\nMODULE_INFO(test, \"Y\");"));
	assert_non_null(strstr(first, "KSYMTAB_DATA(export_a, \"\");\nSYMBOL_FLAGS(export_a, 0x00);"
				      "\nKSYMTAB_FUNC(export_bb, \"\");"));
	free(first);
	assert_true(file_exists("s/x-two.mod.c") && file_exists("s/x-of-three.mod.c"));
	assert_false(file_exists("s/x-of-lengths.mod.c"));
	assert_run("-M -m -x --write-samples=s/x", 0, "");
	lengths = read_file("s/x-of-lengths.mod.c");
	assert_non_null(strstr(lengths,
			       "static const unsigned int ____version_ext_crcs_8[]\n"
			       "__attribute__((used, section(\"__version_ext_crcs.8\"))) = "
			       "{ 0xfedcba98, 0xfedcba97, };\n"));
	assert_non_null(strstr(lengths,
			       "static const char ____version_ext_names_4[]\n"
			       "__attribute__((used, section(\"__version_ext_names.4\"))) = "
			       "\"vv\\0\";\n"));
	free(lengths);
	assert_run("-M -m -x --write-samples=s/x", 0, "");
	assert_run("-M --write-samples=s/x", 0, "");

	assert_int_equal(stat("s/x1.mod.c", &before), 0);
	assert_run("-M --write-samples=s/x", 0, "");
	assert_int_equal(stat("s/x1.mod.c", &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_run("-M --write-samples=nowhere/x", 1,
		   "nowhere/x1.mod.c: No such file or directory\n");
	write_file("s/x1.mod.c", "int somebodys;");
	assert_run("-M --write-samples=s/x", 1,
		   "ERROR: modpost: s/x1.mod.c: was not written by modpost and is in the place of "
		   "its output: rename or remove it\n");
}

static void test_learning(void **state)
{
	(void)state;
	assert_run("--learn=s/x", 1, "ERROR: modpost: --learn and --model need each other\n");
	assert_run("--model=m", 1, "ERROR: modpost: --learn and --model need each other\n");
	assert_run("-M --learn=s/x --model=model", 0, "");
	assert_file("model", "kolink mod.o model 1: no: s/x1.mod.o: No such file or directory\n");
	/* One line, whatever there is */
	assert_run("-M --learn=s/\n\t --model=model", 0, "");
	assert_file("model", "kolink mod.o model 1: no: s/??1.mod.o: No such file or directory\n");
	learn(FAKE_PATH);
	assert_file("model",
		    "kolink mod.o model 1: no: s/sam-ple1.mod.o: the name of the source is "
		    "not s/sam-ple1.mod.c\n");
	assert_run("-M --learn=s/x --model=nowhere/m", 1, "nowhere/m: No such file or directory\n");
}

static const char *find_difference(const char *path, const struct mod_contents *contents,
				   unsigned int habits, struct arena *arena)
{
	struct mod_object compiled, made;

	fake_compile(&compiled, contents, habits, arena);
	assert_null(mod_object_read(&made, path, arena));
	return mod_object_difference(&compiled, &made, arena);
}

static void test_objects(void **state)
{
	const struct exported_symbol d = { .name = "d", .namespace = "" };
	const struct exported_symbol f = {
		.name = "f", .namespace = "N", .gpl_only = true, .is_function = true
	};
	const struct exported_symbol *exports[] = { &f, &d };
	struct mod_contents a = { .name = "a",
				  .has_init = true,
				  .says = { [INFO_INTREE] = true },
				  .exports = exports,
				  .nr_exports = 2,
				  .depends = (char *)"" };
	struct mod_contents b = { .name = "dir/b-c",
				  .has_exit = true,
				  .says = { [INFO_INTREE] = true },
				  .depends = (char *)"a" };
	struct stat before, after;
	struct arena arena = { 0 };

	(void)state;
	elf_version(EV_CURRENT);
	write_modules();
	learn(FAKE_BACKWARDS);
	assert_run(RUN BOTH, 0, "");
	assert_file("compiled", "");
	assert_null(find_difference("a.mod.o", &a, FAKE_BACKWARDS, &arena));
	assert_null(find_difference("dir/b-c.mod.o", &b, FAKE_BACKWARDS, &arena));
	arena_free(&arena);

	assert_int_equal(stat("a.mod.o", &before), 0);
	assert_run(RUN BOTH, 0, "");
	assert_int_equal(stat("a.mod.o", &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
}

/* An object that make had made is followed by one that make knows nothing of. */
static void test_records(void **state)
{
	(void)state;
	write_modules();
	learn(0);
	write_file("dir/.b-c.mod.o.cmd", "cmd_dir/b-c.mod.o := cc\n");
	write_object("dir/b-c.mod.o", "section .gnu.linkonce.this_module 1 2;");
	assert_run(RUN "--keep-going " BOTH, 0, "");
	assert_false(file_exists("dir/.b-c.mod.o.cmd"));

	/* Not if nothing comes of the run. */
	write_file("dir/.b-c.mod.o.cmd", "cmd_dir/b-c.mod.o := cc\n");
	write_object("dir/b-c.mod.o", "section .gnu.linkonce.this_module 1 2;");
	assert_run(RUN BOTH " missing.o", 1, "missing.o: No such file or directory\n");
	assert_true(file_exists("dir/.b-c.mod.o.cmd"));

	/* A record that cannot go keeps the object from coming. */
	unlink("dir/.b-c.mod.o.cmd");
	write_file("dir/.b-c.mod.o.cmd/x", "");
	assert_run(RUN BOTH, 1, "dir/b-c.mod.o: Is a directory\n");
}

static void test_left_to_the_compiler(void **state)
{
	(void)state;
	write_modules();
	assert_run("-M --compiled-list=compiled " BOTH, 0, "");
	assert_file("compiled", "a.mod.o\ndir/b-c.mod.o\n");
	assert_false(file_exists("a.mod.o"));
	assert_run(RUN BOTH, 1, "model: No such file or directory\n");

	write_file("model", "kolink mod.o model 1: no: the compiler is strange\n");
	assert_run(RUN BOTH, 0, "model: every .mod.o is compiled, since the compiler is strange\n");
	assert_file("compiled", "a.mod.o\ndir/b-c.mod.o\n");
	write_file("model", "damage");
	assert_run(RUN BOTH, 0,
		   "model: every .mod.o is compiled, since it is no model of this version of "
		   "modpost\n");

	learn(0);
	assert_run(RUN "--abi=6.12 " BOTH, 0,
		   "model: every .mod.o is compiled, since it was learned for other options of "
		   "modpost\n");
	assert_file("compiled", "a.mod.o\ndir/b-c.mod.o\n");
	assert_false(file_exists("a.mod.o"));

	/* One for the compiler, and one with an error for nobody */
	write_object("c+.o", GPL);
	write_object("d.o", GPL "use nothing;");
	assert_run(RUN "--no-hints --keep-going " BOTH " c+.o d.o", 1,
		   "ERROR: modpost: \"nothing\" [d.ko] undefined!\n");
	assert_file("compiled", "c+.mod.o\n");
	assert_true(file_exists("a.mod.o"));
	assert_false(file_exists("c+.mod.o") || file_exists("d.mod.o"));
}

static void test_foreign_objects(void **state)
{
	static const struct {
		const char *text, *object;
		bool is_foreign;
	} cases[] = {
		{ .text = "" },
		{ .text = "somebody's", .is_foreign = true },
		{ .object = "func f;", .is_foreign = true },
		{ .object = "section .gnu.linkonce.this_module 1 2;" },
		{ .text = "\177ELF\2\1\1" },
	};
	struct stat before, after;

	(void)state;
	write_modules();
	learn(0);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		if (cases[i].object)
			write_object("a.mod.o", cases[i].object);
		else
			write_file("a.mod.o", cases[i].text);
		assert_int_equal(stat("a.mod.o", &before), 0);
		assert_run(
			RUN BOTH, cases[i].is_foreign,
			cases[i].is_foreign
				? "ERROR: modpost: a.mod.o: was not written by modpost and is in "
				  "the place of its output: rename or remove it\n"
				: "");
		assert_int_equal(stat("a.mod.o", &after), 0);
		assert_int_equal(before.st_ino == after.st_ino, cases[i].is_foreign);
		unlink("a.mod.o");
	}
}

static void test_links(void **state)
{
	struct stat st;

	(void)state;
	write_modules();
	learn(0);
	write_object("kept.o", "section .gnu.linkonce.this_module 1 2;");
	assert_int_equal(symlink("kept.o", "a.mod.o"), 0);
	assert_run(RUN BOTH, 0, "");
	assert_int_equal(lstat("a.mod.o", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_file("compiled", "");
	assert_true(file_exists("dir/b-c.mod.o"));
	assert_false(file_exists(".tmp_kept.o"));
}

/* Linux 6.1 writes one module after the other. */
static void test_oldest_form(void **state)
{
	(void)state;
	write_modules();
	write_file("model", "kolink mod.o model 1: no: the compiler is strange\n");
	assert_run("--abi=6.1 --mod-objects=model --compiled-list=compiled dir/b-c.o -w", 0,
		   "model: every .mod.o is compiled, since the compiler is strange\n"
		   "WARNING: modpost: \"d\" [dir/b-c.ko] undefined!\n");
	assert_file("compiled", "dir/b-c.mod.o\n");
}

#define NR_MODULES 50

static void test_threads(void **state)
{
	struct strbuf arguments = { 0 };
	struct stat before[NR_MODULES], after;
	char path[32], text[128];

	(void)state;
	strbuf_add(&arguments, RUN "--jobs=1");
	for (int i = 0; i < NR_MODULES; i++) {
		snprintf(path, sizeof(path), "m%d.o", i);
		snprintf(text, sizeof(text), GPL "func f%d;export f%d GPL;", i, i);
		write_object(path, text);
		strbuf_printf(&arguments, " m%d.o", i);
	}
	learn(FAKE_MARKS);
	assert_run(arguments.text, 0, "");
	for (int i = 0; i < NR_MODULES; i++) {
		snprintf(path, sizeof(path), "m%d.mod.o", i);
		assert_int_equal(stat(path, &before[i]), 0);
	}
	/* The same bytes are not written again. */
	arguments.text[strlen(RUN "--jobs=")] = '8';
	assert_run(arguments.text, 0, "");
	for (int i = 0; i < NR_MODULES; i++) {
		snprintf(path, sizeof(path), "m%d.mod.o", i);
		assert_int_equal(stat(path, &after), 0);
		assert_int_equal(after.st_ino, before[i].st_ino);
	}
	strbuf_free(&arguments);
}

#define FOLDER_TEST(name) cmocka_unit_test_setup_teardown(name, enter_directory, leave_directory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(test_samples),
		FOLDER_TEST(test_learning),
		FOLDER_TEST(test_objects),
		FOLDER_TEST(test_records),
		FOLDER_TEST(test_left_to_the_compiler),
		FOLDER_TEST(test_foreign_objects),
		FOLDER_TEST(test_links),
		FOLDER_TEST(test_oldest_form),
		FOLDER_TEST(test_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
