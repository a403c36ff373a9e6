// SPDX-License-Identifier: GPL-2.0-only
/* Objects in memory: to a file and back, without what is for debugging, and what sets two of them apart. */
#include "test.h"

#include <gelf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake_compiler.h"
#include "mod_object/samples.h"
#include "object_text.h"

static const struct options native = { .basic_versions = true };

static void compile_sample(struct mod_object *object, unsigned int habits, struct arena *arena)
{
	struct run run = { .options = &native };
	struct mod_contents contents;

	elf_version(EV_CURRENT);
	sample_contents(&contents, &run, SAMPLE_OF_ALL, "folder/sample", arena);
	fake_compile(object, &contents, habits, arena);
	mod_contents_free(&contents);
}

static void parse(struct mod_object *object, const struct mod_object *from, struct arena *arena)
{
	struct strbuf bytes = { 0 };

	assert_true(mod_object_write(from, &bytes));
	assert_null(mod_object_parse(object, "object", bytes.text, bytes.len, arena));
	strbuf_free(&bytes);
}

static void test_there_and_back(void **state)
{
	static const unsigned int habits[] = { 0, FAKE_SMALL, FAKE_MARKS, FAKE_ADDRESSES };
	struct mod_object object, again;
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(habits); i++) {
		compile_sample(&object, habits[i], &arena);
		parse(&again, &object, &arena);
		assert_null(mod_object_difference(&object, &again, &arena));
	}
	arena_free(&arena);
}

static void test_debugging(void **state)
{
	struct mod_object object, plain;
	struct arena arena = { 0 };

	(void)state;
	compile_sample(&object, FAKE_DEBUG, &arena);
	parse(&object, &object, &arena);
	compile_sample(&plain, 0, &arena);
	assert_null(mod_object_difference(&plain, &object, &arena));
	arena_free(&arena);
}

/* An addend of four bytes, in the section that the relocation is for. */
static void test_large_addend(void **state)
{
	struct mod_object object;
	struct strbuf bytes = { 0 };
	struct arena arena = { 0 };

	(void)state;
	compile_sample(&object, FAKE_SMALL, &arena);
	for (size_t i = 1; i < object.nr_sections; i++) {
		if (object.sections[i].nr_relocations)
			object.sections[i].relocations[0].addend = 0x80000000;
	}
	assert_false(mod_object_write(&object, &bytes));
	strbuf_free(&bytes);
	arena_free(&arena);
}

static struct object_section *find_section(struct mod_object *object, const char *name)
{
	for (size_t i = 1; i < object->nr_sections; i++) {
		if (!strcmp(object->sections[i].name, name))
			return &object->sections[i];
	}
	fail_msg("no section %s", name);
	return NULL;
}

static void test_differences(void **state)
{
	struct mod_object object, other;
	struct object_section *versions, *relocations;
	struct object_symbol *symbol;
	struct arena arena = { 0 };

	(void)state;
	compile_sample(&object, 0, &arena);
	compile_sample(&other, 0, &arena);
	versions = find_section(&other, "__versions");
	relocations = find_section(&other, ".rela.gnu.linkonce.this_module");
	symbol = &other.symbols[2];

#define assert_differs(place, value, expected)                               \
	do {                                                                 \
		typeof(place) kept = (place);                                \
		const char *difference;                                      \
		(place) = (value);                                           \
		difference = mod_object_difference(&object, &other, &arena); \
		assert_non_null(difference);                                 \
		if (!strstr(difference, (expected)))                         \
			fail_msg("%s, not %s", difference, (expected));      \
		(place) = kept;                                              \
		assert_null(mod_object_difference(&object, &other, &arena)); \
	} while (0)

	assert_differs(other.is_64bit, false, "another ELF class");
	assert_differs(other.is_big_endian, true, "another byte order");
	assert_differs(other.machine, EM_386, "another machine");
	assert_differs(other.flags, 1, "another set of flags");
	assert_differs(other.os_abi, 1, "another OS ABI");
	assert_differs(other.abi_version, 1, "another ABI version");
	assert_differs(other.names, 1, "another table of section names");
	assert_differs(other.nr_sections, object.nr_sections - 1, "sections, not");
	assert_differs(other.nr_symbols, object.nr_symbols - 1, "symbols, not");
	assert_differs(versions->name, "__vers", "(__versions): another name");
	assert_differs(versions->type, SHT_NOTE, "another type");
	assert_differs(versions->flags, 0, "another set of flags");
	assert_differs(versions->align, 64, "another alignment");
	assert_differs(versions->entsize, 64, "another size of entries");
	assert_differs(versions->link, 1, "another link");
	assert_differs(versions->info, 1, "another info");
	assert_differs(versions->size, 64, "another size");
	assert_differs(versions->bytes, versions->bytes + 64, "another content");
	assert_differs(relocations->nr_relocations, 1, "another number of relocations");
	assert_differs(relocations->relocations[1].offset, 1, "another offset of a relocation");
	assert_differs(relocations->relocations[1].type, 1, "another type of a relocation");
	assert_differs(relocations->relocations[1].symbol, 1, "another symbol of a relocation");
	assert_differs(relocations->relocations[1].addend, 1, "another addend of a relocation");
	assert_differs(symbol->name, "x", "symbol 2 (__kstrtab_export_a): another name");
	assert_differs(symbol->value, 7, "another value");
	assert_differs(symbol->size, 7, "another size");
	assert_differs(symbol->info, 0x10, "another binding");
	assert_differs(symbol->info, 1, "another type");
	assert_differs(symbol->other, 2, "another visibility");
	assert_differs(symbol->section, 1, "another section");
#undef assert_differs
	arena_free(&arena);
}

static void test_unusable(void **state)
{
	static const struct {
		const char *object, *reason;
	} cases[] = {
		{ NULL, "o: No such file or directory" },
		{ "machine 8;func f;", "o: the machine is MIPS64" },
		{ "section .group 17 0;func f;",
		  "o: a section of a kind that is not known here: .group" },
		{ "rel;data d;reloc .data 0 d 1 0;",
		  "o: 64-bit relocations without addends: .rel.data" },
		{ "class 32;rel;data d;reloc .data 5 d 1 0;",
		  "o: a relocation outside of its section: .data" },
	};
	struct arena arena = { 0 };
	struct mod_object object;

	(void)state;
	elf_version(EV_CURRENT);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		if (cases[i].object)
			write_object("o", cases[i].object);
		assert_string_equal(mod_object_read(&object, "o", &arena), cases[i].reason);
	}
	write_file("o", "text");
	assert_string_equal(mod_object_read(&object, "o", &arena), "o: not an ELF object");
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_there_and_back),
		cmocka_unit_test(test_debugging),
		cmocka_unit_test(test_large_addend),
		cmocka_unit_test(test_differences),
		cmocka_unit_test_setup_teardown(test_unusable, enter_directory, leave_directory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
