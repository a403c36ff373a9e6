// SPDX-License-Identifier: GPL-2.0-only
/*
 * Numbers are 4 bytes in host order, truth values one; strings their length, bytes and a NUL; arrays their number of
 * items first. Both directions are one walk over the record.
 */
#include "cache/facts_codec.h"

#include <string.h>

#define ABSENT UINT32_MAX /* length of a NULL string */

struct codec {
	struct strbuf *out; /* NULL: decode */
	const char *next, *end;
	struct pool *pool;
	bool failed;
};

static void code_bytes(struct codec *codec, void *bytes, size_t len)
{
	if (codec->out) {
		strbuf_add_bytes(codec->out, bytes, len);
	} else if (codec->failed || (size_t)(codec->end - codec->next) < len) {
		codec->failed = true;
		memset(bytes, 0, len);
	} else {
		memcpy(bytes, codec->next, len);
		codec->next += len;
	}
}

static uint32_t code_number(struct codec *codec, uint32_t number)
{
	code_bytes(codec, &number, sizeof(number));
	return number;
}

static void code_size(struct codec *codec, size_t *size)
{
	if (codec->out && *size >= ABSENT)
		codec->failed = true;
	*size = code_number(codec, *size);
}

static void code_bool(struct codec *codec, bool *value)
{
	unsigned char byte = *value;

	code_bytes(codec, &byte, sizeof(byte));
	if (byte > 1)
		codec->failed = true;
	*value = byte == 1;
}

static void encode_string(struct codec *codec, const char *string)
{
	size_t len = string ? strlen(string) : ABSENT;

	if (string && len >= ABSENT) {
		codec->failed = true;
		return;
	}
	code_number(codec, len);
	if (string)
		strbuf_add_bytes(codec->out, string, len + 1);
}

static void code_string(struct codec *codec, const char **string)
{
	uint32_t len;

	if (codec->out) {
		encode_string(codec, *string);
		return;
	}
	len = code_number(codec, 0);
	*string = NULL;
	if (len == ABSENT || codec->failed)
		return;
	if (len >= (size_t)(codec->end - codec->next) || codec->next[len]) {
		codec->failed = true;
		return;
	}
	*string = codec->next;
	codec->next += len + 1;
}

/* A string that must be there. */
static void code_text(struct codec *codec, const char **string)
{
	code_string(codec, string);
	if (!*string) {
		codec->failed = true;
		*string = "";
	}
}

/*
 * The number of items of an array, and room for them when decoding. An item takes no fewer than @least bytes, so
 * garbage cannot ask for much memory.
 */
static void *code_array(struct codec *codec, void *items, size_t *nr, size_t *capacity, size_t size,
			size_t least)
{
	code_size(codec, nr);
	if (codec->out)
		return items;
	if (codec->failed || *nr > (size_t)(codec->end - codec->next) / least) {
		codec->failed = true;
		*nr = 0;
	}
	*capacity = *nr;
	if (!*nr)
		return NULL;
	items = pool_take(codec->pool, *nr * size);
	if (!items) {
		codec->failed = true;
		*nr = 0;
	}
	return items;
}

enum {
	LEAST_TEXT = sizeof(uint32_t) + 1,
	LEAST_INPUT = LEAST_TEXT + sizeof(struct file_identity),
	LEAST_EXPORT = 2 * LEAST_TEXT + 2 + sizeof(uint32_t),
	LEAST_NUMBERED_TEXT = LEAST_TEXT + sizeof(uint32_t),
};

#define CODE_ARRAY(codec, array, nr, capacity, least) \
	((array) = code_array((codec), (array), &(nr), &(capacity), sizeof(*(array)), (least)))

static void code_inputs(struct codec *codec, struct facts *facts)
{
	CODE_ARRAY(codec, facts->inputs, facts->nr_inputs, facts->inputs_capacity, LEAST_INPUT);
	for (size_t i = 0; i < facts->nr_inputs; i++) {
		code_text(codec, &facts->inputs[i].path);
		code_bytes(codec, &facts->inputs[i].identity, sizeof(facts->inputs[i].identity));
	}
}

static void code_diagnostics(struct codec *codec, struct diagnostics *diagnostics)
{
	CODE_ARRAY(codec, diagnostics->items, diagnostics->nr, diagnostics->capacity,
		   LEAST_NUMBERED_TEXT);
	for (size_t i = 0; i < diagnostics->nr; i++) {
		struct diagnostic *item = &diagnostics->items[i];

		item->severity = code_number(codec, item->severity);
		if (item->severity > SEVERITY_SYSTEM) {
			codec->failed = true;
			item->severity = SEVERITY_NOTE;
		}
		code_text(codec, &item->text);
		if (item->severity > diagnostics->worst)
			diagnostics->worst = item->severity;
	}
}

