// SPDX-License-Identifier: GPL-2.0-only
/*
 * Are two relocatable objects the same, but for debugging information and the layout of the file?
 *
 *   same-mod-object A B
 *
 * Compared is what a linker sees, in order: the ELF header, each section (name, type, flags, alignment, size of
 * entries, link, info, content), each symbol (name, value, size, binding, type, visibility, section) and each
 * relocation (offset, type, symbol, addend). Left out are .debug_* with their relocations and symbols, local
 * symbols without a name of their own that only those refer to, and the bytes of tables of names.
 *
 * Each object becomes a list of lines, so this shares no code and no idea with what modpost does. The first line
 * that differs is printed, with status 1; trouble is status 2.
 */
#include <fcntl.h>
#include <gelf.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef SHT_LLVM_ADDRSIG
#define SHT_LLVM_ADDRSIG 0x6fff4c03
#endif

static void die(const char *path, const char *reason)
{
	fprintf(stderr, "same-mod-object: %s: %s\n", path, reason);
	exit(2);
}

struct object {
	const char *path;
	Elf *elf;
	GElf_Ehdr header;
	size_t nr_sections, names;
	GElf_Shdr *sections;
	const char **section_names;
	Elf_Data **data;
	size_t symtab, nr_symbols;
	bool *has_rest, *has_debug; /* who refers to a symbol */
	FILE *lines;
	char *text;
	size_t size;
};

static bool is_relocations(const struct object *object, size_t i)
{
	return object->sections[i].sh_type == SHT_REL || object->sections[i].sh_type == SHT_RELA;
}

static bool is_debug(const struct object *object, size_t i)
{
	if (is_relocations(object, i))
		i = object->sections[i].sh_info;
	return i < object->nr_sections && (!strncmp(object->section_names[i], ".debug_", 7) ||
					   !strncmp(object->section_names[i], ".zdebug_", 8));
}

static void *zeroed(size_t nr, size_t size)
{
	void *array = calloc(nr + 1, size);

	if (!array)
		die("memory", "too little");
	return array;
}

static void open_object(struct object *object, const char *path)
{
	int fd = open(path, O_RDONLY);

	object->path = path;
	if (fd < 0)
		die(path, "cannot be opened");
	object->elf = elf_begin(fd, ELF_C_READ, NULL);
	if (!object->elf || !gelf_getehdr(object->elf, &object->header) ||
	    elf_getshdrnum(object->elf, &object->nr_sections) ||
	    elf_getshdrstrndx(object->elf, &object->names))
		die(path, elf_errmsg(-1));
	if (object->header.e_type != ET_REL)
		die(path, "not relocatable");

	object->sections = zeroed(object->nr_sections, sizeof(*object->sections));
	object->section_names = zeroed(object->nr_sections, sizeof(*object->section_names));
	object->data = zeroed(object->nr_sections, sizeof(*object->data));
	for (size_t i = 0; i < object->nr_sections; i++) {
		Elf_Scn *scn = elf_getscn(object->elf, i);
		const char *name = NULL;

		if (gelf_getshdr(scn, &object->sections[i]))
			name = elf_strptr(object->elf, object->names, object->sections[i].sh_name);
		object->section_names[i] = name ? name : "";
		object->data[i] = elf_getdata(scn, NULL);
		if (object->sections[i].sh_type == SHT_SYMTAB) {
			object->symtab = i;
			object->nr_symbols =
				object->sections[i].sh_size / object->sections[i].sh_entsize;
		}
	}
	object->lines = open_memstream(&object->text, &object->size);
}

static GElf_Sym symbol_at(const struct object *object, size_t i)
{
	GElf_Sym symbol;

	if (!gelf_getsym(object->data[object->symtab], i, &symbol))
		die(object->path, "no such symbol");
	return symbol;
}

static const char *symbol_name(const struct object *object, const GElf_Sym *symbol)
{
	const char *name =
		elf_strptr(object->elf, object->sections[object->symtab].sh_link, symbol->st_name);

	return name ? name : "";
}

