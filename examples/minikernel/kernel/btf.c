// SPDX-License-Identifier: GPL-2.0-only
/*
 * BTF, as far as needed to tell whether a module's split BTF belongs to this
 * kernel: its type ids and string offsets go on where the kernel's end, so
 * those below that border must exist in the kernel and the others in the
 * module. BTF made for another kernel cuts strings in the middle, or uses none
 * of its own.
 */
#include <minikernel/kernel.h>
#include <minikernel/string.h>
#include "kernel.h"

#define BTF_MAGIC 0xeb9f

struct btf_header {
	u16 magic;
	u8 version;
	u8 flags;
	u32 hdr_len;
	u32 type_off;
	u32 type_len;
	u32 str_off;
	u32 str_len;
};

struct btf_type {
	u32 name_off;
	u32 info; /* 0-15 count, 24-28 kind, 31 flag */
	u32 size_or_type;
};

enum btf_kind {
	BTF_INT = 1,
	BTF_PTR,
	BTF_ARRAY,
	BTF_STRUCT,
	BTF_UNION,
	BTF_ENUM,
	BTF_FWD,
	BTF_TYPEDEF,
	BTF_VOLATILE,
	BTF_CONST,
	BTF_RESTRICT,
	BTF_FUNC,
	BTF_FUNC_PROTO,
	BTF_VAR,
	BTF_DATASEC,
	BTF_FLOAT,
	BTF_DECL_TAG,
	BTF_TYPE_TAG,
	BTF_ENUM64,
	BTF_KINDS,
};

/* What follows struct btf_type: u32 words, fixed and for each of the count. */
struct kind_layout {
	u8 fixed_words;
	u8 member_words;
	bool refers; /* size_or_type is a type */
	s8 member_name, member_type; /* word of a member, -1: none */
	s8 fixed_types; /* so many of the fixed words, from the first, are types */
};

/* clang-format off */
static const struct kind_layout layouts[BTF_KINDS] = {
	[BTF_INT] = { 1, 0, false, -1, -1, 0 },
	[BTF_PTR] = { 0, 0, true, -1, -1, 0 },
	[BTF_ARRAY] = { 3, 0, false, -1, -1, 2 },
	[BTF_STRUCT] = { 0, 3, false, 0, 1, 0 },
	[BTF_UNION] = { 0, 3, false, 0, 1, 0 },
	[BTF_ENUM] = { 0, 2, false, 0, -1, 0 },
	[BTF_FWD] = { 0, 0, false, -1, -1, 0 },
	[BTF_TYPEDEF] = { 0, 0, true, -1, -1, 0 },
	[BTF_VOLATILE] = { 0, 0, true, -1, -1, 0 },
	[BTF_CONST] = { 0, 0, true, -1, -1, 0 },
	[BTF_RESTRICT] = { 0, 0, true, -1, -1, 0 },
	[BTF_FUNC] = { 0, 0, true, -1, -1, 0 },
	[BTF_FUNC_PROTO] = { 0, 2, true, 0, 1, 0 },
	[BTF_VAR] = { 1, 0, true, -1, -1, 0 },
	[BTF_DATASEC] = { 0, 3, false, -1, 0, 0 },
	[BTF_FLOAT] = { 0, 0, false, -1, -1, 0 },
	[BTF_DECL_TAG] = { 1, 0, true, -1, -1, 0 },
	[BTF_TYPE_TAG] = { 0, 0, true, -1, -1, 0 },
	[BTF_ENUM64] = { 0, 3, false, 0, -1, 0 },
};
/* clang-format on */

struct btf {
	const u8 *types;
	u32 types_len;
	const char *strings;
	u32 strings_len;
	u32 type_count;
};

extern const u8 __start_BTF[], __stop_BTF[];

static struct btf base;

/* Something refers to the first string of the split BTF under check. */
static bool first_string_used;

static u32 word_at(const u8 *bytes)
{
	u32 word;

	memcpy(&word, bytes, sizeof(word));
	return word;
}

/* A reference to a string is good if it points to the start of one. */
static bool string_ok(const struct btf *btf, const struct btf *below, u32 offset)
{
	if (below) {
		if (offset < below->strings_len)
			return string_ok(below, NULL, offset);
		offset -= below->strings_len;
		first_string_used |= !offset;
	}
	return offset < btf->strings_len && (!offset || !btf->strings[offset - 1]);
}

