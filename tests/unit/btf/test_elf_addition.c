// SPDX-License-Identifier: GPL-2.0-only
/* One more section for an object file: the bytes of objcopy, or nothing. */
#define _GNU_SOURCE
#include "test.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "elf_addition.h"
#include "elf_section.h"
#include "input_file.h"

static char directory[] = "/tmp/btf-unit-XXXXXX";

static const char source[] =
	"struct a { struct a *next; const char *name; } first, second = { &first, \"second\" };\n"
	"static int numbers[100];\n"
	"int f(int i) { return numbers[i] + (first.next == &second); }\n"
	"__attribute__((section(\".text.init\"), aligned(64))) int g(void) { return f(1); }\n";

static void shell(const char *command)
{
	assert_int_equal(system(command), 0);
}

static int enter(void **state)
{
	const char *made = mkdtemp(strcpy(directory, "/tmp/btf-unit-XXXXXX"));
	FILE *file;

	(void)state;
	if (!made || chdir(made))
		return -1;
	file = fopen("source.c", "w");
	if (!file)
		return -1;
	fputs(source, file);
	fclose(file);
	shell("${CC:-cc} -g -O2 -c source.c && ld -r --build-id=sha1 -o object source.o && "
	      "printf 'types' >content");
	return 0;
}

static int leave(void **state)
{
	char command[100];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", directory);
	return chdir("/") || system(command);
}

static struct input_file read_file(const char *path)
{
	struct input_file file;

	assert_true(input_file_read(&file, path));
	return file;
}

static const char *make(struct elf_addition *addition, const char *path)
{
	struct input_file file = read_file(path);
	const char *wrong = elf_addition_make(addition, file.data, file.size, ".BTF", "types", 5);

	input_file_close(&file);
	return wrong;
}

static void add(const char *path)
{
	struct elf_addition addition;

	assert_null(make(&addition, path));
	assert_true(elf_addition_write(&addition, path));
	elf_addition_free(&addition);
}

/* "object" gets the section, from both sides. */
static void assert_same(void)
{
	shell("objcopy --add-section .BTF=content object wanted");
	add("object");
	shell("cmp object wanted");
}

static void assert_refused(const char *path, const char *words)
{
	struct elf_addition addition;
	const char *wrong = make(&addition, path);

	assert_non_null(wrong);
	assert_non_null(strstr(wrong, words));
	elf_addition_free(&addition);
}

static void test_same_as_objcopy(void **state)
{
	(void)state;
	assert_same();
}

static void test_without_debugging_information(void **state)
{
	(void)state;
	shell("${CC:-cc} -O2 -c source.c && ld -r -o object source.o");
	assert_same();
}

static void test_many_sections(void **state)
{
	(void)state;
	shell("for i in $(seq 3000); do echo \"int a$i = 1; int f$i(void) { return a$i; }\"; done "
	      ">many.c && "
	      "${CC:-cc} -ffunction-sections -fdata-sections -c many.c && ld -r -o object many.o");
	assert_same();
}

static void test_empty_section(void **state)
{
	struct elf_addition addition;
	struct input_file file = read_file("object");

	(void)state;
	shell(": >content && objcopy --add-section .BTF=content object wanted");
	assert_null(elf_addition_make(&addition, file.data, file.size, ".BTF", "", 0));
	assert_true(elf_addition_write(&addition, "object"));
	elf_addition_free(&addition);
	input_file_close(&file);
	shell("cmp object wanted");
}

static void test_refused(void **state)
{
	static const char layout[] = "not laid out", names[] = "names";

	(void)state;
	assert_refused("source.c", "damaged");
	shell("${CC:-cc} -shared -fPIC -o shared source.c");
	assert_refused("shared", layout);
	shell("cp object longer && echo >>longer");
	assert_refused("longer", layout);
	shell("objcopy --strip-all object stripped");
	assert_refused("stripped", layout);
	shell("objcopy --add-section .BTF=content object twice");
	assert_refused("twice", names);
	shell("objcopy --add-section .other.BTF=content object longer-name");
	assert_refused("longer-name", names);
	shell("objcopy --add-section BTF=content object shorter-name");
	assert_refused("shorter-name", names);
}

static void test_no_file_to_write(void **state)
{
	struct elf_addition addition;

	(void)state;
	assert_null(make(&addition, "object"));
	assert_false(elf_addition_write(&addition, "missing/object"));
	elf_addition_free(&addition);
}

/* What is accepted of damaged files becomes a file of the right size. */
static void try(const unsigned char *data, size_t size)
{
	/* Of its own, so that what looks behind its end is noticed. */
	unsigned char *copy = malloc(size ? size : 1);
	struct elf_addition addition;

	assert_non_null(copy);
	memcpy(copy, data, size);
	if (!elf_addition_make(&addition, copy, size, ".BTF", "types", 5)) {
		assert_true(addition.offset <= size);
		assert_true(addition.offset + addition.tail_size > size);
	}
	elf_addition_free(&addition);
	free(copy);
}

static void test_damaged(void **state)
{
	struct input_file file = read_file("object");
	unsigned char *bytes = file.copy;
	size_t headers;

	(void)state;
	for (size_t size = 0; size < file.size; size++)
		try(file.data, size);
	headers = file.size - 16 * sizeof(Elf64_Shdr);
	for (size_t i = 0; i < file.size; i = i == 63 ? headers : i + 1) {
		static const unsigned char values[] = { 0, 1, 0x7f, 0x80, 0xff };
		unsigned char old = bytes[i];

		for (size_t j = 0; j < ARRAY_SIZE(values); j++) {
			bytes[i] = values[j];
			try(file.data, file.size);
		}
		bytes[i] = old;
	}
	input_file_close(&file);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(test_same_as_objcopy), IN_FOLDER(test_without_debugging_information),
		IN_FOLDER(test_many_sections),	 IN_FOLDER(test_empty_section),
		IN_FOLDER(test_refused),	 IN_FOLDER(test_no_file_to_write),
		IN_FOLDER(test_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