static GElf_Rela relocation_at(const struct object *object, size_t section, size_t i)
{
	GElf_Rela rela = { 0 };
	GElf_Rel rel;

	if (object->sections[section].sh_type == SHT_RELA) {
		if (!gelf_getrela(object->data[section], i, &rela))
			die(object->path, "no such relocation");
	} else {
		if (!gelf_getrel(object->data[section], i, &rel))
			die(object->path, "no such relocation");
		/* The addend is among the bytes that are compared. */
		rela.r_offset = rel.r_offset;
		rela.r_info = rel.r_info;
	}
	return rela;
}

static size_t nr_relocations(const struct object *object, size_t section)
{
	return object->sections[section].sh_size / object->sections[section].sh_entsize;
}

static void note_references(struct object *object)
{
	object->has_rest = zeroed(object->nr_symbols, sizeof(bool));
	object->has_debug = zeroed(object->nr_symbols, sizeof(bool));
	for (size_t s = 1; s < object->nr_sections; s++) {
		if (!is_relocations(object, s))
			continue;
		for (size_t i = 0; i < nr_relocations(object, s); i++) {
			GElf_Rela rela = relocation_at(object, s, i);
			size_t symbol = GELF_R_SYM(rela.r_info);

			if (symbol >= object->nr_symbols)
				die(object->path, "a relocation against no symbol");
			(is_debug(object, s) ? object->has_debug : object->has_rest)[symbol] = true;
		}
	}
}

static bool is_left_out(const struct object *object, size_t i)
{
	GElf_Sym symbol = symbol_at(object, i);
	const char *name = symbol_name(object, &symbol);

	if (symbol.st_shndx && symbol.st_shndx < object->nr_sections &&
	    is_debug(object, symbol.st_shndx))
		return true;
	return GELF_ST_BIND(symbol.st_info) == STB_LOCAL && object->has_debug[i] &&
	       !object->has_rest[i] &&
	       (GELF_ST_TYPE(symbol.st_info) == STT_SECTION || !*name || !strncmp(name, ".L", 2));
}

/* Numbers as if what is left out were not there; names beside them say what differs. */
static size_t section_number(const struct object *object, size_t index)
{
	size_t number = index;

	for (size_t i = 1; i < index && i < object->nr_sections; i++)
		number -= is_debug(object, i);
	return number;
}

static size_t symbol_number(const struct object *object, size_t index)
{
	size_t number = index;

	for (size_t i = 1; i < index; i++)
		number -= is_left_out(object, i);
	return number;
}

static void print_symbol_reference(struct object *object, size_t i)
{
	GElf_Sym symbol = symbol_at(object, i);

	fprintf(object->lines, "%zu (%s)", symbol_number(object, i), symbol_name(object, &symbol));
}

static void print_header(struct object *object)
{
	const GElf_Ehdr *header = &object->header;

	fprintf(object->lines,
		"header: class %d, data %d, OS ABI %d %d, machine %d, flags 0x%x, section names in "
		"%zu\n",
		header->e_ident[EI_CLASS], header->e_ident[EI_DATA], header->e_ident[EI_OSABI],
		header->e_ident[EI_ABIVERSION], header->e_machine, header->e_flags,
		section_number(object, object->names));
}

static void print_addresses(struct object *object, size_t section)
{
	const unsigned char *bytes = object->data[section]->d_buf;
	size_t symbol = 0;

	for (size_t i = 0, shift = 0; i < object->data[section]->d_size; i++, shift += 7) {
		symbol |= (size_t)(bytes[i] & 127) << shift;
		if (bytes[i] & 128)
			continue;
		fprintf(object->lines, "  symbol ");
		print_symbol_reference(object, symbol);
		fputc('\n', object->lines);
		symbol = 0;
		shift = -7;
	}
}

static void print_bytes(struct object *object, size_t section)
{
	const Elf_Data *data = object->data[section];
	const unsigned char *bytes = data ? data->d_buf : NULL;

	for (size_t i = 0; bytes && i < data->d_size; i++) {
		if (i % 16 == 0)
			fprintf(object->lines, "%s  %06zx", i ? "\n" : "", i);
		fprintf(object->lines, " %02x", bytes[i]);
	}
	if (bytes && data->d_size)
		fputc('\n', object->lines);
}

