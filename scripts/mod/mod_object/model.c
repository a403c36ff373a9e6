// SPDX-License-Identifier: GPL-2.0-only
/*
 * The file of a model: a line of text, then the fields of the structures in order, as numbers of seven bits a byte, low
 * ones first, and texts and bytes behind their lengths; then a sum of it all.
 */
#include "mod_object/model.h"

#include <elf.h>
#include <string.h>

#define HEADER	"kolink mod.o model 1\n"
#define REFUSAL "kolink mod.o model 1: no: "

/* Real ones have some kilobytes. So a count that is a lie costs no memory to speak of. */
#define LARGEST_FILE (256 * 1024)

/* One function for each structure goes through its fields, to write them or to read them. */
struct codec {
	struct strbuf *out; /* NULL: read */
	const char *at, *end;
	struct arena *arena;
	bool failed;
};

static uint64_t read_number(struct codec *codec)
{
	uint64_t number = 0;

	for (unsigned int shift = 0; shift < 64; shift += 7) {
		if (codec->at == codec->end)
			break;
		number |= (uint64_t)(*codec->at & 127) << shift;
		if (!(*codec->at++ & 128))
			return number;
	}
	codec->failed = true;
	codec->at = codec->end;
	return 0;
}

static void write_number(struct codec *codec, uint64_t number)
{
	char byte;

	for (; number > 127; number >>= 7) {
		byte = (char)(number | 128);
		strbuf_add_bytes(codec->out, &byte, 1);
	}
	byte = (char)number;
	strbuf_add_bytes(codec->out, &byte, 1);
}

static void code_long(struct codec *codec, uint64_t *number)
{
	if (codec->out)
		write_number(codec, *number);
	else
		*number = read_number(codec);
}

static void code(struct codec *codec, uint32_t *number)
{
	uint64_t wide = *number;

	code_long(codec, &wide);
	if (wide > UINT32_MAX)
		codec->failed = true;
	*number = wide;
}

/* The number of things that follow, each of which takes a byte at least. */
static void code_count(struct codec *codec, uint32_t *nr)
{
	code(codec, nr);
	if (codec->out || (!codec->failed && *nr <= (size_t)(codec->end - codec->at)))
		return;
	codec->failed = true;
	*nr = 0;
}

static void code_bytes(struct codec *codec, const char **bytes, uint64_t size)
{
	if (codec->out) {
		strbuf_add_bytes(codec->out, *bytes, size);
		return;
	}
	*bytes = "";
	if (size > (size_t)(codec->end - codec->at)) {
		codec->failed = true;
		return;
	}
	*bytes = arena_strndup(codec->arena, codec->at, size);
	codec->at += size;
}

static void code_text(struct codec *codec, const char **text)
{
	uint64_t len = codec->out ? strlen(*text) : 0;

	code_long(codec, &len);
	code_bytes(codec, text, len);
	if (!codec->out && strlen(*text) != len)
		codec->failed = true;
}

/* Room for @nr items that are read next. */
static void *code_array(struct codec *codec, void *array, uint32_t nr, size_t size)
{
	return codec->out ? array : arena_zeroed(codec->arena, nr, size);
}

static void code_ids(struct codec *codec, struct model_ids *body)
{
	code_count(codec, &body->nr);
	body->ids = code_array(codec, body->ids, body->nr, sizeof(*body->ids));
	for (uint32_t i = 0; i < body->nr; i++)
		code(codec, &body->ids[i]);
}

static void code_sequence(struct codec *codec, struct model_sequence *sequence)
{
	code_count(codec, &sequence->nr);
	sequence->loops =
		code_array(codec, sequence->loops, sequence->nr, sizeof(*sequence->loops));
	for (uint32_t i = 0; i < sequence->nr; i++) {
		struct model_loop *loop = &sequence->loops[i];

		code(codec, &loop->list);
		code(codec, &loop->descending);
		for (unsigned int c = 0; c < NR_CLASSES; c++)
			code_ids(codec, &loop->bodies[c]);
		code_ids(codec, &loop->once);
		code(codec, &loop->once_after);
	}
}

