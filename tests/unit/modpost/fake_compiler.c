// SPDX-License-Identifier: GPL-2.0-only
#include "fake_compiler.h"

#include "test.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/text.h"
#include "mod_object/sample_lengths.h"

enum { FIRST_COUNT = 17, MOST = 400 };

struct fake_symbol {
	struct object_symbol symbol;
	bool is_global;
	uint32_t number;
};

struct compiler {
	struct mod_object *object;
	const struct mod_contents *contents;
	unsigned int habits;
	struct arena *arena;
	struct fake_symbol symbols[MOST];
	size_t nr_symbols;
	unsigned int nr_marks;
	uint32_t strings, debug;
	struct strbuf strings_bytes;
};

static bool has(const struct compiler *compiler, enum fake_habit habit)
{
	return compiler->habits & habit;
}

static uint32_t add_section(struct compiler *compiler, const char *name, uint32_t type,
			    uint64_t flags, uint64_t align)
{
	struct mod_object *object = compiler->object;

	assert_true(object->nr_sections < MOST);
	object->sections[object->nr_sections] =
		(struct object_section){ .name = name,
					 .type = type,
					 .flags = flags,
					 .align = align,
					 .bytes = type == SHT_PROGBITS ? "" : NULL };
	return object->nr_sections++;
}

static size_t add_symbol(struct compiler *compiler, const char *name, uint32_t section,
			 uint64_t value, uint64_t size, unsigned char type, bool is_global)
{
	assert_true(compiler->nr_symbols < MOST);
	compiler->symbols[compiler->nr_symbols] = (struct fake_symbol){
		.symbol = { .name = name,
			    .section = section,
			    .value = value,
			    .size = size,
			    .info = ELF64_ST_INFO(is_global ? STB_GLOBAL : STB_LOCAL, type) },
		.is_global = is_global,
	};
	return compiler->nr_symbols++;
}

static void set_bytes(struct compiler *compiler, uint32_t section, const void *bytes, size_t size)
{
	struct object_section *out = &compiler->object->sections[section];

	out->bytes = arena_strndup(compiler->arena, bytes ? bytes : "", size);
	out->size = size;
}

static void put_number(struct compiler *compiler, struct strbuf *out, uint32_t number, size_t size)
{
	char bytes[8] = { 0 };

	for (size_t i = 0; i < 4; i++)
		bytes[has(compiler, FAKE_SMALL) ? size - 1 - i : i] = (char)(number >> 8 * i);
	strbuf_add_bytes(out, bytes, size);
}

static void add_mark(struct compiler *compiler, uint32_t section)
{
	if (has(compiler, FAKE_MARKS))
		add_symbol(compiler, arena_printf(compiler->arena, "$d.%u", compiler->nr_marks++),
			   section, 0, 0, STT_NOTYPE, false);
}

/* Relocations against symbols by their place in the list of the compiler; numbers come in the end. */
static struct object_section *add_relocations(struct compiler *compiler, uint32_t section)
{
	const struct object_section *target = &compiler->object->sections[section];
	bool is_small = has(compiler, FAKE_SMALL);
	char *name =
		arena_printf(compiler->arena, "%s%s", is_small ? ".rel" : ".rela", target->name);
	uint32_t number = add_section(compiler, name, is_small ? SHT_REL : SHT_RELA, SHF_INFO_LINK,
				      is_small ? 4 : 8);

	struct object_section *out = &compiler->object->sections[number];

	out->entsize = is_small ? 8 : 24;
	out->info = section;
	out->relocations = arena_zeroed(compiler->arena, 4, sizeof(*out->relocations));
	return out;
}

static void relocate(struct object_section *relocations, uint64_t offset, uint32_t symbol,
		     int64_t addend)
{
	relocations->relocations[relocations->nr_relocations++] = (struct object_relocation){
		.offset = offset, .type = 2, .symbol = symbol, .addend = addend
	};
}

/* A name in __ksymtab_strings */
static void relocate_name(struct compiler *compiler, struct object_section *relocations,
			  uint64_t offset, size_t symbol, size_t section_symbol)
{
	if (has(compiler, FAKE_SMALL))
		relocate(relocations, offset, section_symbol,
			 compiler->symbols[symbol].symbol.value);
	else
		relocate(relocations, offset, symbol, 0);
}

static unsigned int weight(const char *text)
{
	unsigned int sum = 0;

	while (*text)
		sum = sum * 31 + (unsigned char)*text++;
	return sum;
}

