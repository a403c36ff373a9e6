// SPDX-License-Identifier: GPL-2.0-only
/* Facts are complete in themselves: written to memory and read back, they give the same output. */
#include "test.h"

#include <gelf.h>
#include <stdlib.h>
#include <string.h>

#include "cache/facts_codec.h"
#include "object_text.h"
#include "read.h"
#include "resolve.h"
#include "run.h"
#include "write.h"
#include "write_sources.h"

static const char *const paths[] = { "vmlinux.o", "a.o", "b.o", "text.o" };

static void write_input(void)
{
	write_object("vmlinux.o",
		     "func core;export core GPL NS;func module_layout;export module_layout;");
	write_object("a.o", "info license=GPL;info import_ns=NS;info version=1;info description=d;"
			    "func init_module;func f;export f - N2;data d;export d GPL;"
			    "notrim core;use core;weak w;common c;");
	write_object("b.o", "info license=GPL;func cleanup_module;use f;");
	write_file("text.o", "no object\n");
	write_file(".vmlinux.objs", "core.o\n");
	write_file(".core.o.cmd", "x\n#SYMVER core 0x1\n#SYMVER module_layout 0x2\n");
	write_file("a.mod", "a.o\n\n");
	write_file("b.mod", "b.o\n\n");
	write_file(".a.o.cmd", "x\n#SYMVER f 0x1234\n#SYMVER d 0x89abcdef\nsource_a.o := a.c\n");
	write_file(".b.o.cmd", "x\nsource_b.o := a.c\n");
	write_file("a.c", "int a;\n");
}

static void init_options(struct options *options)
{
	memset(options, 0, sizeof(*options));
	options->features = features_of(NATIVE_RELEASE);
	options->modules_enabled = true;
	options->modversions = true;
	options->basic_versions = true;
	options->all_srcversions = true;
	options->allow_missing_namespaces = true;
	options->trim_unused = true;
	options->dump_out = "Module.symvers";
	options->namespace_deps = "nsdeps";
}

/* What decoded facts lie in */
static struct pool pool;
static struct strbuf coded[8];
static size_t nr_coded;

static void through_memory(struct facts *facts)
{
	struct strbuf *bytes = &coded[nr_coded++];

	assert_true(nr_coded <= ARRAY_SIZE(coded));
	assert_true(facts_encode(facts, bytes));
	facts_free(facts);
	assert_true(facts_decode(facts, bytes->text, bytes->len, &pool));
}

/* One run over the input; all outputs end up in @text. */
static void run_once(bool is_coded, struct strbuf *text)
{
	static const char *const outputs[] = { ".vmlinux.export.c", "a.mod.c", "b.mod.c",
					       "Module.symvers", "nsdeps" };
	struct options options;
	struct run run;

	init_options(&options);
	run_init(&run, &options);
	run.resolve_form = &resolve_form;
	run.facts = xmalloc(ARRAY_SIZE(paths) * sizeof(*run.facts));
	run.nr_facts = ARRAY_SIZE(paths);
	for (size_t i = 0; i < run.nr_facts; i++) {
		read_object(&run.facts[i], paths[i], &options);
		if (is_coded)
			through_memory(&run.facts[i]);
		for (size_t j = 0; j < run.facts[i].diagnostics.nr; j++)
			strbuf_add(text, run.facts[i].diagnostics.items[j].text);
	}
	assert_true(resolve_add_objects(&run));
	resolve_imports(&run);
	assert_true(write_sources(&run) && write_lists(&run) && publish_outputs(&run));
	assert_false(run.reporter.errors);
	run_free(&run);

	for (size_t i = 0; i < ARRAY_SIZE(outputs); i++) {
		char *content = read_file(outputs[i]);

		assert_non_null(content);
		strbuf_add(text, content);
		free(content);
	}
}

static void test_same_output(void **state)
{
	struct strbuf direct = { 0 }, decoded = { 0 };

	(void)state;
	write_input();
	run_once(false, &direct);
	run_once(true, &decoded);
	assert_string_equal(direct.text, decoded.text);
	assert_non_null(strstr(direct.text, "is COMMON symbol"));
	assert_non_null(strstr(direct.text, "0x00001234"));
	assert_non_null(strstr(direct.text, "srcversion"));
	strbuf_free(&direct);
	strbuf_free(&decoded);
}

