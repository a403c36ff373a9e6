// SPDX-License-Identifier: GPL-2.0-only
#include "module.h"

#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "hash.h"
#include "kinds.h"

enum { NO_STRING = UINT32_MAX };

/* Offsets of the module's own strings, so that two that are equal are noticed. */
struct own_strings {
	uint32_t *slots; /* offset in the module's strings; 0: free */
	uint32_t nr_slots; /* a power of two */
};

static bool is_new_string(struct own_strings *own, const char *strings, uint32_t offset)
{
	const char *text = strings + offset;
	uint32_t i = hash_text(text, strlen(text));

	for (;; i++) {
		uint32_t *slot = &own->slots[i & (own->nr_slots - 1)];

		if (!*slot) {
			*slot = offset;
			return true;
		}
		if (!strcmp(strings + *slot, text))
			return false;
	}
}

static uint32_t count_strings(const struct btf *btf)
{
	uint32_t nr = 0;

	for (uint32_t i = 0; i < btf->strings_size; i++)
		nr += !btf->strings[i];
	return nr;
}

/* Make @common say for each offset of a string what its offset is in the common ones. */
static const char *find_strings(struct module *module, const struct btf *in, uint32_t *common)
{
	struct own_strings own = { .nr_slots = buckets_for(2 * count_strings(in)) };
	const char *wrong = NULL;
	uint32_t len;

	own.slots = alloc_zeroed(own.nr_slots, sizeof(*own.slots));
	memset(common, 0xff, in->strings_size * sizeof(*common));
	for (uint32_t offset = 0; offset < in->strings_size && !wrong; offset += len + 1) {
		const char *text = in->strings + offset;
		int64_t found;

		len = strlen(text);
		found = base_find_string(module->base, text, len);
		if (found < 0) {
			found = module->base->btf.strings_size + module->strings_size;
			memcpy(module->strings + module->strings_size, text, len + 1);
			module->strings_size += len + 1;
		}
		if (!is_new_string(&own, in->strings, offset) && offset)
			wrong = "a string is there twice";
		common[offset] = found;
	}
	free(own.slots);
	return wrong;
}

/* From the ids and offsets of the module alone to the common ones. */
struct translation {
	const uint32_t *names;
	uint32_t add_to_ids;
	bool is_name_wrong; /* one begins inside of a string */
};

static void translate_name(struct translation *translation, uint32_t *word)
{
	*word = translation->names[*word];
	if (*word == NO_STRING)
		translation->is_name_wrong = true;
}

static void translate_id(const struct translation *translation, uint32_t *word)
{
	if (*word)
		*word += translation->add_to_ids;
}

static void translate_type(struct translation *translation, const struct kind_row *row,
			   uint32_t *words, const uint32_t *end)
{
	size_t unit = row_unit(row), in_unit = 0;

	translate_name(translation, &words[0]);
	if (row->third_is_type)
		translate_id(translation, &words[2]);
	if (!row->names && !row->types)
		return;
	for (uint32_t *word = words + BTF_TYPE_WORDS; word < end; word++) {
		if (row->names & WORD_BIT(in_unit))
			translate_name(translation, word);
		if (row->types & WORD_BIT(in_unit))
			translate_id(translation, word);
		in_unit = in_unit + 1 == unit ? 0 : in_unit + 1;
	}
}

static void copy_words(struct module *module, const struct btf *in)
{
	module->words = alloc_array(in->types_size, 1);
	memcpy(module->words, in->types, in->types_size);
	for (uint32_t i = 0; in->is_swapped && i < in->types_size / BTF_WORD; i++)
		module->words[i] = __builtin_bswap32(module->words[i]);
	module->btf.types = (const unsigned char *)module->words;
	module->btf.types_size = in->types_size;
}

/* @offsets: of the types in @in, with void. */
static void set_ids(struct module *module, const uint32_t *offsets, uint32_t nr)
{
	uint32_t nr_own = nr - 1;

	module->first = module->base->nr_types;
	module->end = module->first + nr_own;
	module->offsets = alloc_array(nr, sizeof(*module->offsets));
	memcpy(module->offsets, offsets + 1, nr_own * sizeof(*module->offsets));
	module->offsets[nr_own] = module->btf.types_size;
	module->became = alloc_array(nr_own, sizeof(*module->became));
	for (uint32_t i = 0; i < nr_own; i++)
		module->became[i] = UNDECIDED;
}

static const char *translate_types(struct module *module, const uint32_t *names)
{
	struct translation translation = { .names = names, .add_to_ids = module->first - 1 };
	struct type type;

	for (uint32_t id = module->first; id < module->end; id++) {
		module_type(module, id, &type);
		translate_type(&translation, type_row(&type), module_words(module, id),
			       module_words(module, id + 1));
	}
	return translation.is_name_wrong ? "a name begins inside of a string" : NULL;
}

const char *module_init(struct module *module, const struct base *base, const struct btf *in)
{
	uint32_t *offsets, *names, nr;
	const char *wrong;

	memset(module, 0, sizeof(*module));
	module->base = base;
	if (in->is_swapped != base->btf.is_swapped)
		return "module and base are of different byte order";
	wrong = btf_check_types(in, &offsets, &nr);
	if (wrong)
		return wrong;
	copy_words(module, in);
	set_ids(module, offsets, nr);
	free(offsets);

	module->strings = alloc_array(in->strings_size, 1);
	names = alloc_array(in->strings_size, sizeof(*names));
	wrong = find_strings(module, in, names);
	if (!wrong)
		wrong = translate_types(module, names);
	free(names);
	return wrong;
}

void module_become(struct module *module, uint32_t id, uint32_t other)
{
	if (module_has(module, id)) {
		*module_became(module, id) = other;
		return;
	}
	if (!module->defined)
		module->defined = alloc_zeroed(module->first, sizeof(*module->defined));
	module->defined[id] = other;
}

void module_free(struct module *module)
{
	free(module->words);
	free(module->offsets);
	free(module->became);
	free(module->defined);
	free(module->strings);
}
