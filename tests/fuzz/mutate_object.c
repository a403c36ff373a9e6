// SPDX-License-Identifier: GPL-2.0-only
/* Mutations of ELF objects, most of them where a reader has to look: headers, tables, names. */
#include "mutate.h"

#include <elf.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct field {
	size_t at, width;
};

static const struct field header_fields[2][8] = {
	{ { 16, 2 }, { 18, 2 }, { 20, 4 }, { 32, 4 }, { 40, 2 }, { 46, 2 }, { 48, 2 }, { 50, 2 } },
	{ { 16, 2 }, { 18, 2 }, { 20, 4 }, { 40, 8 }, { 52, 2 }, { 58, 2 }, { 60, 2 }, { 62, 2 } },
};

/* sh_name, sh_type, sh_flags, sh_offset, sh_size, sh_link, sh_info, sh_entsize */
static const struct field section_fields[2][8] = {
	{ { 0, 4 }, { 4, 4 }, { 8, 4 }, { 16, 4 }, { 20, 4 }, { 24, 4 }, { 28, 4 }, { 36, 4 } },
	{ { 0, 4 }, { 4, 4 }, { 8, 8 }, { 24, 8 }, { 32, 8 }, { 40, 4 }, { 44, 4 }, { 56, 8 } },
};

static const size_t section_header_size[2] = { 40, 64 };

static bool is_wide(const struct bytes *object)
{
	return object->data[EI_CLASS] == ELFCLASS64;
}

static size_t place_of_byte(const struct bytes *object, size_t i, size_t width)
{
	return object->data[EI_DATA] == ELFDATA2MSB ? i : width - 1 - i;
}

static uint64_t get(const struct bytes *object, size_t at, size_t width)
{
	uint64_t value = 0;

	if (at > object->len || width > object->len - at)
		return 0;
	for (size_t i = 0; i < width; i++)
		value = value << 8 | object->data[at + place_of_byte(object, i, width)];
	return value;
}

static void put(struct bytes *object, size_t at, size_t width, uint64_t value)
{
	if (at > object->len || width > object->len - at)
		return;
	for (size_t i = width; i-- > 0; value >>= 8)
		object->data[at + place_of_byte(object, i, width)] = value;
}

static size_t section_table(const struct bytes *object)
{
	return is_wide(object) ? get(object, 40, 8) : get(object, 32, 4);
}

static size_t nr_sections(const struct bytes *object)
{
	return get(object, is_wide(object) ? 60 : 48, 2);
}

static size_t random_section(const struct bytes *object, struct random *random)
{
	return section_table(object) +
	       random_below(random, nr_sections(object)) * section_header_size[is_wide(object)];
}

static uint64_t odd_value(const struct bytes *object, uint64_t old, struct random *random)
{
	const uint64_t values[] = { 0,
				    1,
				    2,
				    3,
				    8,
				    11,
				    18,
				    0x7f,
				    0xff,
				    SHN_LORESERVE,
				    SHN_ABS,
				    SHN_COMMON,
				    SHN_XINDEX,
				    0x7fffffff,
				    0x80000000,
				    UINT32_MAX,
				    UINT64_MAX,
				    UINT64_MAX - 7,
				    1ull << 63,
				    1ull << 40,
				    object->len,
				    object->len - 1,
				    object->len + 1,
				    old + 1,
				    old - 1,
				    old * 2,
				    old / 2,
				    -old,
				    old ^ 1ull << random_below(random, 64) };

	switch (random_below(random, 4)) {
	case 0:
		return random_bits(random);
	case 1:
		return random_below(random, nr_sections(object) + 2);
	default:
		return values[random_below(random, COUNT(values))];
	}
}

static void change(struct bytes *object, size_t at, size_t width, struct random *random)
{
	put(object, at, width, odd_value(object, get(object, at, width), random));
}

static void change_header(struct bytes *object, struct random *random)
{
	const struct field *field =
		&header_fields[is_wide(object)][random_below(random, COUNT(header_fields[0]))];

	if (random_once_in(random, 4))
		object->data[random_below(random, EI_NIDENT)] = random_below(random, 4);
	else
		change(object, field->at, field->width, random);
}

static void change_section_header(struct bytes *object, struct random *random)
{
	const struct field *field =
		&section_fields[is_wide(object)][random_below(random, COUNT(section_fields[0]))];

	change(object, random_section(object, random) + field->at, field->width, random);
}

/* One header becomes a copy of another one. */
static void copy_section_header(struct bytes *object, struct random *random)
{
	size_t from = random_section(object, random), to = random_section(object, random);

	for (size_t i = 0; i < section_header_size[is_wide(object)]; i++)
		put(object, to + i, 1, get(object, from + i, 1));
}

static void change_content(struct bytes *object, struct random *random)
{
	const struct field *fields = section_fields[is_wide(object)];
	size_t header = random_section(object, random);
	size_t offset = get(object, header + fields[3].at, fields[3].width);
	size_t size = get(object, header + fields[4].at, fields[4].width);
	size_t width = 1u << random_below(random, 4);

	/* Entries and strings begin at multiples of something more often than not. */
	change(object, offset + random_below(random, size) / width * width, width, random);
}

/* Text where there is none, no end where there is one. */
static void change_run(struct bytes *object, struct random *random)
{
	size_t at = random_below(random, object->len);
	size_t len = random_below(random, 64);
	unsigned char byte = random_once_in(random, 2) ? 0xff : random_bits(random);

	while (len-- && at < object->len)
		object->data[at++] = byte;
}

static void cut(struct bytes *object, struct random *random)
{
	object->len = random_below(random, object->len);
}

static void grow(struct bytes *object, struct random *random)
{
	bytes_replace(object, random_below(random, object->len), 0, "\0\xff\1\0\0\0\x80\0",
		      1 + random_below(random, 8));
}

void mutate_object(struct bytes *object, struct random *random)
{
	/* More often what comes more often. */
	static void (*const kinds[])(struct bytes * object, struct random * random) = {
		change_content, change_content, change_content,	       change_content,
		change_content, change_content, change_section_header, change_section_header,
		change_header,	change_run,	copy_section_header,   cut,
		grow,
	};
	size_t changes = 1 + random_below(random, random_once_in(random, 3) ? 8 : 2);

	while (changes-- && object->len > sizeof(Elf64_Ehdr))
		kinds[random_below(random, COUNT(kinds))](object, random);
}