static void read_input(struct facts *facts)
{
	struct options options;

	write_input();
	init_options(&options);
	read_object(facts, "a.o", &options);
}

static void test_same_bytes_again(void **state)
{
	struct strbuf first = { 0 }, second = { 0 };
	struct facts facts;

	(void)state;
	read_input(&facts);
	/* Neither is part of such an object. */
	*array_push(facts.aliases, facts.nr_aliases, facts.aliases_capacity) =
		(struct fact_alias){ .text = "pci:*", .owner = "m" };
	facts_encode(&facts, &first);
	through_memory(&facts);
	facts_encode(&facts, &second);
	assert_int_equal(first.len, second.len);
	assert_memory_equal(first.text, second.text, first.len);
	facts_free(&facts);
	strbuf_free(&first);
	strbuf_free(&second);
}

/*
 * A value for each field, without names, so that the compiler complains about one that is added. None is what
 * facts_init() sets, so that one which the codec leaves out is missed.
 */
static struct diagnostic diagnostics[] = { { SEVERITY_ERROR, "d" } };
static struct fact_export exports[] = { { "e", "n", true, true, 1 } };
static struct fact_namespace namespaces[] = { { "e", "m" } };
static struct fact_import imports[] = { { "i", 7, true } };
static struct fact_crc crcs[] = { { "c", 0x89abcdef } };
static const char *imported[] = { "N" };
static struct fact_alias aliases[] = { { "pci:*", "o" } };
static const char *no_trim[] = { "t" };
static struct fact_input inputs[] = { { "f", { 1, 2, 3, 4, 5, 6, 7 } } };

static struct facts all_fields = {
	{ NULL, 0 },
	false,
	{ NULL, NULL, diagnostics, 1, 1, SEVERITY_ERROR },
	FACTS_FAILED,
	"name",
	true,
	true,
	true,
	true,
	false,
	"srcversion",
	3,
	exports,
	1,
	1,
	namespaces,
	1,
	1,
	1,
	imports,
	1,
	1,
	crcs,
	1,
	1,
	imported,
	1,
	1,
	aliases,
	1,
	1,
	no_trim,
	1,
	1,
	inputs,
	1,
	1,
};

/* The same text at another place: have the same pointer, too. */
#define ADOPT_TEXT(copy, original)                   \
	do {                                         \
		assert_string_equal(copy, original); \
		(copy) = (original);                 \
	} while (0)

/* The same items, whose texts were adopted, at another place. */
#define ADOPT_ARRAY(copy, original, capacity)                                      \
	do {                                                                       \
		assert_memory_equal((copy)->original, original, sizeof(original)); \
		(copy)->original = original;                                       \
		(copy)->capacity = 1;                                              \
	} while (0)