static void compile_export(struct compiler *compiler, const struct exported_symbol *export,
			   size_t section_symbol)
{
	struct strbuf *strings = &compiler->strings_bytes;
	struct object_section *relocations;
	size_t value, name, namespace;
	uint32_t section;

	name = add_symbol(compiler, arena_printf(compiler->arena, "__kstrtab_%s", export->name),
			  compiler->strings, strings->len, 0, STT_NOTYPE, false);
	if (!strings->len)
		add_mark(compiler, compiler->strings);
	strbuf_add_bytes(strings, export->name, strlen(export->name) + 1);
	namespace =
		add_symbol(compiler, arena_printf(compiler->arena, "__kstrtabns_%s", export->name),
			   compiler->strings, strings->len, 0, STT_NOTYPE, false);
	strbuf_add_bytes(strings, export->namespace, strlen(export->namespace) + 1);

	section =
		add_section(compiler, arena_printf(compiler->arena, "___ksymtab+%s", export->name),
			    SHT_PROGBITS, SHF_ALLOC, 4);
	set_bytes(compiler, section, "\0\0\0\0\0\0\0\0\0\0\0\0", 12);
	add_symbol(compiler, arena_printf(compiler->arena, "__ksymtab_%s", export->name), section,
		   0, 0, STT_NOTYPE, false);
	add_mark(compiler, section);
	value = add_symbol(compiler, export->name, SHN_UNDEF, 0, 0, STT_NOTYPE, true);
	relocations = add_relocations(compiler, section);
	relocate(relocations, 0, value, 0);
	relocate_name(compiler, relocations, 4, name, section_symbol);
	relocate_name(compiler, relocations, 8, namespace, section_symbol);
	if (has(compiler, FAKE_KINDS))
		relocations->relocations[0].type += weight(export->name) % 2;

	section = add_section(compiler,
			      arena_printf(compiler->arena, "___kflagstab+%s", export->name),
			      SHT_PROGBITS, SHF_ALLOC, 1);
	set_bytes(compiler, section, export->gpl_only ? "\1" : "\0", 1);
	add_symbol(compiler, arena_printf(compiler->arena, "__flags_%s", export->name), section, 0,
		   0, STT_NOTYPE, false);
}

static void compile_crc(struct compiler *compiler, const struct exported_symbol *export)
{
	uint32_t section =
		add_section(compiler, arena_printf(compiler->arena, "___kcrctab+%s", export->name),
			    SHT_PROGBITS, SHF_ALLOC, 4);
	struct strbuf bytes = { 0 };

	put_number(compiler, &bytes, export->crc, 4);
	set_bytes(compiler, section, bytes.text, bytes.len);
	strbuf_free(&bytes);
	add_symbol(compiler, arena_printf(compiler->arena, "__crc_%s", export->name), section, 0, 0,
		   STT_NOTYPE, false);
}

static int by_weight(const void *a, const void *b)
{
	const struct exported_symbol *const *first = a, *const *second = b;

	return weight((*first)->name) < weight((*second)->name) ? -1 : 1;
}

static void compile_exports(struct compiler *compiler)
{
	size_t nr = compiler->contents->nr_exports, section_symbol = 0;
	const struct exported_symbol **exports =
		arena_zeroed(compiler->arena, nr + 1, sizeof(struct exported_symbol *));

	if (!nr)
		return;
	memcpy(exports, compiler->contents->exports, nr * sizeof(*exports));
	if (has(compiler, FAKE_UNSORTED))
		qsort(exports, nr, sizeof(*exports), by_weight);
	compiler->strings = add_section(compiler, "__ksymtab_strings", SHT_PROGBITS, SHF_ALLOC, 1);
	if (has(compiler, FAKE_SMALL))
		section_symbol =
			add_symbol(compiler, "", compiler->strings, 0, 0, STT_SECTION, false);
	for (size_t i = 0; i < nr; i++)
		compile_export(compiler, exports[i], section_symbol);
	for (size_t i = 0; i < nr; i++)
		compile_crc(compiler, exports[i]);
	set_bytes(compiler, compiler->strings, compiler->strings_bytes.text,
		  compiler->strings_bytes.len);
	strbuf_free(&compiler->strings_bytes);
}

/* Statements and variables, in the order of the source */

struct variable {
	const char *info; /* NULL: the other kind */
	void (*compile)(struct compiler *compiler);
};

