// SPDX-License-Identifier: GPL-2.0-only
#include "object_text.h"

#include "test.h"

#include <fcntl.h>
#include <gelf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_SECTIONS	32
#define MAX_SYMBOLS	128
#define MAX_RELOCATIONS 64

struct bytes {
	char *data;
	size_t len;
};

struct relocation {
	size_t section, symbol;
	uint64_t offset;
	unsigned int type;
	long addend;
};

struct object {
	int class;
	int encoding;
	int machine;
	int has_addend;

	struct {
		char name[64];
		unsigned int type;
		uint64_t flags;
		struct bytes bytes;
	} sections[MAX_SECTIONS];
	size_t nr_sections; /* the null section included */

	struct {
		char name[160];
		GElf_Sym contents;
		int is_unnamed;
	} symbols[MAX_SYMBOLS];
	size_t nr_symbols;

	struct relocation relocations[MAX_RELOCATIONS];
	size_t nr_relocations;
};

static size_t add_bytes(struct bytes *bytes, const void *data, size_t len)
{
	size_t at = bytes->len;

	bytes->data = realloc(bytes->data, at + len + 1);
	assert_non_null(bytes->data);
	if (data)
		memcpy(bytes->data + at, data, len);
	else
		memset(bytes->data + at, 0, len);
	bytes->len += len;
	return at;
}

static size_t add_string(struct bytes *bytes, const char *string)
{
	return add_bytes(bytes, string, strlen(string) + 1);
}

static size_t section_named(struct object *object, const char *name)
{
	unsigned int flags = SHF_ALLOC;
	size_t i;

	for (i = 1; i < object->nr_sections; i++) {
		if (!strcmp(object->sections[i].name, name))
			return i;
	}
	assert_true(i < MAX_SECTIONS);
	if (strstr(name, "text"))
		flags |= SHF_EXECINSTR;
	snprintf(object->sections[i].name, sizeof(object->sections[i].name), "%s", name);
	object->sections[i].type = SHT_PROGBITS;
	object->sections[i].flags = flags;
	return object->nr_sections++;
}

static size_t add_symbol(struct object *object, const char *name, int binding, int type,
			 size_t section, uint64_t value)
{
	size_t i = object->nr_symbols++;

	assert_true(i < MAX_SYMBOLS);
	snprintf(object->symbols[i].name, sizeof(object->symbols[i].name), "%s", name);
	object->symbols[i].contents.st_info = GELF_ST_INFO(binding, type);
	object->symbols[i].contents.st_shndx = section;
	object->symbols[i].contents.st_value = value;
	return i;
}

static size_t symbol_named(struct object *object, const char *name)
{
	for (size_t i = 1; i < object->nr_symbols; i++) {
		if (!strcmp(object->symbols[i].name, name))
			return i;
	}
	return add_symbol(object, name, STB_GLOBAL, STT_NOTYPE, SHN_UNDEF, 0);
}

static void add_relocation(struct object *object, size_t section, uint64_t offset, size_t symbol,
			   unsigned int type, long addend)
{
	struct relocation *relocation = &object->relocations[object->nr_relocations++];

	assert_true(object->nr_relocations <= MAX_RELOCATIONS);
	relocation->section = section;
	relocation->offset = offset;
	relocation->symbol = symbol;
	relocation->type = type;
	relocation->addend = addend;
}

static void define(struct object *object, const char *name, const char *section, int binding,
		   int type)
{
	size_t i = section_named(object, section);

	add_symbol(object, name, binding, type, i, add_bytes(&object->sections[i].bytes, NULL, 8));
}

static void define_table(struct object *object, const char *name, const char *hex)
{
	size_t section = section_named(object, ".data");
	struct bytes *bytes = &object->sections[section].bytes;
	size_t start = bytes->len;
	unsigned int value;
	size_t symbol;

	for (; sscanf(hex, " %2x", &value) == 1; hex = strpbrk(hex, "0123456789abcdef") + 2) {
		unsigned char byte = value;

		add_bytes(bytes, &byte, 1);
	}
	symbol = add_symbol(object, name, STB_LOCAL, STT_OBJECT, section, start);
	object->symbols[symbol].contents.st_size = bytes->len - start;
}