static void test_every_field(void **state)
{
	struct strbuf bytes = { 0 };
	struct facts decoded, copy;

	(void)state;
	facts_encode(&all_fields, &bytes);
	assert_true(facts_decode(&decoded, bytes.text, bytes.len, &pool));
	assert_true(decoded.is_borrowed);

	/* What is left to differ is what the codec does not know. */
	memcpy(&copy, &decoded, sizeof(copy));
	copy.arena = all_fields.arena;
	copy.is_borrowed = false;
	ADOPT_TEXT(copy.name, all_fields.name);
	ADOPT_TEXT(copy.srcversion, all_fields.srcversion);

	ADOPT_TEXT(copy.diagnostics.items[0].text, diagnostics[0].text);
	assert_memory_equal(copy.diagnostics.items, diagnostics, sizeof(diagnostics));
	copy.diagnostics.arena = NULL;
	copy.diagnostics.items = diagnostics;
	copy.diagnostics.capacity = 1;

	ADOPT_TEXT(copy.exports[0].name, exports[0].name);
	ADOPT_TEXT(copy.exports[0].namespace, exports[0].namespace);
	ADOPT_ARRAY(&copy, exports, exports_capacity);
	ADOPT_TEXT(copy.namespaces[0].name, namespaces[0].name);
	ADOPT_TEXT(copy.namespaces[0].namespace, namespaces[0].namespace);
	ADOPT_ARRAY(&copy, namespaces, namespaces_capacity);
	ADOPT_TEXT(copy.imports[0].name, imports[0].name);
	ADOPT_ARRAY(&copy, imports, imports_capacity);
	ADOPT_TEXT(copy.crcs[0].name, crcs[0].name);
	ADOPT_ARRAY(&copy, crcs, crcs_capacity);
	ADOPT_TEXT(copy.imported_namespaces[0], imported[0]);
	copy.imported_namespaces = imported;
	copy.imported_namespaces_capacity = 1;
	ADOPT_TEXT(copy.aliases[0].text, aliases[0].text);
	ADOPT_TEXT(copy.aliases[0].owner, aliases[0].owner);
	ADOPT_ARRAY(&copy, aliases, aliases_capacity);
	ADOPT_TEXT(copy.no_trim[0], no_trim[0]);
	ADOPT_ARRAY(&copy, no_trim, no_trim_capacity);
	ADOPT_TEXT(copy.inputs[0].path, inputs[0].path);
	ADOPT_ARRAY(&copy, inputs, inputs_capacity);
	assert_memory_equal(&copy, &all_fields, sizeof(copy));
	strbuf_free(&bytes);
	facts_free(&decoded);
}

/* Any prefix is refused, and no changed byte does harm. */
static void test_damaged_bytes(void **state)
{
	struct strbuf bytes = { 0 };
	struct facts facts;

	(void)state;
	read_input(&facts);
	facts_encode(&facts, &bytes);
	facts_free(&facts);

	for (size_t len = 0; len < bytes.len; len++) {
		assert_false(facts_decode(&facts, bytes.text, len, &pool));
		facts_free(&facts);
	}
	for (size_t i = 0; i < bytes.len; i++) {
		bytes.text[i] ^= 0xff;
		if (facts_decode(&facts, bytes.text, bytes.len, &pool))
			assert_non_null(facts.name);
		facts_free(&facts);
		bytes.text[i] ^= 0xff;
	}
	strbuf_free(&bytes);
}

/* The other directions of an alias, and a place behind the last diagnostic, would lead the later phases astray. */
static void test_contradictions(void **state)
{
	struct strbuf bytes = { 0 };
	struct facts facts;

	(void)state;
	exports[0].nr_diagnostics = 2;
	facts_encode(&all_fields, &bytes);
	exports[0].nr_diagnostics = 1;
	assert_false(facts_decode(&facts, bytes.text, bytes.len, &pool));

	strbuf_reset(&bytes);
	aliases[0].owner = NULL;
	facts_encode(&all_fields, &bytes);
	aliases[0].owner = "o";
	assert_false(facts_decode(&facts, bytes.text, bytes.len, &pool));
	strbuf_free(&bytes);
}

static void test_empty_pool(void **state)
{
	struct pool nothing = { 0 };
	struct strbuf bytes = { 0 };
	struct facts facts;

	(void)state;
	facts_encode(&all_fields, &bytes);
	assert_false(facts_decode(&facts, bytes.text, bytes.len, &nothing));
	strbuf_free(&bytes);
}

static int prepare(void **state)
{
	elf_version(EV_CURRENT);
	return enter_directory(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_DIRECTORY(test) cmocka_unit_test_setup_teardown(test, prepare, leave_directory)
		IN_DIRECTORY(test_same_output),	       IN_DIRECTORY(test_same_bytes_again),
		cmocka_unit_test(test_every_field),    IN_DIRECTORY(test_damaged_bytes),
		cmocka_unit_test(test_contradictions), cmocka_unit_test(test_empty_pool),
	};
	int result;

	pool_init(&pool, 1 << 26);
	result = cmocka_run_group_tests(tests, NULL, NULL);
	while (nr_coded)
		strbuf_free(&coded[--nr_coded]);
	pool_free(&pool);
	return result;
}