static const char *module_name(struct compiler *compiler)
{
	char *name = arena_strdup(compiler->arena, path_base(compiler->contents->name));

	for (char *c = name; *c; c++)
		*c = *c == '-' ? '_' : *c;
	return name;
}

static void compile_this_module(struct compiler *compiler)
{
	const struct mod_contents *contents = compiler->contents;
	size_t word = has(compiler, FAKE_SMALL) ? 4 : 8, size = 64 + 4 * word;
	uint32_t section = add_section(compiler, ".gnu.linkonce.this_module", SHT_PROGBITS,
				       SHF_ALLOC | SHF_WRITE, 32);
	char *bytes = arena_zeroed(compiler->arena, size, 1);
	struct object_section *relocations;

	bytes[1] = 2;
	strcpy(bytes + word, module_name(compiler));
	set_bytes(compiler, section, bytes, size);
	add_symbol(compiler, "__this_module", section, 0, size, STT_OBJECT, true);
	add_mark(compiler, section);
	if (!contents->has_init && !contents->has_exit)
		return;
	relocations = add_relocations(compiler, section);
	if (contents->has_init)
		relocate(relocations, 64 + word,
			 add_symbol(compiler, "init_module", 0, 0, 0, STT_NOTYPE, true), 0);
	if (contents->has_exit)
		relocate(relocations, 64 + 2 * word,
			 add_symbol(compiler, "cleanup_module", 0, 0, 0, STT_NOTYPE, true), 0);
}

static void compile_variable(struct compiler *compiler, const char *section_name, const char *name,
			     uint64_t align, const struct strbuf *bytes)
{
	uint32_t section = add_section(compiler, section_name, SHT_PROGBITS, SHF_ALLOC, align);
	size_t size = bytes->len, padded = (size + align - 1) / align * align;
	char *copy = arena_zeroed(compiler->arena, padded + 1, 1);

	if (size)
		memcpy(copy, bytes->text, size);
	set_bytes(compiler, section, copy, has(compiler, FAKE_PADDING) ? padded : size);
	add_symbol(compiler, name, section, 0, size, STT_OBJECT, false);
	if (size)
		add_mark(compiler, section);
}

static void compile_versions(struct compiler *compiler)
{
	const struct mod_contents *contents = compiler->contents;
	size_t word = has(compiler, FAKE_SMALL) ? 4 : 8;
	struct strbuf bytes = { 0 };

	for (size_t i = 0; i < contents->nr_versions; i++) {
		char name[64] = { 0 };

		put_number(compiler, &bytes, contents->versions[i].crc, word);
		strcpy(name, contents->versions[i].name);
		strbuf_add_bytes(&bytes, name, 64 - word);
	}
	compile_variable(compiler, "__versions", "____versions", bytes.len ? 32 : 8, &bytes);
	strbuf_free(&bytes);
}

static uint64_t alignment_of(const struct compiler *compiler, size_t size, uint64_t least)
{
	uint64_t align = least;

	if (!has(compiler, FAKE_STEPS))
		return size >= (has(compiler, FAKE_ODD_STEP) ? 40 : 32) ? 32 : least;
	while (align < 32 && 2 * align <= size)
		align *= 2;
	return align;
}

static uint64_t extended_alignment(const struct compiler *compiler, const char *section,
				   size_t size)
{
	return alignment_of(compiler, size, strstr(section, "crcs") ? 4 : 2);
}

static void compile_extended_crcs(struct compiler *compiler)
{
	const struct mod_contents *contents = compiler->contents;
	struct strbuf bytes = { 0 };

	for (size_t i = 0; i < contents->nr_extended; i++)
		put_number(compiler, &bytes, contents->extended[i].crc, 4);
	compile_variable(compiler, "__version_ext_crcs", "____version_ext_crcs",
			 extended_alignment(compiler, "__version_ext_crcs", bytes.len), &bytes);
	strbuf_free(&bytes);
}

static void compile_extended_names(struct compiler *compiler)
{
	const struct mod_contents *contents = compiler->contents;
	struct strbuf bytes = { 0 };

	for (size_t i = 0; i < contents->nr_extended; i++)
		strbuf_add_bytes(&bytes, contents->extended[i].name,
				 strlen(contents->extended[i].name) + 1);
	strbuf_add_bytes(&bytes, "", 1);
	compile_variable(compiler, "__version_ext_names", "____version_ext_names",
			 extended_alignment(compiler, "__version_ext_names", bytes.len), &bytes);
	strbuf_free(&bytes);
}

