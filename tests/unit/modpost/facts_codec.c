// SPDX-License-Identifier: GPL-2.0-only
/*
 * Numbers are 8 bytes in host order, strings their length and bytes, arrays their number of items first. Both
 * directions are one walk over the record.
 */
#include "facts_codec.h"

#include <string.h>

#define MAGIC  0x6b6f6c696e6b3101ull
#define ABSENT UINT64_MAX /* length of a NULL string */

struct codec {
	struct strbuf *out; /* NULL: decode */
	const char *next, *end;
	struct arena *arena;
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

static uint64_t code_number(struct codec *codec, uint64_t number)
{
	code_bytes(codec, &number, sizeof(number));
	return number;
}

static void code_size(struct codec *codec, size_t *size)
{
	*size = code_number(codec, *size);
}

static void code_bool(struct codec *codec, bool *value)
{
	uint64_t number = code_number(codec, *value);

	if (number > 1)
		codec->failed = true;
	*value = number == 1;
}

static void code_string(struct codec *codec, const char **string)
{
	uint64_t len = code_number(codec, codec->out && *string ? strlen(*string) : ABSENT);

	if (codec->out) {
		if (*string)
			strbuf_add_bytes(codec->out, *string, len);
		return;
	}
	*string = NULL;
	if (len == ABSENT || codec->failed)
		return;
	if (len > (size_t)(codec->end - codec->next) || memchr(codec->next, '\0', len)) {
		codec->failed = true;
		return;
	}
	*string = arena_strndup(codec->arena, codec->next, len);
	codec->next += len;
}

/* A string that must be there. */
static void code_text(struct codec *codec, const char **string)
{
	code_string(codec, string);
	if (!*string)
		codec->failed = true;
}

/* The number of items of an array, and room for them when decoding. */
static void *code_array(struct codec *codec, void *items, size_t *nr, size_t *capacity, size_t size)
{
	code_size(codec, nr);
	if (codec->out)
		return items;
	/* An item takes no fewer than 8 bytes, so garbage cannot ask for much memory. */
	if (codec->failed || *nr > (size_t)(codec->end - codec->next) / sizeof(uint64_t)) {
		codec->failed = true;
		*nr = 0;
		return NULL;
	}
	*capacity = *nr;
	items = xmalloc(*nr * size);
	memset(items, 0, *nr * size);
	return items;
}

#define CODE_ARRAY(codec, array, nr, capacity) \
	((array) = code_array((codec), (array), &(nr), &(capacity), sizeof(*(array))))

static void code_diagnostics(struct codec *codec, struct diagnostics *diagnostics)
{
	CODE_ARRAY(codec, diagnostics->items, diagnostics->nr, diagnostics->capacity);
	for (size_t i = 0; i < diagnostics->nr; i++) {
		struct diagnostic *item = &diagnostics->items[i];

		item->severity = code_number(codec, item->severity);
		if (item->severity > SEVERITY_SYSTEM)
			codec->failed = true;
		code_text(codec, &item->text);
		if (item->severity > diagnostics->worst)
			diagnostics->worst = item->severity;
	}
}

static void code_symbols(struct codec *codec, struct facts *facts)
{
	CODE_ARRAY(codec, facts->exports, facts->nr_exports, facts->exports_capacity);
	for (size_t i = 0; i < facts->nr_exports; i++) {
		code_text(codec, &facts->exports[i].name);
		code_text(codec, &facts->exports[i].namespace);
		code_bool(codec, &facts->exports[i].gpl_only);
		code_bool(codec, &facts->exports[i].is_function);
		code_size(codec, &facts->exports[i].nr_diagnostics);
		if (facts->exports[i].nr_diagnostics > facts->diagnostics.nr)
			codec->failed = true;
	}
	CODE_ARRAY(codec, facts->imports, facts->nr_imports, facts->imports_capacity);
	for (size_t i = 0; i < facts->nr_imports; i++) {
		code_text(codec, &facts->imports[i].name);
		code_bool(codec, &facts->imports[i].is_weak);
	}
	CODE_ARRAY(codec, facts->namespaces, facts->nr_namespaces, facts->namespaces_capacity);
	for (size_t i = 0; i < facts->nr_namespaces; i++) {
		code_text(codec, &facts->namespaces[i].name);
		code_text(codec, &facts->namespaces[i].namespace);
	}
	facts->nr_diagnostics_before_namespaces =
		code_number(codec, facts->nr_diagnostics_before_namespaces);

	CODE_ARRAY(codec, facts->crcs, facts->nr_crcs, facts->crcs_capacity);
	for (size_t i = 0; i < facts->nr_crcs; i++) {
		code_text(codec, &facts->crcs[i].name);
		facts->crcs[i].crc = code_number(codec, facts->crcs[i].crc);
	}
}

static void code_lists(struct codec *codec, struct facts *facts)
{
	CODE_ARRAY(codec, facts->imported_namespaces, facts->nr_imported_namespaces,
		   facts->imported_namespaces_capacity);
	for (size_t i = 0; i < facts->nr_imported_namespaces; i++)
		code_text(codec, &facts->imported_namespaces[i]);
	CODE_ARRAY(codec, facts->aliases, facts->nr_aliases, facts->aliases_capacity);
	for (size_t i = 0; i < facts->nr_aliases; i++) {
		code_text(codec, &facts->aliases[i].text);
		code_string(codec, &facts->aliases[i].owner);
	}
	CODE_ARRAY(codec, facts->no_trim, facts->nr_no_trim, facts->no_trim_capacity);
	for (size_t i = 0; i < facts->nr_no_trim; i++)
		code_text(codec, &facts->no_trim[i]);
}

static void code_facts(struct codec *codec, struct facts *facts)
{
	if (code_number(codec, MAGIC) != MAGIC)
		codec->failed = true;
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
	code_symbols(codec, facts);
	code_lists(codec, facts);
}

void facts_encode(const struct facts *facts, struct strbuf *out)
{
	struct codec codec = { .out = out };
	struct facts copy = *facts;

	/* Encoding writes back the values it finds. */
	code_facts(&codec, &copy);
}

bool facts_decode(struct facts *facts, const char *bytes, size_t len)
{
	struct codec codec = { .next = bytes, .end = bytes + len, .arena = &facts->arena };

	facts_init(facts);
	code_facts(&codec, facts);
	return !codec.failed && codec.next == codec.end;
}