static void code_relocation(struct codec *codec, struct relocation_kind *relocation)
{
	uint64_t addend = relocation->addend;

	code_long(codec, &relocation->offset);
	code_long(codec, &addend);
	relocation->addend = addend;
	code(codec, &relocation->type);
	code(codec, &relocation->symbol);
	code(codec, &relocation->piece);
}

static void code_section(struct codec *codec, struct section_kind *kind)
{
	code(codec, &kind->list);
	code(codec, &kind->item_class);
	code_text(codec, &kind->name);
	code_text(codec, &kind->suffix);
	code(codec, &kind->type);
	code_long(codec, &kind->flags);
	code_long(codec, &kind->entsize);
	code(codec, &kind->link);
	code(codec, &kind->target);
	code(codec, &kind->info);
	code(codec, &kind->nr_alignments);
	if (kind->nr_alignments > MOST_ALIGNMENTS)
		kind->nr_alignments = 0;
	for (uint32_t i = 0; i < kind->nr_alignments; i++) {
		code_long(codec, &kind->alignments[i].size);
		code_long(codec, &kind->alignments[i].align);
	}
	code(codec, &kind->form);
	code(codec, &kind->empty);
	code_long(codec, &kind->size);
	if ((kind->form == FORM_BYTES && kind->type != SHT_NOBITS) || kind->form == FORM_PIECES)
		code_bytes(codec, &kind->bytes, kind->size);
	code(codec, &kind->has_name);
	code_long(codec, &kind->name_offset);
	code_long(codec, &kind->name_size);
	code_sequence(codec, &kind->pieces);
	code(codec, &kind->is_padded);
	code(codec, &kind->has_bare);
	code_long(codec, &kind->bare_align);
	code_long(codec, &kind->bare_size);
	if (kind->has_bare)
		code_bytes(codec, &kind->bare_bytes, kind->bare_size);
	code_count(codec, &kind->nr_relocations);
	kind->relocations = code_array(codec, kind->relocations, kind->nr_relocations,
				       sizeof(*kind->relocations));
	for (uint32_t i = 0; i < kind->nr_relocations; i++)
		code_relocation(codec, &kind->relocations[i]);
}

static void code_symbol(struct codec *codec, struct symbol_kind *kind)
{
	code(codec, &kind->list);
	code(codec, &kind->item_class);
	code(codec, &kind->name_form);
	code_text(codec, &kind->name);
	code_text(codec, &kind->suffix);
	code(codec, &kind->section);
	code(codec, &kind->piece);
	code_long(codec, &kind->value);
	code(codec, &kind->size_form);
	code_long(codec, &kind->size);
	code(codec, &kind->info);
	code(codec, &kind->other);
	code(codec, &kind->condition);
	code(codec, &kind->gap);
}

static void code_words(struct codec *codec, struct mod_words *words)
{
	const char *vermagic = words->vermagic ? words->vermagic : "";
	uint32_t has_vermagic = words->vermagic != NULL, has_retpoline = words->has_retpoline;
	uint32_t dash = (unsigned char)words->dash;

	code(codec, &has_vermagic);
	code_text(codec, &vermagic);
	code(codec, &has_retpoline);
	code(codec, &dash);
	words->vermagic = has_vermagic ? vermagic : NULL;
	words->has_retpoline = has_retpoline;
	words->dash = (char)dash;
}

static void code_options(struct codec *codec, struct model_options *options)
{
	code(codec, &options->release);
	code(codec, &options->native);
	code(codec, &options->modversions);
	code(codec, &options->basic_versions);
	code(codec, &options->extended_versions);
}

