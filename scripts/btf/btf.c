// SPDX-License-Identifier: GPL-2.0-only
#include "btf.h"

enum {
	MAGIC = 0xeb9f,
	SWAPPED_MAGIC = 0x9feb,
	VERSION = 1,
};

/* What the header says, in words behind magic (2 bytes), version and flags (1 byte each). */
enum { HEADER_LEN = 1, TYPE_OFF, TYPE_LEN, STR_OFF, STR_LEN };

static const char *find_byte_order(struct btf *btf)
{
	uint16_t magic;

	memcpy(&magic, btf->data, sizeof(magic));
	if (magic != MAGIC && magic != SWAPPED_MAGIC)
		return "this is no BTF";
	btf->is_swapped = magic == SWAPPED_MAGIC;
	return NULL;
}

static uint32_t header_word(const struct btf *btf, size_t i)
{
	return btf_load(btf->data + i * BTF_WORD, btf->is_swapped);
}

static const char *find_parts(struct btf *btf)
{
	size_t rest = btf->size - BTF_HEADER_SIZE;
	uint32_t types_size = header_word(btf, TYPE_LEN);
	uint32_t strings_size = header_word(btf, STR_LEN);

	if (header_word(btf, HEADER_LEN) != BTF_HEADER_SIZE)
		return "the header of the BTF has another size";
	if (header_word(btf, TYPE_OFF) || header_word(btf, STR_OFF) != types_size ||
	    types_size > rest || strings_size != rest - types_size)
		return "the BTF is not just header, types and strings";
	if (types_size % BTF_WORD)
		return "the size of the types is no multiple of four";
	btf->types = btf->data + BTF_HEADER_SIZE;
	btf->types_size = types_size;
	btf->strings = (const char *)btf->types + types_size;
	btf->strings_size = strings_size;
	if (!strings_size || btf->strings[0] || btf->strings[strings_size - 1])
		return "the strings do not begin and end with a zero byte";
	return NULL;
}

const char *btf_open(struct btf *btf, const void *data, size_t size)
{
	const char *wrong;

	memset(btf, 0, sizeof(*btf));
	btf->data = data;
	btf->size = size;
	if (size < BTF_HEADER_SIZE)
		return "this is no BTF, it is too short";
	if (size > BTF_MOST_BYTES)
		return "the BTF is too long";
	wrong = find_byte_order(btf);
	if (wrong)
		return wrong;
	if (btf->data[2] != VERSION || btf->data[3])
		return "the BTF is of another version, or has flags";
	return find_parts(btf);
}

void btf_put_header(unsigned char *data, uint32_t types_size, uint32_t strings_size,
		    bool is_swapped)
{
	const uint16_t mark = is_swapped ? SWAPPED_MAGIC : MAGIC;
	const uint32_t words[] = {
		[HEADER_LEN] = BTF_HEADER_SIZE, [TYPE_OFF] = 0,		  [TYPE_LEN] = types_size,
		[STR_OFF] = types_size,		[STR_LEN] = strings_size,
	};

	memcpy(data, &mark, sizeof(mark));
	data[2] = VERSION;
	data[3] = 0;
	for (size_t i = HEADER_LEN; i <= STR_LEN; i++) {
		uint32_t word = is_swapped ? __builtin_bswap32(words[i]) : words[i];

		memcpy(data + i * BTF_WORD, &word, sizeof(word));
	}
}