static bool type_ok(const struct btf *btf, const struct btf *below, u32 id)
{
	return id <= btf->type_count + (below ? below->type_count : 0);
}

/* Checks the frame of the data: header, parts, and the length of each type. */
static const char *btf_open(struct btf *btf, const u8 *data, size_t size)
{
	struct btf_header header;
	u32 offset = 0;

	if (size < sizeof(header))
		return "no header";
	memcpy(&header, data, sizeof(header));
	if (header.magic != BTF_MAGIC || header.version != 1)
		return "no BTF header";
	if (header.hdr_len < sizeof(header) || header.hdr_len > size)
		return "bad header length";
	data += header.hdr_len;
	size -= header.hdr_len;
	if (header.type_off > size || header.type_len > size - header.type_off ||
	    header.str_off > size || header.str_len > size - header.str_off)
		return "parts outside the section";

	btf->types = data + header.type_off;
	btf->types_len = header.type_len;
	btf->strings = (const char *)data + header.str_off;
	btf->strings_len = header.str_len;
	btf->type_count = 0;
	if (btf->strings_len && btf->strings[btf->strings_len - 1])
		return "strings are not terminated";

	while (offset < btf->types_len) {
		u32 left = btf->types_len - offset, info, kind, words;

		if (left < sizeof(struct btf_type))
			return "type is cut off";
		info = word_at(btf->types + offset + 4);
		kind = info >> 24 & 0x1f;
		if (!kind || kind >= BTF_KINDS)
			return "type of unknown kind";
		words = 3 + layouts[kind].fixed_words +
			layouts[kind].member_words * (info & 0xffff);
		if (words > left / 4)
			return "type is cut off";
		offset += words * 4;
		btf->type_count++;
	}
	return NULL;
}

/* Checks all references of all types. */
static const char *btf_check(const struct btf *btf, const struct btf *below)
{
	for (u32 offset = 0; offset < btf->types_len;) {
		const u8 *type = btf->types + offset;
		u32 info = word_at(type + 4), count = info & 0xffff;
		const struct kind_layout *layout = &layouts[info >> 24 & 0x1f];
		const u8 *member = type + sizeof(struct btf_type);

		if (!string_ok(btf, below, word_at(type)))
			return "bad name of a type";
		if (layout->refers && !type_ok(btf, below, word_at(type + 8)))
			return "bad type reference";
		for (int i = 0; i < layout->fixed_types; i++)
			if (!type_ok(btf, below, word_at(member + 4 * i)))
				return "bad type reference";
		member += 4 * layout->fixed_words;
		for (; layout->member_words && count; count--) {
			if (layout->member_name >= 0 &&
			    !string_ok(btf, below, word_at(member + 4 * layout->member_name)))
				return "bad name of a member";
			if (layout->member_type >= 0 &&
			    !type_ok(btf, below, word_at(member + 4 * layout->member_type)))
				return "bad type of a member";
			member += 4 * layout->member_words;
		}
		offset = member - btf->types;
	}
	return NULL;
}

bool btf_init(void)
{
	size_t size = __stop_BTF - __start_BTF;
	const char *problem;

	if (!size) {
		printk("BTF: none in the kernel\n");
		return false;
	}
	problem = btf_open(&base, __start_BTF, size);
	if (!problem)
		problem = btf_check(&base, NULL);
	if (problem) {
		printk("BTF: the kernel's is bad: %s\n", problem);
		return false;
	}
	printk("BTF: the kernel's has %u types and %u bytes of strings\n", base.type_count,
	       base.strings_len);
	return true;
}

const char *btf_check_split(const u8 *data, size_t size, u32 *types)
{
	struct btf split;
	const char *problem;

	if (!base.type_count)
		return "the kernel has none";
	problem = btf_open(&split, data, size);
	if (!problem && split.strings_len && !split.strings[0])
		problem = "not split: it has an empty first string of its own";
	first_string_used = false;
	if (!problem)
		problem = btf_check(&split, &base);
	/* Only strings in use are written, so a gap means another border. */
	if (!problem && split.strings_len && !first_string_used)
		problem = "its strings start elsewhere";
	*types = split.type_count;
	return problem;
}