static void code_model(struct codec *codec, struct mod_model *model)
{
	code_options(codec, &model->options);
	code(codec, &model->is_64bit);
	code(codec, &model->is_big_endian);
	code(codec, &model->machine);
	code(codec, &model->flags);
	code(codec, &model->os_abi);
	code(codec, &model->abi_version);
	code(codec, &model->names);
	code_words(codec, &model->words);
	for (enum item_list list = 0; list < NR_LISTS; list++)
		code(codec, &model->classes[list]);
	code(codec, &model->first_count);
	code(codec, &model->crc_size);
	code(codec, &model->version_size);
	code_count(codec, &model->nr_sections);
	model->sections =
		code_array(codec, model->sections, model->nr_sections, sizeof(*model->sections));
	for (uint32_t i = 0; i < model->nr_sections; i++)
		code_section(codec, &model->sections[i]);
	code_count(codec, &model->nr_symbols);
	model->symbols =
		code_array(codec, model->symbols, model->nr_symbols, sizeof(*model->symbols));
	for (uint32_t i = 0; i < model->nr_symbols; i++)
		code_symbol(codec, &model->symbols[i]);
	code_sequence(codec, &model->section_order);
	code_sequence(codec, &model->symbol_order);
}

/* FNV-1a */
static uint64_t sum_of(const char *bytes, size_t size)
{
	uint64_t sum = 0xcbf29ce484222325;

	for (size_t i = 0; i < size; i++)
		sum = (sum ^ (unsigned char)bytes[i]) * 0x100000001b3;
	return sum;
}

struct model_options model_options_of(const struct options *options)
{
	return (struct model_options){
		.release = options->features.release,
		.native = options->features.native,
		.modversions = options->modversions,
		.basic_versions = options->basic_versions,
		.extended_versions = options->extended_versions,
	};
}

void mod_model_format(const struct mod_model *model, struct strbuf *out)
{
	struct mod_model copy = *model;
	struct codec codec = { .out = out };
	size_t start = out->len;

	if (model->refusal) {
		strbuf_printf(out, REFUSAL "%s\n", model->refusal);
		return;
	}
	strbuf_add(out, HEADER);
	code_model(&codec, &copy);
	for (uint64_t sum = sum_of(out->text + start, out->len - start), i = 0; i < 8; i++) {
		char byte = (char)(sum >> 8 * i);

		strbuf_add_bytes(out, &byte, 1);
	}
}

static bool sum_is_right(const char *bytes, size_t size)
{
	uint64_t sum = 0;

	for (int i = 7; i >= 0; i--)
		sum = sum << 8 | (unsigned char)bytes[size + i];
	return sum == sum_of(bytes, size);
}

/* A refusal is one line of text. */
static const char *parse_refusal(struct mod_model *model, const char *bytes, size_t size,
				 struct arena *arena)
{
	const char *end = memchr(bytes, '\n', size);

	if (!end || end + 1 != bytes + size || memchr(bytes, '\0', size))
		return "it is damaged";
	model->refusal = arena_strndup(arena, bytes, end - bytes);
	return NULL;
}

bool mod_model_parse_fields(struct mod_model *model, const char *bytes, size_t size,
			    struct arena *arena)
{
	struct codec codec = { .at = bytes, .end = bytes + size, .arena = arena };

	memset(model, 0, sizeof(*model));
	if (size > LARGEST_FILE)
		return false;
	code_model(&codec, model);
	return !codec.failed && codec.at == codec.end && mod_model_is_sound(model);
}

const char *mod_model_parse(struct mod_model *model, const char *bytes, size_t size,
			    struct arena *arena)
{
	size_t header = strlen(HEADER);

	memset(model, 0, sizeof(*model));
	if (size >= strlen(REFUSAL) && !memcmp(bytes, REFUSAL, strlen(REFUSAL)))
		return parse_refusal(model, bytes + strlen(REFUSAL), size - strlen(REFUSAL), arena);
	if (size < header + 8 || memcmp(bytes, HEADER, header))
		return "it is no model of this version of modpost";
	if (!sum_is_right(bytes, size - 8) ||
	    !mod_model_parse_fields(model, bytes + header, size - header - 8, arena))
		return "it is damaged";
	return NULL;
}