static const char *or_empty(const char *word)
{
	return strcmp(word, "-") ? word : "";
}

static void add_export(struct object *object, const char *name, const char *license,
		       const char *namespace, const char *label)
{
	size_t address = object->class == ELFCLASS64 ? 8 : 4;
	size_t section = section_named(object, ".export_symbol");
	struct bytes *bytes = &object->sections[section].bytes;
	char symbol[160];

	snprintf(symbol, sizeof(symbol), "__export_symbol_%s", *label ? label : name);
	if (strcmp(label, "*"))
		add_symbol(object, symbol, STB_LOCAL, STT_NOTYPE, section, bytes->len);
	add_string(bytes, or_empty(license));
	add_string(bytes, or_empty(namespace));
	add_bytes(bytes, NULL, -bytes->len % address);
	add_relocation(object, section, add_bytes(bytes, NULL, address), symbol_named(object, name),
		       1, 0);
}

static void run_statement(struct object *object, char *statement)
{
	char word[5][128] = { "", "", "", "", "" };
	char verb[16];
	size_t section;
	int used;

	if (sscanf(statement, " %15s%n", verb, &used) != 1)
		return;
	sscanf(statement + used, " %127s %127s %127s %127s %127s", word[0], word[1], word[2],
	       word[3], word[4]);

	if (!strcmp(verb, "class")) {
		object->class = atoi(word[0]) == 32 ? ELFCLASS32 : ELFCLASS64;
	} else if (!strcmp(verb, "big")) {
		object->encoding = ELFDATA2MSB;
	} else if (!strcmp(verb, "little")) {
		object->encoding = ELFDATA2LSB;
	} else if (!strcmp(verb, "machine")) {
		object->machine = atoi(word[0]);
	} else if (!strcmp(verb, "rel")) {
		object->has_addend = 0;
	} else if (!strcmp(verb, "info")) {
		section = section_named(object, ".modinfo");
		add_string(&object->sections[section].bytes, statement + used + 1);
	} else if (!strcmp(verb, "notrim")) {
		section = section_named(object, ".no_trim_symbol");
		add_string(&object->sections[section].bytes, word[0]);
	} else if (!strcmp(verb, "func")) {
		define(object, word[0], *word[1] ? word[1] : ".text", STB_GLOBAL, STT_FUNC);
	} else if (!strcmp(verb, "data")) {
		define(object, word[0], *word[1] ? word[1] : ".data", STB_GLOBAL, STT_OBJECT);
	} else if (!strcmp(verb, "local")) {
		define(object, word[0], *word[1] ? word[1] : ".data", STB_LOCAL, STT_OBJECT);
	} else if (!strcmp(verb, "alias")) {
		GElf_Sym other = object->symbols[symbol_named(object, word[1])].contents;

		add_symbol(object, word[0], STB_GLOBAL, GELF_ST_TYPE(other.st_info), other.st_shndx,
			   other.st_value);
	} else if (!strcmp(verb, "place")) {
		section = section_named(object, word[1]);
		section = add_symbol(object, word[0], STB_LOCAL, STT_SECTION, section, 0);
		object->symbols[section].is_unnamed = 1;
	} else if (!strcmp(verb, "table")) {
		define_table(object, word[0], statement + used + 1 + strlen(word[0]));
	} else if (!strcmp(verb, "absolute")) {
		add_symbol(object, word[0], STB_GLOBAL, STT_NOTYPE, SHN_ABS, 5);
	} else if (!strcmp(verb, "common")) {
		add_symbol(object, word[0], STB_GLOBAL, STT_OBJECT, SHN_COMMON, 8);
	} else if (!strcmp(verb, "use")) {
		symbol_named(object, word[0]);
	} else if (!strcmp(verb, "weak")) {
		add_symbol(object, word[0], STB_WEAK, STT_NOTYPE, SHN_UNDEF, 0);
	} else if (!strcmp(verb, "export")) {
		add_export(object, word[0], word[1], word[2], word[3]);
	} else if (!strcmp(verb, "reloc")) {
		add_relocation(object, section_named(object, word[0]), atol(word[1]),
			       symbol_named(object, word[2]), atoi(word[3]), atol(word[4]));
	} else if (!strcmp(verb, "section")) {
		section = section_named(object, word[0]);
		object->sections[section].type = atoi(word[1]);
		object->sections[section].flags = atoi(word[2]);
	} else if (!strcmp(verb, "type")) {
		object->sections[section_named(object, word[0])].type = atoi(word[1]);
	} else {
		fail_msg("unknown statement '%s'", verb);
	}
}

