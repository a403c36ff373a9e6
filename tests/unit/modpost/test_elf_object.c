// SPDX-License-Identifier: GPL-2.0-only
/* Objects of every class and byte order, and everything that can be wrong with one. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "elf_object.h"
#include "relocation.h"
#include "object_text.h"

struct opened {
	struct arena arena;
	struct diagnostics diagnostics;
	struct elf_object object;
	enum elf_open_result result;
};

static struct opened *open_object_with(const char *path, unsigned int flags)
{
	struct opened *opened = calloc(1, sizeof(*opened));

	elf_version(EV_CURRENT);
	opened->diagnostics.arena = &opened->arena;
	opened->result = elf_object_open(&opened->object, path, flags, &opened->diagnostics);
	return opened;
}

static struct opened *open_object(const char *path)
{
	return open_object_with(path, 0);
}

static void close_object(struct opened *opened)
{
	if (opened->result == ELF_OPENED)
		elf_object_close(&opened->object);
	diagnostics_free(&opened->diagnostics);
	arena_free(&opened->arena);
	free(opened);
}

static size_t section_named(const struct elf_object *object, const char *name)
{
	for (size_t i = 1; i < object->nr_sections; i++) {
		if (!strcmp(object->sections[i].name, name))
			return i;
	}
	return 0;
}

static void check_contents(struct elf_object *object)
{
	size_t section = section_named(object, ".data");
	struct elf_relocations relocations;
	struct elf_relocation relocation;
	GElf_Sym symbol;

	assert_true(object->modinfo);
	assert_string_equal(elf_object_string(object, object->modinfo, 0), "license=GPL");
	assert_null(elf_object_string(object, object->modinfo, 12));

	assert_int_equal(object->nr_symbols, 3);
	symbol = elf_object_symbol(object, 1);
	assert_string_equal(elf_object_symbol_name(object, &symbol), "first");
	assert_int_equal(elf_object_symbol_section(object, 1, &symbol), section);
	assert_int_equal(symbol.st_value, 0);
	symbol = elf_object_symbol(object, 2);
	assert_string_equal(elf_object_symbol_name(object, &symbol), "second");
	assert_int_equal(symbol.st_value, 8);
	assert_string_equal(elf_object_section_name(object, section), ".data");
	assert_string_equal(elf_object_section_name(object, 0), "");
	assert_string_equal(elf_object_section_name(object, 4000000000), "");

	section = section_named(object, ".rela.data");
	if (!section)
		section = section_named(object, ".rel.data");
	assert_true(section);
	assert_true(relocations_find(object, section, &relocations));
	assert_int_equal(relocations.nr, 1);
	assert_true(relocation_read(object, &relocations, 0, &relocation));
	assert_int_equal(relocation.offset, 8);
	assert_int_equal(relocation.addend, relocations.has_addend ? -3 : 0);
	assert_int_equal(relocation.symbol, 2);
	assert_int_equal(relocation.type, 1);
}

static void test_classes_and_byte_orders(void **state)
{
	static const char *const kinds[] = {
		"class 64;little;",	      "class 64;big;",
		"class 32;little;",	      "class 32;big;",
		"class 64;little;rel;",	      "class 32;big;rel;",
		"class 32;little;machine 8;",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		struct opened *opened;
		char text[256];

		strcpy(text, kinds[i]);
		strcat(text, "info license=GPL;data first;data second;"
			     "reloc .data 8 second 1 -3;");
		write_object("a.o", text);
		opened = open_object("a.o");
		assert_int_equal(opened->result, ELF_OPENED);
		assert_int_equal(opened->object.is_big_endian, strstr(kinds[i], "big") != NULL);
		assert_int_equal(opened->object.is_64bit, strstr(kinds[i], "64") != NULL);
		check_contents(&opened->object);
		close_object(opened);
	}
}

/* Symbol and types stand apart in a relocation of 64-bit MIPS, whatever the byte order. */
static void test_mips64_relocations(void **state)
{
	static const unsigned char big[] = { 0, 0, 0, 2, 0, 0, 0, 18 };
	static const unsigned char little[] = { 2, 0, 0, 0, 0, 0, 0, 18 };

	(void)state;
	for (int is_big = 0; is_big < 2; is_big++) {
		struct elf_relocations relocations;
		struct elf_relocation relocation;
		struct opened *opened;
		uint64_t offset;
		size_t section;

		write_object("a.o", is_big ? "big;machine 8;data a;data b;reloc .data 8 b 1 -3;"
					   : "machine 8;data a;data b;reloc .data 8 b 1 -3;");
		opened = open_object("a.o");
		section = section_named(&opened->object, ".rela.data");
		offset = opened->object.sections[section].offset;
		close_object(opened);

		patch_file("a.o", offset + 8, is_big ? big : little, 8);
		opened = open_object("a.o");
		assert_true(relocations_find(&opened->object, section, &relocations));
		assert_true(relocation_read(&opened->object, &relocations, 0, &relocation));
		assert_int_equal(relocation.offset, 8);
		assert_int_equal(relocation.symbol, 2);
		assert_int_equal(relocation.type, 18);
		assert_int_equal(relocation.addend, -3);
		close_object(opened);
	}
}