static void print_relocations(struct object *object, size_t section)
{
	for (size_t i = 0; i < nr_relocations(object, section); i++) {
		GElf_Rela rela = relocation_at(object, section, i);

		fprintf(object->lines, "  at 0x%llx type %llu addend %lld symbol ",
			(unsigned long long)rela.r_offset,
			(unsigned long long)GELF_R_TYPE(rela.r_info), (long long)rela.r_addend);
		print_symbol_reference(object, GELF_R_SYM(rela.r_info));
		fputc('\n', object->lines);
	}
}

static void print_section(struct object *object, size_t i)
{
	const GElf_Shdr *section = &object->sections[i];
	bool is_table = section->sh_type == SHT_SYMTAB || section->sh_type == SHT_STRTAB;

	fprintf(object->lines,
		"section %zu (%s): type 0x%x, flags 0x%llx, alignment %llu, entries of %llu, link "
		"%zu",
		section_number(object, i), object->section_names[i], section->sh_type,
		(unsigned long long)section->sh_flags, (unsigned long long)section->sh_addralign,
		(unsigned long long)section->sh_entsize, section_number(object, section->sh_link));
	if (is_relocations(object, i) || section->sh_flags & SHF_INFO_LINK)
		fprintf(object->lines, ", for %zu", section_number(object, section->sh_info));
	else if (section->sh_type == SHT_SYMTAB)
		fprintf(object->lines, ", globals from %zu",
			symbol_number(object, section->sh_info));
	else
		fprintf(object->lines, ", info %u", section->sh_info);
	if (!is_table && !is_relocations(object, i) && section->sh_type != SHT_LLVM_ADDRSIG)
		fprintf(object->lines, ", size %llu", (unsigned long long)section->sh_size);
	fputc('\n', object->lines);

	if (is_relocations(object, i))
		print_relocations(object, i);
	else if (section->sh_type == SHT_LLVM_ADDRSIG)
		print_addresses(object, i);
	else if (!is_table && section->sh_type != SHT_NOBITS)
		print_bytes(object, i);
}

static void print_symbol(struct object *object, size_t i)
{
	GElf_Sym symbol = symbol_at(object, i);
	bool is_special = symbol.st_shndx >= SHN_LORESERVE;

	fprintf(object->lines,
		"symbol %zu (%s): value 0x%llx, size %llu, binding %d, type %d, other 0x%x, "
		"section %zu\n",
		symbol_number(object, i), symbol_name(object, &symbol),
		(unsigned long long)symbol.st_value, (unsigned long long)symbol.st_size,
		GELF_ST_BIND(symbol.st_info), GELF_ST_TYPE(symbol.st_info), symbol.st_other,
		is_special ? symbol.st_shndx : section_number(object, symbol.st_shndx));
}

static void print_object(struct object *object)
{
	note_references(object);
	print_header(object);
	for (size_t i = 1; i < object->nr_sections; i++) {
		if (!is_debug(object, i))
			print_section(object, i);
	}
	for (size_t i = 1; i < object->nr_symbols; i++) {
		if (!is_left_out(object, i))
			print_symbol(object, i);
	}
	fclose(object->lines);
}

/* Of the line that begins there */
static int line_length(const char *text)
{
	return (int)strcspn(text, "\n");
}

int main(int argc, char **argv)
{
	static struct object a, b;
	const char *line_a, *line_b;

	if (argc != 3 || elf_version(EV_CURRENT) == EV_NONE) {
		fputs("usage: same-mod-object A B\n", stderr);
		return 2;
	}
	open_object(&a, argv[1]);
	open_object(&b, argv[2]);
	print_object(&a);
	print_object(&b);
	line_a = a.text;
	line_b = b.text;
	while (*line_a && line_length(line_a) == line_length(line_b) &&
	       !memcmp(line_a, line_b, line_length(line_a))) {
		line_a += line_length(line_a) + 1;
		line_b += line_length(line_b) + 1;
	}
	if (!*line_a && !*line_b)
		return 0;
	printf("%s: %.*s\n%s: %.*s\n", a.path, line_length(line_a), line_a, b.path,
	       line_length(line_b), line_b);
	return 1;
}
