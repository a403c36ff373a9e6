// SPDX-License-Identifier: GPL-2.0-only
/* The program as its callers see it: files, exit status, messages. */
#define _GNU_SOURCE
#include "test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "elf_section.h"
#include "fixture.h"

static char directory[] = "/tmp/btf-unit-XXXXXX";
static struct fixture f;
static char output[4096];

static void write_bytes(const char *path, const void *data, size_t size)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

static char *read_bytes(const char *path, size_t *size)
{
	FILE *file = fopen(path, "r");
	char *data = malloc(1 << 20);

	assert_non_null(file);
	assert_non_null(data);
	*size = fread(data, 1, 1 << 20, file);
	fclose(file);
	return data;
}

static void write_maker(const char *path, const struct maker *maker)
{
	size_t size;
	unsigned char *data = make_btf(maker, false, &size);

	write_bytes(path, data, size);
	free(data);
}

/* "base", "in", and "declared", which is left to others. Nothing else is there. */
static int enter(void **state)
{
	static struct maker declared;
	const char *made = mkdtemp(strcpy(directory, "/tmp/btf-unit-XXXXXX"));

	(void)state;
	if (!made || chdir(made))
		return -1;
	memset(&f, 0, sizeof(f));
	memset(&declared, 0, sizeof(declared));
	make_int(&f.base, "int", 4);
	make_enum(&f.base, "e", 4, 0);
	base_is_made(&f);
	make_int(&f.in, "int", 4);
	make_type(&f.in, KIND_PTR, "", 1);
	make_type(&f.want, KIND_PTR, "", 1);
	make_enum(&declared, "e", 4, 1);
	make_value(&declared, "one", 1);
	write_maker("base", &f.base);
	write_maker("in", &f.in);
	write_maker("declared", &declared);
	return 0;
}

static int leave(void **state)
{
	DIR *folder = opendir(".");
	struct dirent *entry;

	(void)state;
	while ((entry = readdir(folder)))
		remove(entry->d_name);
	closedir(folder);
	return chdir("/") || rmdir(directory);
}