static size_t list_variables(struct compiler *compiler, struct variable *variables)
{
	const struct mod_contents *contents = compiler->contents;
	struct arena *arena = compiler->arena;
	size_t nr = 0;

	variables[nr++].info = arena_printf(arena, "name=%s", module_name(compiler));
	variables[nr++].compile = compile_this_module;
	for (enum info_tag tag = INFO_INTREE; tag <= INFO_TEST; tag++) {
		if (contents->says[tag])
			variables[nr++].info = arena_printf(arena, "%s=Y", info_tag_name(tag));
	}
	variables[nr++].compile = compile_versions;
	if (contents->nr_extended) {
		variables[nr++].compile = compile_extended_crcs;
		variables[nr++].compile = compile_extended_names;
	}
	variables[nr++].info = arena_printf(arena, "depends=%s", contents->depends);
	for (size_t i = 0; i < contents->nr_aliases; i++)
		variables[nr++].info = arena_printf(arena, "alias=%s", contents->aliases[i].text);
	if (contents->srcversion)
		variables[nr++].info = arena_printf(arena, "srcversion=%s", contents->srcversion);
	return nr;
}

static void compile_variables(struct compiler *compiler)
{
	uint32_t section = add_section(compiler, ".modinfo", SHT_PROGBITS, SHF_ALLOC, 1);
	struct variable variables[64] = { 0 };
	size_t nr = list_variables(compiler, variables), count = FIRST_COUNT;
	struct strbuf bytes = { 0 };
	char *names[64] = { 0 };

	for (size_t i = 0; i < nr; i++) {
		if (variables[i].info)
			names[i] = arena_printf(compiler->arena, "__UNIQUE_ID_info%zu", count++);
	}
	for (size_t i = 0; i < nr; i++) {
		size_t at = has(compiler, FAKE_BACKWARDS) ? nr - 1 - i : i;
		const char *info = variables[at].info;

		if (!info) {
			variables[at].compile(compiler);
			continue;
		}
		add_symbol(compiler, names[at], section, bytes.len, strlen(info) + 1, STT_OBJECT,
			   false);
		strbuf_add_bytes(&bytes, info, strlen(info) + 1);
	}
	set_bytes(compiler, section, bytes.text, bytes.len);
	strbuf_free(&bytes);
}

static void compile_debug(struct compiler *compiler)
{
	uint32_t section = add_section(compiler, ".debug_info", SHT_PROGBITS, 0, 1);

	set_bytes(compiler, section, "\0\0\0\0\0\0\0\0", 8);
	add_mark(compiler, section);
	relocate(add_relocations(compiler, section), 0,
		 add_symbol(compiler, "", 1, 0, 0, STT_SECTION, false), 0);
}

/* What is there besides what the source says */
static void compile_rest(struct compiler *compiler)
{
	static unsigned int time;
	char comment[16] = "compiler";
	uint32_t section;

	if (has(compiler, FAKE_DEBUG))
		compile_debug(compiler);
	if (has(compiler, FAKE_ASM_FLAG) && !compiler->contents->nr_exports)
		strcpy(comment, "compiler alone");
	if (has(compiler, FAKE_TIME))
		snprintf(comment, sizeof(comment), "%u", time++ % 1000);
	if (has(compiler, FAKE_LENGTH))
		snprintf(comment, sizeof(comment), "%zu", compiler->contents->nr_exports % 1000);
	section = add_section(compiler, ".comment", SHT_PROGBITS, 0, 1);
	set_bytes(compiler, section, comment, strlen(comment) + 1);
	add_mark(compiler, section);
}

static void add_tables(struct compiler *compiler)
{
	struct mod_object *object = compiler->object;
	bool is_small = has(compiler, FAKE_SMALL);
	uint32_t symtab, addresses = 0;

	if (has(compiler, FAKE_ADDRESSES))
		addresses = add_section(compiler, ".llvm_addrsig", SHT_LLVM_ADDRSIG, 0, 1);
	symtab = add_section(compiler, ".symtab", SHT_SYMTAB, 0, is_small ? 4 : 8);
	object->sections[symtab].entsize = is_small ? 16 : 24;
	object->sections[symtab].link = add_section(compiler, ".strtab", SHT_STRTAB, 0, 1);
	object->names = add_section(compiler, ".shstrtab", SHT_STRTAB, 0, 1);
	for (size_t i = 1; i < object->nr_sections; i++) {
		if (object_section_has_relocations(&object->sections[i]) || i == addresses)
			object->sections[i].link = symtab;
	}
	if (!addresses)
		return;
	object->sections[addresses].symbols =
		arena_zeroed(compiler->arena, compiler->nr_symbols, sizeof(uint32_t));
	for (size_t i = 0; i < compiler->nr_symbols; i++) {
		if (compiler->symbols[i].is_global)
			object->sections[addresses]
				.symbols[object->sections[addresses].nr_symbols++] = i;
	}
}