static Elf_Scn *new_section(Elf *elf, GElf_Shdr *header, const void *data, size_t size,
			    Elf_Type type, size_t align)
{
	Elf_Scn *scn = elf_newscn(elf);
	Elf_Data *to;
	GElf_Shdr filled;

	assert_non_null(scn);
	to = elf_newdata(scn);
	assert_non_null(to);
	to->d_buf = (void *)data;
	to->d_size = size;
	to->d_type = type;
	to->d_align = align;
	to->d_version = EV_CURRENT;

	assert_non_null(gelf_getshdr(scn, &filled));
	filled.sh_name = header->sh_name;
	filled.sh_type = header->sh_type;
	filled.sh_flags = header->sh_flags;
	filled.sh_link = header->sh_link;
	filled.sh_info = header->sh_info;
	filled.sh_addralign = align;
	assert_true(gelf_update_shdr(scn, &filled));
	return scn;
}

/* All symbols as an array in the form of the class, which the caller frees. */
static void *symbol_table(const struct object *object, struct bytes *names, size_t *size)
{
	size_t entry = object->class == ELFCLASS64 ? sizeof(Elf64_Sym) : sizeof(Elf32_Sym);
	Elf64_Sym *wide = calloc(object->nr_symbols, sizeof(*wide));
	Elf32_Sym *narrow = calloc(object->nr_symbols, sizeof(*narrow));

	add_string(names, "");
	for (size_t i = 0; i < object->nr_symbols; i++) {
		GElf_Sym sym = object->symbols[i].contents;

		sym.st_name = 0;
		if (i && !object->symbols[i].is_unnamed)
			sym.st_name = add_string(names, object->symbols[i].name);
		wide[i] = sym;
		narrow[i].st_name = sym.st_name;
		narrow[i].st_info = sym.st_info;
		narrow[i].st_shndx = sym.st_shndx;
		narrow[i].st_value = sym.st_value;
		narrow[i].st_size = sym.st_size;
	}
	*size = object->nr_symbols * entry;
	if (object->class == ELFCLASS64) {
		free(narrow);
		return wide;
	}
	free(wide);
	return narrow;
}

/* The relocations of one section; NULL if it has none. */
static void *relocation_table(const struct object *object, size_t section, size_t *size)
{
	struct bytes bytes = { 0 };

	for (size_t i = 0; i < object->nr_relocations; i++) {
		const struct relocation *r = &object->relocations[i];
		Elf64_Rela wide = { r->offset, ELF64_R_INFO(r->symbol, r->type), r->addend };
		Elf32_Rela narrow = { r->offset, ELF32_R_INFO(r->symbol, r->type), r->addend };

		if (r->section != section)
			continue;
		if (object->class == ELFCLASS64)
			add_bytes(&bytes, &wide,
				  object->has_addend ? sizeof(wide) : sizeof(Elf64_Rel));
		else
			add_bytes(&bytes, &narrow,
				  object->has_addend ? sizeof(narrow) : sizeof(Elf32_Rel));
	}
	*size = bytes.len;
	return bytes.data;
}

