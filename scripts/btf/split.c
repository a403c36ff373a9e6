// SPDX-License-Identifier: GPL-2.0-only
#include "split.h"

#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "kinds.h"
#include "order.h"

/* The new ids of those @kept, by old id less the first one; *@size is how many bytes they have. */
static uint32_t *number_kept(const struct module *module, const uint32_t *kept, uint32_t nr,
			     uint32_t *size)
{
	uint32_t *numbers = alloc_array(module->end - module->first, sizeof(*numbers));

	*size = 0;
	for (uint32_t at = 0; at < nr; at++) {
		uint32_t i = kept[at] - module->first;

		numbers[i] = module->first + at;
		*size += module->offsets[i + 1] - module->offsets[i];
	}
	return numbers;
}

static void renumber(const struct module *module, const uint32_t *numbers, uint32_t *word)
{
	uint32_t id = module_resolve(module, *word);

	*word = module_has(module, id) ? numbers[id - module->first] : id;
}

static void renumber_type(const struct module *module, const uint32_t *numbers, uint32_t id)
{
	uint32_t *words = module_words(module, id), *end = module_words(module, id + 1);
	const struct kind_row *row;
	size_t in_unit = 0;
	struct type type;

	module_type(module, id, &type);
	row = type_row(&type);
	if (row->third_is_type)
		renumber(module, numbers, &words[2]);
	if (!row->types)
		return;
	for (uint32_t *word = words + BTF_TYPE_WORDS; word < end; word++) {
		if (row->types & WORD_BIT(in_unit))
			renumber(module, numbers, word);
		in_unit = in_unit + 1 == row_unit(row) ? 0 : in_unit + 1;
	}
}

static void copy_kept(const struct module *module, const uint32_t *kept, uint32_t nr,
		      unsigned char *to)
{
	for (uint32_t at = 0; at < nr; at++) {
		uint32_t i = kept[at] - module->first;
		uint32_t size = module->offsets[i + 1] - module->offsets[i];

		memcpy(to, module_words(module, kept[at]), size);
		to += size;
	}
}

static void swap_words(unsigned char *data, size_t size)
{
	for (size_t i = 0; i < size; i += BTF_WORD) {
		uint32_t word = btf_load(data + i, true);

		memcpy(data + i, &word, sizeof(word));
	}
}

void *split_make(struct module *module, bool by_name, size_t *size)
{
	uint32_t nr, types_size, *kept = order_kept(module, by_name, &nr);
	uint32_t *numbers = number_kept(module, kept, nr, &types_size);
	unsigned char *data;

	for (uint32_t at = 0; at < nr; at++)
		renumber_type(module, numbers, kept[at]);
	free(numbers);

	*size = BTF_HEADER_SIZE + types_size + module->strings_size;
	data = alloc_array(*size, 1);
	btf_put_header(data, types_size, module->strings_size, module->base->btf.is_swapped);
	copy_kept(module, kept, nr, data + BTF_HEADER_SIZE);
	free(kept);
	if (module->base->btf.is_swapped)
		swap_words(data + BTF_HEADER_SIZE, types_size);
	memcpy(data + BTF_HEADER_SIZE + types_size, module->strings, module->strings_size);
	return data;
}