static void number_symbols(struct compiler *compiler)
{
	struct mod_object *object = compiler->object;

	for (int global = 0; global < 2; global++) {
		for (size_t i = 0; i < compiler->nr_symbols; i++) {
			struct fake_symbol *symbol = &compiler->symbols[i];

			if (symbol->is_global != global)
				continue;
			symbol->number = object->nr_symbols;
			object->symbols[object->nr_symbols++] = symbol->symbol;
		}
	}
	for (size_t i = 1; i < object->nr_sections; i++) {
		struct object_section *section = &object->sections[i];

		for (size_t k = 0; k < section->nr_relocations; k++) {
			struct object_relocation *relocation = &section->relocations[k];

			relocation->symbol = compiler->symbols[relocation->symbol].number;
		}
		for (size_t k = 0; k < section->nr_symbols; k++)
			section->symbols[k] = compiler->symbols[section->symbols[k]].number;
	}
}

static struct compiler *start(struct mod_object *object, const struct mod_contents *contents,
			      unsigned int habits, struct arena *arena)
{
	struct compiler *compiler = arena_zeroed(arena, 1, sizeof(*compiler));
	bool is_small = habits & FAKE_SMALL;

	*object = (struct mod_object){ .arena = arena,
				       .is_64bit = !is_small,
				       .is_big_endian = is_small,
				       .machine = is_small ? EM_386 : EM_X86_64,
				       .flags = 5,
				       .nr_sections = 1,
				       .nr_symbols = 1 };
	object->sections = arena_zeroed(arena, MOST, sizeof(*object->sections));
	object->symbols = arena_zeroed(arena, MOST, sizeof(*object->symbols));
	object->sections[0].name = object->symbols[0].name = "";
	*compiler = (struct compiler){
		.object = object, .contents = contents, .habits = habits, .arena = arena
	};
	add_section(compiler, ".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, 1);
	return compiler;
}

void fake_compile(struct mod_object *object, const struct mod_contents *contents,
		  unsigned int habits, struct arena *arena)
{
	struct compiler *compiler = start(object, contents, habits, arena);
	const char *source = habits & FAKE_PATH ? contents->name : path_base(contents->name);

	add_symbol(compiler, arena_printf(arena, "%s.mod.c", source), SHN_ABS, 0, 0, STT_FILE,
		   false);
	compile_exports(compiler);
	compile_variables(compiler);
	compile_rest(compiler);
	add_tables(compiler);
	number_symbols(compiler);
}

void fake_compile_lengths(struct mod_object *object, unsigned int habits, struct arena *arena)
{
	struct compiler *compiler = start(object, NULL, habits, arena);
	struct strbuf text = { 0 };
	const char *mark = "section(\"";

	sample_lengths_write(&text);
	for (char *at = strstr(text.text, mark); at; at = strstr(at + 1, mark)) {
		char *name = arena_strndup(arena, at + strlen(mark),
					   strcspn(at + strlen(mark), ")") - 1);
		size_t size = strtoul(strchr(name, '.') + 1, NULL, 10);
		struct strbuf bytes = { 0 };

		for (size_t i = 0; i < size; i++)
			strbuf_add_bytes(&bytes, "", 1);
		compile_variable(compiler, name, name, extended_alignment(compiler, name, size),
				 &bytes);
		strbuf_free(&bytes);
	}
	strbuf_free(&text);
	add_tables(compiler);
	number_symbols(compiler);
}

void fake_compile_file(const char *path, const struct mod_contents *contents, unsigned int habits)
{
	struct arena arena = { 0 };
	struct strbuf bytes = { 0 };
	struct mod_object object;
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fake_compile(&object, contents, habits, &arena);
	assert_true(mod_object_write(&object, &bytes));
	assert_int_equal(fwrite(bytes.text, 1, bytes.len, file), bytes.len);
	assert_int_equal(fclose(file), 0);
	strbuf_free(&bytes);
	arena_free(&arena);
}