static void emit(const struct object *object, int fd)
{
	void *tables[MAX_SECTIONS] = { 0 };
	struct bytes names = { 0 }, symbol_names = { 0 };
	size_t symtab = object->nr_sections, size, nr = object->nr_sections;
	Elf *elf = elf_begin(fd, ELF_C_WRITE, NULL);
	GElf_Shdr header;
	GElf_Ehdr ehdr;

	assert_non_null(elf);
	assert_non_null(gelf_newehdr(elf, object->class));
	assert_non_null(gelf_getehdr(elf, &ehdr));
	ehdr.e_ident[EI_DATA] = object->encoding;
	ehdr.e_type = ET_REL;
	ehdr.e_machine = object->machine;
	ehdr.e_version = EV_CURRENT;
	add_string(&names, "");

	for (size_t i = 1; i < object->nr_sections; i++) {
		header = (GElf_Shdr){ .sh_name = add_string(&names, object->sections[i].name),
				      .sh_type = object->sections[i].type,
				      .sh_flags = object->sections[i].flags };
		new_section(elf, &header, object->sections[i].bytes.data,
			    object->sections[i].bytes.len, ELF_T_BYTE, 8);
	}

	tables[0] = symbol_table(object, &symbol_names, &size);
	header = (GElf_Shdr){ .sh_name = add_string(&names, ".symtab"),
			      .sh_type = SHT_SYMTAB,
			      .sh_link = symtab + 1 };
	new_section(elf, &header, tables[0], size, ELF_T_SYM, 8);
	header = (GElf_Shdr){ .sh_name = add_string(&names, ".strtab"), .sh_type = SHT_STRTAB };
	new_section(elf, &header, symbol_names.data, symbol_names.len, ELF_T_BYTE, 1);
	nr += 2;

	for (size_t i = 1; i < object->nr_sections; i++) {
		char name[80];

		tables[i] = relocation_table(object, i, &size);
		if (!tables[i])
			continue;
		snprintf(name, sizeof(name), "%s%s", object->has_addend ? ".rela" : ".rel",
			 object->sections[i].name);
		header = (GElf_Shdr){ .sh_name = add_string(&names, name),
				      .sh_type = object->has_addend ? SHT_RELA : SHT_REL,
				      .sh_link = symtab,
				      .sh_info = i };
		new_section(elf, &header, tables[i], size,
			    object->has_addend ? ELF_T_RELA : ELF_T_REL, 8);
		nr++;
	}

	header = (GElf_Shdr){ .sh_name = add_string(&names, ".shstrtab"), .sh_type = SHT_STRTAB };
	new_section(elf, &header, names.data, names.len, ELF_T_BYTE, 1);
	ehdr.e_shstrndx = nr;
	assert_true(gelf_update_ehdr(elf, &ehdr));
	assert_true(elf_update(elf, ELF_C_WRITE) > 0);
	elf_end(elf);

	for (size_t i = 0; i < MAX_SECTIONS; i++)
		free(tables[i]);
	free(names.data);
	free(symbol_names.data);
}

void write_object(const char *path, const char *text)
{
	struct object *object = calloc(1, sizeof(*object));
	char *copy = strdup(text), *statement = copy, *end;
	int fd;

	object->class = ELFCLASS64;
	object->encoding = ELFDATA2LSB;
	object->machine = EM_X86_64;
	object->has_addend = 1;
	object->nr_sections = 1;
	object->nr_symbols = 1;
	while ((end = strchr(statement, ';')) != NULL) {
		*end = '\0';
		run_statement(object, statement);
		statement = end + 1;
	}
	free(copy);

	elf_version(EV_CURRENT);
	write_file(path, "");
	fd = open(path, O_RDWR | O_TRUNC);
	assert_true(fd >= 0);
	emit(object, fd);
	close(fd);

	for (size_t i = 0; i < object->nr_sections; i++)
		free(object->sections[i].bytes.data);
	free(object);
}

void patch_file(const char *path, long offset, const void *bytes, unsigned int len)
{
	FILE *file = fopen(path, "r+");

	assert_non_null(file);
	assert_int_equal(fseek(file, offset, SEEK_SET), 0);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}
