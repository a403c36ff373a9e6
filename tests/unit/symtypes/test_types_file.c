// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/strbuf.h"
#include "types_file.h"

static char path[] = "/tmp/symtypes-test-XXXXXX";

static int write_example(void **state)
{
	static const char text[] = "s#a struct a { s#b * b ; s#nowhere * n ; } \n"
				   "s#b struct b { s#a * a ; char c [ E#N ] ; }\r\n"
				   "\n"
				   "E#N 3 \n"
				   "override s#lone struct lone { int i ; } \n"
				   "f void f ( s#a * ) \n"
				   "s#'x y' struct 'x y' { } \n"
				   "g int g ( s#'x y' * )";
	int fd = mkstemp(path);

	(void)state;
	return write(fd, text, sizeof(text) - 1) != sizeof(text) - 1 || close(fd);
}

static int remove_example(void **state)
{
	(void)state;
	return unlink(path);
}

static void assert_reached(struct types_file *file, const char *name, const char *names)
{
	struct strbuf reached = { 0 };

	types_file_reach(file, types_file_find(file, name));
	for (size_t i = 0; i < file->nr_reached; i++) {
		strbuf_add(&reached, file->types[file->reached[i]].name);
		strbuf_add(&reached, ";");
	}
	assert_string_equal(reached.text, names);
	strbuf_free(&reached);
}

static void test_read(void **state)
{
	struct types_file file;

	(void)state;
	assert_true(types_file_read(&file, path));
	assert_int_equal(file.nr, 7);
	assert_string_equal(types_file_find(&file, "E#N")->definition, "3");
	assert_string_equal(types_file_find(&file, "s#b")->definition,
			    "struct b { s#a * a ; char c [ E#N ] ; }");
	assert_non_null(types_file_find(&file, "s#lone"));
	assert_null(types_file_find(&file, "override"));
	assert_reached(&file, "f", "f;s#a;s#b;E#N;");
	assert_reached(&file, "E#N", "E#N;");
	assert_reached(&file, "s#b", "s#b;s#a;E#N;");
	assert_reached(&file, "g", "g;s#'x y';");
	types_file_free(&file);
	assert_false(types_file_read(&file, "/nonexistent"));
	assert_int_equal(errno, ENOENT);
}

static void add_name(const char *name, void *arg)
{
	strbuf_printf(arg, "%s;", name);
}

static void test_exports(void **state)
{
	struct strbuf names = { 0 };

	(void)state;
	assert_true(types_file_exports(path, add_name, &names));
	assert_string_equal(names.text, "f;g;");
	strbuf_free(&names);
	assert_false(types_file_exports("/nonexistent", add_name, &names));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_exports),
	};

	return cmocka_run_group_tests(tests, write_example, remove_example);
}