/* How many diagnostics came before something. */
static void code_place(struct codec *codec, const struct facts *facts, size_t *place)
{
	code_size(codec, place);
	if (*place > facts->diagnostics.nr) {
		codec->failed = true;
		*place = 0;
	}
}

static void code_exports(struct codec *codec, struct facts *facts)
{
	CODE_ARRAY(codec, facts->exports, facts->nr_exports, facts->exports_capacity, LEAST_EXPORT);
	for (size_t i = 0; i < facts->nr_exports; i++) {
		code_text(codec, &facts->exports[i].name);
		code_text(codec, &facts->exports[i].namespace);
		code_bool(codec, &facts->exports[i].gpl_only);
		code_bool(codec, &facts->exports[i].is_function);
		code_place(codec, facts, &facts->exports[i].nr_diagnostics);
	}
	CODE_ARRAY(codec, facts->namespaces, facts->nr_namespaces, facts->namespaces_capacity,
		   LEAST_TEXT);
	for (size_t i = 0; i < facts->nr_namespaces; i++) {
		code_text(codec, &facts->namespaces[i].name);
		code_text(codec, &facts->namespaces[i].namespace);
	}
	code_place(codec, facts, &facts->nr_diagnostics_before_namespaces);
	CODE_ARRAY(codec, facts->crcs, facts->nr_crcs, facts->crcs_capacity, LEAST_NUMBERED_TEXT);
	for (size_t i = 0; i < facts->nr_crcs; i++) {
		code_text(codec, &facts->crcs[i].name);
		facts->crcs[i].crc = code_number(codec, facts->crcs[i].crc);
	}
}

static void code_imports(struct codec *codec, struct facts *facts)
{
	CODE_ARRAY(codec, facts->imports, facts->nr_imports, facts->imports_capacity,
		   LEAST_NUMBERED_TEXT);
	for (size_t i = 0; i < facts->nr_imports; i++) {
		code_text(codec, &facts->imports[i].name);
		facts->imports[i].hash = code_number(codec, facts->imports[i].hash);
		code_bool(codec, &facts->imports[i].is_weak);
	}
}

static void code_lists(struct codec *codec, struct facts *facts)
{
	CODE_ARRAY(codec, facts->imported_namespaces, facts->nr_imported_namespaces,
		   facts->imported_namespaces_capacity, LEAST_TEXT);
	for (size_t i = 0; i < facts->nr_imported_namespaces; i++)
		code_text(codec, &facts->imported_namespaces[i]);
	CODE_ARRAY(codec, facts->aliases, facts->nr_aliases, facts->aliases_capacity,
		   LEAST_NUMBERED_TEXT);
	for (size_t i = 0; i < facts->nr_aliases; i++) {
		code_text(codec, &facts->aliases[i].text);
		code_string(codec, &facts->aliases[i].owner);
	}
	CODE_ARRAY(codec, facts->no_trim, facts->nr_no_trim, facts->no_trim_capacity, LEAST_TEXT);
	for (size_t i = 0; i < facts->nr_no_trim; i++)
		code_text(codec, &facts->no_trim[i]);
}

/* Only vmlinux has aliases for others, and all of its aliases are. */
static void check_owners(struct codec *codec, const struct facts *facts)
{
	for (size_t i = 0; i < facts->nr_aliases; i++) {
		if (facts->is_vmlinux && !facts->aliases[i].owner)
			codec->failed = true;
	}
}

static void code_facts(struct codec *codec, struct facts *facts)
{
	code_inputs(codec, facts);
	facts->result = code_number(codec, facts->result);
	if (facts->result > FACTS_FAILED)
		codec->failed = true;
	code_string(codec, &facts->name);
	if (facts->result == FACTS_COMPLETE && !facts->name)
		codec->failed = true;
	code_bool(codec, &facts->is_vmlinux);
	code_bool(codec, &facts->is_64bit);
	code_bool(codec, &facts->has_init);
	code_bool(codec, &facts->has_exit);
	code_bool(codec, &facts->is_gpl_compatible);
	code_string(codec, &facts->srcversion);
	code_size(codec, &facts->nr_mismatches);
	code_diagnostics(codec, &facts->diagnostics);
	code_exports(codec, facts);
	code_imports(codec, facts);
	code_lists(codec, facts);
}

bool facts_encode(const struct facts *facts, struct strbuf *out)
{
	struct codec codec = { .out = out };
	struct facts copy = *facts;

	/* Encoding writes back the values it finds. */
	code_facts(&codec, &copy);
	return !codec.failed;
}

bool facts_decode(struct facts *facts, const char *bytes, size_t len, struct pool *pool)
{
	struct codec codec = { .next = bytes, .end = bytes + len, .pool = pool };

	facts_init(facts);
	facts->is_borrowed = true;
	code_facts(&codec, facts);
	check_owners(&codec, facts);
	return !codec.failed && codec.next == codec.end;
}