/* Where a field of a 64-bit little-endian file lies. */
enum place_base { IN_HEADER, IN_SECTION_HEADER, IN_SECTION };

struct damage {
	enum place_base base;
	const char *section;
	long offset;
	unsigned int len;
	uint64_t value;
	const char *message;
};

static const struct damage damages[] = {
	{ IN_HEADER, NULL, EI_CLASS, 1, 3, "a.o: ELF class is neither 32 nor 64 bit\n" },
	{ IN_HEADER, NULL, EI_DATA, 1, 0, "target endian is unknown\n" },
	{ IN_HEADER, NULL, EI_VERSION, 1, 7, "a.o: unknown ELF version\n" },
	{ IN_HEADER, NULL, 16, 2, ET_DYN, "a.o: not relocatable object." },
	{ IN_HEADER, NULL, 0x28, 8, 1ull << 40,
	  "section header offset=1099511627776 in file 'a.o' is bigger than filesize=" },
	{ IN_HEADER, NULL, 0x3c, 2, 60000,
	  "a.o: the section headers end behind the end of the file\n" },
	{ IN_SECTION_HEADER, ".symtab", 32, 8, 47,
	  "a.o: section 3 (.symtab) has a size that is no multiple of its entries\n" },
	{ IN_HEADER, NULL, 0x3e, 2, 0, "a.o: no usable table of section names\n" },
	{ IN_HEADER, NULL, 0x3e, 2, 1000, "a.o: no usable table of section names\n" },
	{ IN_SECTION_HEADER, ".data", 24, 8, 1ull << 33,
	  "a.o is truncated. sechdrs[i].sh_offset=8589934592 > sizeof(*hrd)=64\n" },
	{ IN_SECTION_HEADER, ".data", 32, 8, 1ull << 33,
	  "a.o: section 2 ends behind the end of the file\n" },
	{ IN_SECTION_HEADER, ".data", 32, 8, ~0ull,
	  "a.o: section 2 ends behind the end of the file\n" },
	{ IN_SECTION_HEADER, ".data", 0, 4, 100000,
	  "a.o: section 2 has a name outside of the table of section names\n" },
	{ IN_SECTION_HEADER, ".modinfo", 4, 4, SHT_NOBITS, "a.o has NOBITS .modinfo\n" },
	{ IN_SECTION_HEADER, ".symtab", 4, 4, SHT_PROGBITS, "a.o has no symtab?\n" },
	{ IN_SECTION_HEADER, ".symtab", 40, 4, 0, "a.o: no usable string table for the symbols\n" },
	{ IN_SECTION_HEADER, ".symtab", 40, 4, 4000000000u,
	  "a.o: no usable string table for the symbols\n" },
	{ IN_SECTION_HEADER, ".data", 4, 4, SHT_SYMTAB_SHNDX,
	  "a.o: SYMTAB_SHNDX has bad sh_link: 0!=3\n" },
	{ IN_SECTION, ".symtab", 24, 4, 100000,
	  "a.o: symbol 1 has a name outside of the string table\n" },
	{ IN_SECTION, ".symtab", 24 + 6, 2, 1000,
	  "a.o: symbol 1 lies in a section that does not exist\n" },
	{ IN_SECTION, ".symtab", 24 + 6, 2, SHN_XINDEX,
	  "a.o: symbol 1 has no entry in a SYMTAB_SHNDX section\n" },
};

static long place_of(const struct damage *damage)
{
	struct opened *opened = open_object("a.o");
	const struct elf_object *object = &opened->object;
	long place = damage->offset;
	size_t section = damage->section ? section_named(object, damage->section) : 0;
	uint64_t headers;

	memcpy(&headers, object->image + 0x28, sizeof(headers));
	if (damage->base == IN_SECTION_HEADER)
		place += headers + section * sizeof(Elf64_Shdr);
	else if (damage->base == IN_SECTION)
		place += object->sections[section].offset;
	close_object(opened);
	return place;
}

static void test_damages(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(damages); i++) {
		const struct damage *damage = &damages[i];
		struct opened *opened;

		write_object("a.o", "info license=GPL;data first;");
		patch_file("a.o", place_of(damage), &damage->value, damage->len);
		opened = open_object("a.o");
		assert_int_equal(opened->result, ELF_FAILED);
		assert_int_equal(opened->diagnostics.nr, 1);
		assert_memory_equal(opened->diagnostics.items[0].text, damage->message,
				    strlen(damage->message));
		assert_int_equal(opened->diagnostics.worst, SEVERITY_FATAL);
		close_object(opened);
	}
}