/* Run btf-rebase; what it prints is in @output. Returns its exit status. */
static int run(const char *arguments)
{
	const char *programs = getenv("UNIT_PROGRAMS");
	char command[4096];
	FILE *pipe;
	int status;
	size_t len;

	snprintf(command, sizeof(command), "'%s/btf-rebase' %s 2>&1", programs ? programs : ".",
		 arguments);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	len = fread(output, 1, sizeof(output) - 1, pipe);
	output[len] = '\0';
	status = pclose(pipe);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static unsigned int count_files(void)
{
	DIR *folder = opendir(".");
	unsigned int nr = 0;

	while (readdir(folder))
		nr++;
	closedir(folder);
	/* . and .. */
	return nr - 2;
}

static ino_t inode(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_ino;
}

static void assert_split(const char *path)
{
	size_t size, want_size;
	char *data = read_bytes(path, &size);
	unsigned char *want = make_btf(&f.want, false, &want_size);

	assert_int_equal(size, want_size);
	assert_memory_equal(data, want, size);
	free(data);
	free(want);
}

static void test_rebase(void **state)
{
	(void)state;
	assert_int_equal(run("--base base in out"), 0);
	assert_string_equal(output, "");
	assert_split("out");
	assert_int_equal(count_files(), 4);
}

static void test_index(void **state)
{
	ino_t first;

	(void)state;
	assert_int_equal(run("--index base index"), 0);
	first = inode("index");
	assert_int_equal(run("--index base index"), 0);
	assert_int_equal(inode("index"), first);
	assert_int_equal(run("--base base --index index in out"), 0);
	assert_string_equal(output, "");
	assert_split("out");
	assert_int_equal(run("--index in index"), 0);
	assert_int_not_equal(inode("index"), first);
	assert_int_equal(run("--base base --index index in out"), 0);
	assert_split("out");
	assert_int_equal(count_files(), 5);
}

static void test_useless_indices(void **state)
{
	(void)state;
	write_bytes("index", "btfindex", 8);
	assert_int_equal(run("--base base --index index in out"), 0);
	assert_int_equal(run("--base base --index missing in out2"), 0);
	assert_int_equal(run("--base base --index . in out3"), 0);
	assert_string_equal(output, "");
	assert_split("out");
	assert_split("out2");
	assert_split("out3");
}

/* The program itself is an ELF file without .BTF_ids. */
static void test_complete(void **state)
{
	static struct maker base, in;

	(void)state;
	memset(&base, 0, sizeof(base));
	memset(&in, 0, sizeof(in));
	make_enum(&base, "e", 4, 0);
	make_int(&base, "int", 4);
	make_int(&in, "int", 4);
	make_int(&in, "zz", 4);
	make_type(&in, KIND_PTR, "", 2);
	make_int(&in, "bb", 4);
	write_maker("base", &base);
	write_maker("in", &in);

	maker_start_split(&f.want, &base);
	make_string(&f.want, "zz");
	make_type(&f.want, KIND_PTR, "", 5);
	make_int(&f.want, "bb", 4);
	make_int(&f.want, "zz", 4);
	assert_int_equal(
		run("--base base --object \"$UNIT_PROGRAMS/btf-rebase\" --complete in out"), 0);
	assert_split("out");
	assert_int_equal(run("--index base index"), 0);
	assert_int_equal(run("--base base --index index --object \"$UNIT_PROGRAMS/btf-rebase\" "
			     "--complete in out2"),
			 0);
	assert_split("out2");
}

/* Not known to be without BTF ids, or a base in another order */
static void test_incomplete(void **state)
{
	(void)state;
	assert_int_equal(
		run("--base base --object \"$UNIT_PROGRAMS/btf-rebase\" --complete in out"), 4);
	assert_split("out");
	assert_int_equal(run("--base base --complete in out"), 4);
	assert_int_equal(run("--base base --object in --complete in out"), 4);
	assert_string_equal(output, "");
	assert_split("out");
}

static void test_add(void **state)
{
	const unsigned char *section;
	size_t size, section_size;
	char *object;

	(void)state;
	assert_int_equal(system("echo 'int a;' >a.c && ${CC:-cc} -c -o object a.c && rm a.c"), 0);
	assert_int_equal(run("--base base --object object --add in out"), 0);
	assert_string_equal(output, "");
	/* Only these are left: the result is in the object. */
	assert_int_equal(count_files(), 3);
	object = read_bytes("object", &size);
	assert_null(
		elf_find_section((unsigned char *)object, size, ".BTF", &section, &section_size));
	write_bytes("section", section, section_size);
	assert_split("section");
	free(object);
}

/* Somebody else has to add it. */
static void test_add_not(void **state)
{
	(void)state;
	write_bytes("object", "text", 4);
	assert_int_equal(run("--base base --object object --add in out"), 0);
	assert_split("out");
	assert_int_equal(run("--base base --object object --add --complete in out"), 4);
	assert_split("out");
	assert_string_equal(output, "");
	assert_int_equal(run("--base base --object object --add -v in out"), 0);
	assert_string_equal(output, "btf-rebase: object: the ELF file is damaged\n");
	assert_int_equal(count_files(), 5);
	assert_int_equal(run("--base base --object missing --add in out"), 1);
	assert_string_equal(output, "btf-rebase: missing: No such file or directory\n");
	assert_int_equal(run("--base base --add in out"), 1);
	assert_non_null(strstr(output, "Usage: btf-rebase"));
}

static void test_left(void **state)
{
	(void)state;
	assert_int_equal(run("--base base declared out"), 3);
	assert_string_equal(output, "");
	assert_int_equal(run("--base base -v declared out"), 3);
	assert_string_equal(output, "btf-rebase: declared: the base has a declaration of an enum "
				    "that the module has in full\n");
	assert_int_equal(count_files(), 3);
	write_bytes("text", "text", 4);
	assert_int_equal(run("--base base text out"), 3);
	assert_int_equal(run("--base text in out"), 3);
	assert_int_equal(run("--index text out"), 3);
	assert_int_equal(run("--verbose --index text out"), 3);
	assert_string_equal(output, "btf-rebase: text: this is no BTF, it is too short\n");
	assert_int_equal(count_files(), 4);
}

/* What was there stays when there is nothing to write. */
static void test_left_with_output(void **state)
{
	size_t size;
	char *data;

	(void)state;
	write_bytes("out", "old", 3);
	assert_int_equal(run("--base base declared out"), 3);
	data = read_bytes("out", &size);
	assert_int_equal(size, 3);
	free(data);
}

static void test_errors(void **state)
{
	(void)state;
	assert_int_equal(run("--base base missing out"), 1);
	assert_string_equal(output, "btf-rebase: missing: No such file or directory\n");
	assert_int_equal(run("--base missing in out"), 1);
	assert_string_equal(output, "btf-rebase: missing: No such file or directory\n");
	assert_int_equal(run("--index missing out"), 1);
	assert_int_equal(run("--base base in missing/out"), 1);
	assert_string_equal(output, "btf-rebase: missing/out: No such file or directory\n");
	assert_int_equal(run("--base . in out"), 1);
	assert_string_equal(output, "btf-rebase: .: Is a directory\n");
	assert_int_equal(count_files(), 3);
	assert_int_equal(run("--base base in ."), 1);
	assert_int_equal(count_files(), 3);
}

/* As good as a full disk is a limit on the size of files. */
static void test_full_disk(void **state)
{
	size_t size;
	char *data;

	(void)state;
	write_bytes("out", "old", 3);
	assert_int_equal(run("--version >/dev/null; ulimit -f 0; trap '' XFSZ; "
			     "\"$UNIT_PROGRAMS/btf-rebase\" --base base in out"),
			 1);
	assert_string_equal(output, "btf-rebase: out: File too large\n");
	data = read_bytes("out", &size);
	assert_int_equal(size, 3);
	assert_int_equal(count_files(), 4);
	free(data);
}

static void test_usage(void **state)
{
	static const char *const bad[] = {
		"",	     "--base base",  "--base base in",		"--base base in out more",
		"--nothing", "--index base", "--index base index more", "in out",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		assert_int_equal(run(bad[i]), 1);
		assert_non_null(strstr(output, "Usage: btf-rebase"));
	}
	assert_int_equal(run("--help"), 0);
	assert_non_null(strstr(output, "Exit status"));
	assert_int_equal(run("--version"), 0);
	assert_int_equal(strncmp(output, "btf-rebase ", 11), 0);
	assert_int_equal(count_files(), 3);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(test_rebase),
		IN_FOLDER(test_index),
		IN_FOLDER(test_useless_indices),
		IN_FOLDER(test_left),
		IN_FOLDER(test_left_with_output),
		IN_FOLDER(test_errors),
		IN_FOLDER(test_full_disk),
		IN_FOLDER(test_usage),
		IN_FOLDER(test_complete),
		IN_FOLDER(test_incomplete),
		IN_FOLDER(test_add),
		IN_FOLDER(test_add_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
