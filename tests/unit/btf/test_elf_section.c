// SPDX-License-Identifier: GPL-2.0-only
/* A section of an ELF file, of each class and byte order. */
#include "test.h"

#include <elf.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "elf_section.h"
#include "units.h"

enum { HEADERS_AT = 160, SIZE = 512, NR_SECTIONS = 3, NAMES_AT = 64, CONTENT_AT = 120 };

static const char names[] = "\0.names\0.BTF\0.debug_info\0.debug_types";

struct object {
	unsigned char data[SIZE];
	bool is_wide, is_big;
};

static void put(struct object *object, size_t at, size_t width, uint64_t value)
{
	for (size_t i = 0; i < width; i++)
		object->data[at + (object->is_big ? width - 1 - i : i)] = value >> 8 * i;
}

#define PUT(object, at, type, member, value)                                    \
	((object)->is_wide ? put(object, (at) + offsetof(Elf64_##type, member), \
				 sizeof(((Elf64_##type *)0)->member), value)    \
			   : put(object, (at) + offsetof(Elf32_##type, member), \
				 sizeof(((Elf32_##type *)0)->member), value))

static size_t header_at(const struct object *object, size_t i)
{
	return HEADERS_AT + i * (object->is_wide ? sizeof(Elf64_Shdr) : sizeof(Elf32_Shdr));
}

static void put_section(struct object *object, size_t i, uint32_t name, uint32_t type, uint64_t at,
			uint64_t size)
{
	PUT(object, header_at(object, i), Shdr, sh_name, name);
	PUT(object, header_at(object, i), Shdr, sh_type, type);
	PUT(object, header_at(object, i), Shdr, sh_offset, at);
	PUT(object, header_at(object, i), Shdr, sh_size, size);
}

static void make_object(struct object *object, int variant)
{
	memset(object, 0, sizeof(*object));
	object->is_wide = variant & 1;
	object->is_big = variant & 2;
	memcpy(object->data, ELFMAG, SELFMAG);
	object->data[EI_CLASS] = object->is_wide ? ELFCLASS64 : ELFCLASS32;
	object->data[EI_DATA] = object->is_big ? ELFDATA2MSB : ELFDATA2LSB;
	PUT(object, 0, Ehdr, e_shoff, HEADERS_AT);
	PUT(object, 0, Ehdr, e_shentsize, header_at(object, 1) - HEADERS_AT);
	PUT(object, 0, Ehdr, e_shnum, NR_SECTIONS);
	PUT(object, 0, Ehdr, e_shstrndx, 1);
	put_section(object, 1, 1, SHT_STRTAB, NAMES_AT, sizeof(names));
	put_section(object, 2, 8, SHT_PROGBITS, CONTENT_AT, 5);
	memcpy(object->data + NAMES_AT, names, sizeof(names));
	memcpy(object->data + CONTENT_AT, "types", 5);
}

static void assert_found(const struct object *object)
{
	const unsigned char *section;
	size_t size;

	assert_true(elf_is_elf(object->data, SIZE));
	assert_null(elf_find_section(object->data, SIZE, ".BTF", &section, &size));
	assert_int_equal(size, 5);
	assert_ptr_equal(section, object->data + CONTENT_AT);
}

static void assert_not_found(const struct object *object, size_t size, const char *words)
{
	const unsigned char *section;
	size_t section_size;
	/* Of its own, so that what looks behind its end is noticed. */
	unsigned char *data = malloc(size + 1);
	const char *wrong;

	assert_non_null(data);
	memcpy(data, object->data, size);
	data = realloc(data, size ? size : 1);
	wrong = elf_find_section(data, size, ".BTF", &section, &section_size);
	assert_non_null(wrong);
	assert_non_null(strstr(wrong, words));
	free(data);
}

static void test_found(void **state)
{
	struct object object;

	(void)state;
	for (int variant = 0; variant < 4; variant++) {
		make_object(&object, variant);
		assert_found(&object);
	}
}

static void test_numbers_in_first_header(void **state)
{
	struct object object;

	(void)state;
	for (int variant = 0; variant < 4; variant++) {
		make_object(&object, variant);
		PUT(&object, 0, Ehdr, e_shnum, 0);
		PUT(&object, 0, Ehdr, e_shstrndx, SHN_XINDEX);
		PUT(&object, HEADERS_AT, Shdr, sh_size, NR_SECTIONS);
		PUT(&object, HEADERS_AT, Shdr, sh_link, 1);
		assert_found(&object);
	}
}

static void test_other_sections(void **state)
{
	struct object object;

	(void)state;
	for (int variant = 0; variant < 4; variant++) {
		make_object(&object, variant);
		put_section(&object, 2, 8, SHT_NOBITS, CONTENT_AT, 5);
		assert_not_found(&object, SIZE, "not there");
		put_section(&object, 2, 1, SHT_PROGBITS, CONTENT_AT, 5);
		assert_not_found(&object, SIZE, "not there");
		put_section(&object, 2, 8, SHT_PROGBITS, CONTENT_AT, 5);
		PUT(&object, header_at(&object, 2), Shdr, sh_flags, SHF_COMPRESSED);
		assert_not_found(&object, SIZE, "compressed");
	}
}

static void test_two_of_a_name(void **state)
{
	struct object object;

	(void)state;
	for (int variant = 0; variant < 4; variant++) {
		make_object(&object, variant);
		put_section(&object, 0, 0, SHT_NULL, 0, 0);
		PUT(&object, 0, Ehdr, e_shnum, NR_SECTIONS + 1);
		put_section(&object, 3, 8, SHT_PROGBITS, CONTENT_AT, 5);
		assert_not_found(&object, SIZE, "two sections");
	}
}

/* The first unit ends where all of them end, or does not. */
static void test_units(void **state)
{
	struct object object;

	(void)state;
	for (int variant = 0; variant < 4; variant++) {
		make_object(&object, variant);
		assert_false(units_is_one(object.data, SIZE));
		put_section(&object, 2, 13, SHT_PROGBITS, CONTENT_AT, 10);
		put(&object, CONTENT_AT, 4, 6);
		assert_true(units_is_one(object.data, SIZE));
		put(&object, CONTENT_AT, 4, 5);
		assert_false(units_is_one(object.data, SIZE));
		put(&object, CONTENT_AT, 4, UINT32_MAX);
		assert_false(units_is_one(object.data, SIZE));
		put(&object, CONTENT_AT, 4, 6);
		PUT(&object, 0, Ehdr, e_shnum, NR_SECTIONS + 1);
		put_section(&object, 3, 25, SHT_PROGBITS, CONTENT_AT, 10);
		assert_false(units_is_one(object.data, SIZE));
		put_section(&object, 3, 1, SHT_PROGBITS, CONTENT_AT, 10);
		assert_true(units_is_one(object.data, SIZE));
		put_section(&object, 2, 13, SHT_PROGBITS, CONTENT_AT, 4);
		assert_false(units_is_one(object.data, SIZE));
	}
}

static void test_truncated(void **state)
{
	struct object object;

	(void)state;
	for (int variant = 0; variant < 4; variant++) {
		make_object(&object, variant);
		for (size_t size = 0; size < header_at(&object, NR_SECTIONS); size++)
			assert_not_found(&object, size, "damaged");
	}
}

/* The section's name has its begin in the names, but not its end. */
static void test_name_at_end(void **state)
{
	struct object object;

	(void)state;
	for (int variant = 0; variant < 4; variant++) {
		make_object(&object, variant);
		put_section(&object, 1, 0, SHT_STRTAB, SIZE - 4, 4);
		put_section(&object, 2, 1, SHT_PROGBITS, CONTENT_AT, 5);
		assert_not_found(&object, SIZE, "not there");
	}
}

static void test_out_of_range(void **state)
{
	static const uint64_t odd[] = { SIZE,		SIZE - 4,   INT32_MAX,
					UINT32_MAX - 3, UINT32_MAX, UINT64_MAX };
	struct object object;

	(void)state;
	for (int variant = 0; variant < 4; variant++) {
		for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
			make_object(&object, variant);
			PUT(&object, 0, Ehdr, e_shoff, odd[i]);
			assert_not_found(&object, SIZE, "damaged");
			make_object(&object, variant);
			put_section(&object, 2, 8, SHT_PROGBITS, odd[i], 5);
			assert_not_found(&object, SIZE, "damaged");
			make_object(&object, variant);
			put_section(&object, 2, 8, SHT_PROGBITS, CONTENT_AT, odd[i]);
			assert_not_found(&object, SIZE, "damaged");
			make_object(&object, variant);
			put_section(&object, 2, odd[i], SHT_PROGBITS, CONTENT_AT, 5);
			assert_not_found(&object, SIZE, "not there");
			make_object(&object, variant);
			PUT(&object, 0, Ehdr, e_shnum, odd[i] > 0xffff ? 0xffff : odd[i]);
			PUT(&object, 0, Ehdr, e_shstrndx, 0x1234);
			assert_not_found(&object, SIZE, "damaged");
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_found),
		cmocka_unit_test(test_numbers_in_first_header),
		cmocka_unit_test(test_other_sections),
		cmocka_unit_test(test_two_of_a_name),
		cmocka_unit_test(test_units),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_name_at_end),
		cmocka_unit_test(test_out_of_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