static void test_relocation_against_no_symbol(void **state)
{
	struct elf_relocations relocations;
	struct elf_relocation relocation;
	struct opened *opened;
	size_t section;

	(void)state;
	write_object("a.o", "data first;reloc .data 0 first 1 0;");
	opened = open_object("a.o");
	section = section_named(&opened->object, ".rela.data");
	opened->object.nr_symbols = 1;
	assert_true(relocations_find(&opened->object, section, &relocations));
	assert_false(relocation_read(&opened->object, &relocations, 0, &relocation));
	assert_string_equal(opened->diagnostics.items[0].text,
			    "a.o: a relocation is against a symbol that does not exist\n");
	close_object(opened);
}

/* Bytes and strings that are asked for by offsets of the file's own choice. */
static void test_places(void **state)
{
	static const struct {
		uint64_t offset;
		size_t size;
		bool is_inside;
	} places[] = {
		{ 0, 16, true },
		{ 8, 8, true },
		{ 16, 0, true },
		{ 0, 17, false },
		{ 9, 8, false },
		{ 16, 1, false },
		{ UINT64_MAX, 1, false },
		{ UINT64_MAX - 3, 4, false },
		{ UINT64_MAX - 3, 8, false },
		{ 8, SIZE_MAX, false },
		{ 8, SIZE_MAX - 7, false },
		{ 1ull << 32, 4, false },
	};
	struct opened *opened;
	struct elf_object *object;
	size_t section;

	(void)state;
	write_object("a.o", "data first;data second;");
	opened = open_object("a.o");
	object = &opened->object;
	section = section_named(object, ".data");
	for (size_t i = 0; i < ARRAY_SIZE(places); i++)
		assert_int_equal(elf_object_place(object, section, places[i].offset,
						  places[i].size) != NULL,
				 places[i].is_inside);
	assert_null(elf_object_place(object, object->nr_sections, 0, 0));
	assert_null(elf_object_place(object, 0, 0, 0));
	close_object(opened);
}

static void test_strings(void **state)
{
	struct opened *opened;
	struct elf_object *object;
	size_t section;

	(void)state;
	write_object("a.o", "info license=GPL;info description=d;");
	opened = open_object("a.o");
	object = &opened->object;
	section = section_named(object, ".modinfo");
	assert_int_equal(object->sections[section].size, sizeof("license=GPL\0description=d"));
	assert_string_equal(elf_object_string(object, section, 0), "license=GPL");
	assert_string_equal(elf_object_string(object, section, 12), "description=d");
	assert_string_equal(elf_object_string(object, section, 25), "");
	assert_null(elf_object_string(object, section, 26));
	assert_null(elf_object_string(object, section, UINT64_MAX));
	assert_null(elf_object_string(object, 0, 0));

	/* The next NUL lies behind the section: the string has no end. */
	object->sections[section].size = 25;
	assert_string_equal(elf_object_string(object, section, 0), "license=GPL");
	assert_null(elf_object_string(object, section, 12));
	assert_null(elf_object_string(object, section, 24));
	close_object(opened);
}

static void test_other_files_are_skipped(void **state)
{
	static const char *const texts[] = { "x", "\177ELF", "\177EL",
					     "some text that is long enough" };
	struct opened *opened;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		write_file("a.o", texts[i]);
		opened = open_object("a.o");
		assert_int_equal(opened->result, ELF_SKIPPED);
		assert_int_equal(opened->diagnostics.nr, 0);
		close_object(opened);
	}
}

static void test_other_files_are_refused(void **state)
{
	static const struct {
		const char *text, *reason;
	} files[] = {
		{ "x", "not an ELF object" },
		{ "\177EL", "not an ELF object" },
		{ "some text that is long enough", "not an ELF object" },
		{ "!<arch>\nsome more text", "not an ELF object" },
		{ "\177ELF\2\1\1                ", "the file ends within its ELF header" },
		{ "BC\xc0\xde",
		  "LLVM bitcode, not an object: link it first, or build without -flto" },
		{ "\xde\xc0\x17\x0b and so on",
		  "LLVM bitcode, not an object: link it first, or build without -flto" },
	};
	struct opened *opened;
	char message[128];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		write_file("a.o", files[i].text);
		snprintf(message, sizeof(message), "a.o: %s\n", files[i].reason);
		opened = open_object_with("a.o", ELF_REFUSE_OTHERS | ELF_IGNORE_MISSING);
		assert_int_equal(opened->result, ELF_FAILED);
		assert_int_equal(opened->diagnostics.nr, 1);
		assert_string_equal(opened->diagnostics.items[0].text, message);
		close_object(opened);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_classes_and_byte_orders),
		cmocka_unit_test(test_mips64_relocations),
		cmocka_unit_test(test_damages),
		cmocka_unit_test(test_relocation_against_no_symbol),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_other_files_are_skipped),
		cmocka_unit_test(test_other_files_are_refused),
	};

	return cmocka_run_group_tests(tests, enter_directory, leave_directory);
}
