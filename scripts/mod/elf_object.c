// SPDX-License-Identifier: GPL-2.0-only
#include "elf_object.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/keep_errno.h"
#include "lib/memory.h"

bool elf_object_bad(struct elf_object *object, const char *reason)
{
	diagnose(object->diagnostics, MSG_BAD_OBJECT, object->path, reason);
	return false;
}

static bool bad_section(struct elf_object *object, size_t index, const char *reason)
{
	const char *name = object->sections[index].name;
	char text[256];

	/* Only names that are known so far, and no longer than a line. */
	if (name && *name)
		snprintf(text, sizeof(text), "section %zu (%.100s) %s", index, name, reason);
	else
		snprintf(text, sizeof(text), "section %zu %s", index, reason);
	return elf_object_bad(object, text);
}

static bool bad_symbol(struct elf_object *object, size_t symbol, const char *reason)
{
	char text[256];

	snprintf(text, sizeof(text), "symbol %zu %s", symbol, reason);
	return elf_object_bad(object, text);
}

/* Overflow-safe: do @size bytes at @offset end inside of @limit bytes? */
static bool range_fits(uint64_t offset, uint64_t size, uint64_t limit)
{
	return offset <= limit && size <= limit - offset;
}

/* Up to this size, copying a whole file takes less time than the faults on the pages of a mapping. */
#define LARGEST_COPY (128 * 1024)

static bool copy_file(struct elf_object *object, int fd, size_t size)
{
	char *image = xmalloc(size);
	size_t len = 0;

	while (len < size) {
		ssize_t got = read(fd, image + len, size - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			free(image);
			return false;
		}
		if (!got)
			break;
		len += got;
	}
	object->image = image;
	object->image_size = len;
	return true;
}

static bool map_file(struct elf_object *object, int fd, size_t size)
{
	void *image = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);

	if (image == MAP_FAILED)
		return false;
	object->image = image;
	object->image_size = size;
	object->is_mapped = true;
	return true;
}

/* False with errno set. */
static bool load_file(struct elf_object *object)
{
	/* A FIFO must not make us wait for a writer. */
	int fd = open(object->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool done = false;
	struct stat st;

	if (fd < 0)
		return false;
	if (!fstat(fd, &st)) {
		object->identity = file_identity_of(&st);
		if (S_ISREG(st.st_mode) && st.st_size > 0 && st.st_size <= LARGEST_COPY)
			done = copy_file(object, fd, st.st_size);
		else
			done = map_file(object, fd, st.st_size);
	}
	close_keeping_errno(fd);
	return done;
}

static void unload_file(struct elf_object *object)
{
	if (object->is_mapped)
		munmap(object->image, object->image_size);
	else
		free(object->image);
}

static bool translate_header(const struct elf_object *object, GElf_Ehdr *header)
{
	Elf64_Ehdr raw = { 0 };
	Elf32_Ehdr narrow;
	size_t header_size = object->is_64bit ? sizeof(Elf64_Ehdr) : sizeof(Elf32_Ehdr);
	Elf_Data from = {
		.d_buf = &raw, .d_type = ELF_T_EHDR, .d_size = header_size, .d_version = EV_CURRENT
	};
	Elf_Data to = { .d_buf = object->is_64bit ? (void *)header : (void *)&narrow,
			.d_size = header_size,
			.d_version = EV_CURRENT };
	unsigned char encoding = object->is_big_endian ? ELFDATA2MSB : ELFDATA2LSB;

	memcpy(&raw, object->image, header_size);
	if (object->is_64bit)
		return elf64_xlatetom(&to, &from, encoding) != NULL;
	if (!elf32_xlatetom(&to, &from, encoding))
		return false;
	header->e_type = narrow.e_type;
	header->e_machine = narrow.e_machine;
	header->e_shoff = narrow.e_shoff;
	header->e_shnum = narrow.e_shnum;
	header->e_shentsize = narrow.e_shentsize;
	return true;
}

static enum elf_open_result other_file(struct elf_object *object, unsigned int flags,
				       const char *reason)
{
	if (!(flags & ELF_REFUSE_OTHERS))
		return ELF_SKIPPED;
	elf_object_bad(object, reason);
	return ELF_FAILED;
}

bool lto_is_bitcode(const char *image, size_t size)
{
	static const unsigned char magics[][4] = {
		{ 'B', 'C', 0xc0, 0xde },
		{ 0xde, 0xc0, 0x17, 0x0b }, /* in a wrapper, as for macOS */
	};

	for (size_t i = 0; i < ARRAY_SIZE(magics); i++) {
		if (size >= sizeof(magics[i]) && !memcmp(image, magics[i], sizeof(magics[i])))
			return true;
	}
	return false;
}

static const char *describe_other_file(const struct elf_object *object)
{
	if (lto_is_bitcode(object->image, object->image_size))
		return "LLVM bitcode, not an object: link it first, or build without -flto";
	return "not an ELF object";
}

/* What tells an object from other files. */
static enum elf_open_result check_ident(struct elf_object *object, unsigned int flags)
{
	const unsigned char *ident = (const unsigned char *)object->image;

	if (object->image_size < EI_NIDENT || memcmp(ident, ELFMAG, SELFMAG))
		return other_file(object, flags, describe_other_file(object));

	object->is_64bit = ident[EI_CLASS] == ELFCLASS64;
	object->is_big_endian = ident[EI_DATA] == ELFDATA2MSB;
	if (object->image_size < (object->is_64bit ? sizeof(Elf64_Ehdr) : sizeof(Elf32_Ehdr)))
		return other_file(object, flags, "the file ends within its ELF header");
	if (ident[EI_CLASS] != ELFCLASS32 && ident[EI_CLASS] != ELFCLASS64) {
		elf_object_bad(object, "ELF class is neither 32 nor 64 bit");
		return ELF_FAILED;
	}
	if (ident[EI_DATA] != ELFDATA2LSB && ident[EI_DATA] != ELFDATA2MSB) {
		diagnose(object->diagnostics, MSG_BYTE_ORDER);
		return ELF_FAILED;
	}
	return ELF_OPENED;
}

/* Header 0 holds the number of sections if it is too large for the header of the file. */
static bool section_headers_fit(const struct elf_object *object, const GElf_Ehdr *header)
{
	size_t entry = object->is_64bit ? sizeof(Elf64_Shdr) : sizeof(Elf32_Shdr);
	const char *first = object->image + header->e_shoff;
	uint64_t nr = header->e_shnum;

	if (!header->e_shoff)
		return true;
	if (!range_fits(header->e_shoff, entry, object->image_size))
		return !nr;
	if (!nr && object->is_64bit)
		nr = elf_object_number(object, first + offsetof(Elf64_Shdr, sh_size), 8);
	else if (!nr)
		nr = elf_object_number(object, first + offsetof(Elf32_Shdr, sh_size), 4);
	return nr <= (object->image_size - header->e_shoff) / entry;
}

static bool check_header(struct elf_object *object)
{
	struct arena *arena = object->diagnostics->arena;
	GElf_Ehdr header = { 0 };

	if (!translate_header(object, &header))
		return elf_object_bad(object, elf_errmsg(-1));
	object->machine = header.e_machine;

	if (header.e_type != ET_REL) {
		diagnose(object->diagnostics, MSG_NOT_RELOCATABLE, object->path);
		return false;
	}
	if (header.e_shoff > object->image_size) {
		diagnose(object->diagnostics, MSG_SECTION_TABLE_OFFSET,
			 number_text(arena, header.e_shoff), object->path,
			 number_text(arena, object->image_size));
		return false;
	}
	if (!section_headers_fit(object, &header))
		return elf_object_bad(object, "the section headers end behind the end of the file");
	return true;
}

static bool begin_elf(struct elf_object *object)
{
	object->elf = elf_memory(object->image, object->image_size);
	if (!object->elf)
		return elf_object_bad(object, elf_errmsg(-1));
	if (elf_kind(object->elf) != ELF_K_ELF)
		return elf_object_bad(object, "unknown ELF version");
	if (elf_getshdrnum(object->elf, &object->nr_sections))
		return elf_object_bad(object, elf_errmsg(-1));
	return true;
}

static bool read_section_headers(struct elf_object *object)
{
	object->sections = xcalloc(object->nr_sections + 1, sizeof(*object->sections));
	object->sections[0].name = "";

	/* Header 0 stays all-zero: it describes no section. */
	for (size_t i = 1; i < object->nr_sections; i++) {
		struct elf_section *section = &object->sections[i];
		Elf_Scn *scn = elf_getscn(object->elf, i);
		GElf_Shdr header;

		if (!scn || !gelf_getshdr(scn, &header))
			return elf_object_bad(object, elf_errmsg(-1));
		section->name_offset = header.sh_name;
		section->type = header.sh_type;
		section->flags = header.sh_flags;
		section->offset = header.sh_offset;
		section->size = header.sh_size;
		section->link = header.sh_link;
		section->info = header.sh_info;
	}
	return true;
}

static bool section_in_file(const struct elf_object *object, const struct elf_section *section)
{
	return range_fits(section->offset, section->size, object->image_size);
}

/* A table of strings whose last one is terminated can be read at any offset in it. */
static bool is_string_table(const struct elf_object *object, size_t index)
{
	const struct elf_section *section;

	if (!index || index >= object->nr_sections)
		return false;
	section = &object->sections[index];
	return elf_section_has_bytes(section) && section_in_file(object, section) &&
	       section->size && !object->image[section->offset + section->size - 1];
}

static bool name_section(struct elf_object *object, size_t index, size_t names)
{
	struct elf_section *section = &object->sections[index];

	if (section->name_offset >= object->sections[names].size)
		return bad_section(object, index,
				   "has a name outside of the table of section names");
	section->name = object->image + object->sections[names].offset + section->name_offset;
	return true;
}

static bool check_section(struct elf_object *object, size_t index)
{
	const struct elf_section *section = &object->sections[index];
	struct arena *arena = object->diagnostics->arena;

	/* Text and numbers are the kernel's, which says the size of the ELF header here. */
	if (section->type != SHT_NOBITS && section->offset > object->image_size) {
		diagnose(object->diagnostics, MSG_SECTION_OFFSET, object->path,
			 number_text(arena, section->offset), object->is_64bit ? "64" : "52");
		return false;
	}
	if (elf_section_has_bytes(section) && !section_in_file(object, section))
		return bad_section(object, index, "ends behind the end of the file");
	return true;
}

/* Remember the last section of each name and type that matters. */
static bool note_section(struct elf_object *object, size_t index, size_t *extended)
{
	const struct elf_section *section = &object->sections[index];

	if (!strcmp(section->name, ".modinfo")) {
		if (section->type == SHT_NOBITS) {
			diagnose(object->diagnostics, MSG_MODINFO_NOBITS, object->path);
			return false;
		}
		object->modinfo = index;
	} else if (!strcmp(section->name, ".export_symbol")) {
		object->export_symbol = index;
	} else if (!strcmp(section->name, ".no_trim_symbol")) {
		object->no_trim_symbol = index;
	}

	if (section->type == SHT_SYMTAB)
		object->symtab = index;
	else if (section->type == SHT_SYMTAB_SHNDX)
		*extended = index;
	return true;
}

static bool find_sections(struct elf_object *object, size_t *extended)
{
	size_t names;

	if (elf_getshdrstrndx(object->elf, &names))
		return elf_object_bad(object, elf_errmsg(-1));
	if (object->nr_sections > 1 && !is_string_table(object, names))
		return elf_object_bad(object, "no usable table of section names");

	for (size_t i = 1; i < object->nr_sections; i++) {
		if (!check_section(object, i) || !name_section(object, i, names) ||
		    !note_section(object, i, extended))
			return false;
	}
	return true;
}

Elf_Data *elf_object_typed_data(struct elf_object *object, size_t index, Elf_Type type)
{
	Elf_Data *data;

	if (object->sections[index].size % gelf_fsize(object->elf, type, 1, EV_CURRENT)) {
		bad_section(object, index, "has a size that is no multiple of its entries");
		return NULL;
	}
	data = elf_getdata(elf_getscn(object->elf, index), NULL);
	if (!data || data->d_type != type || (data->d_size && !data->d_buf)) {
		bad_section(object, index, "cannot be read as what its type says");
		return NULL;
	}
	return data;
}

static bool check_symbol(struct elf_object *object, size_t symbol)
{
	GElf_Sym contents = elf_object_symbol(object, symbol);
	size_t section = contents.st_shndx;

	if (contents.st_name >= object->symbol_names_size)
		return bad_symbol(object, symbol, "has a name outside of the string table");
	if (section == SHN_XINDEX) {
		if (symbol >= object->nr_extended_indexes)
			return bad_symbol(object, symbol, "has no entry in a SYMTAB_SHNDX section");
		section = object->extended_indexes[symbol];
	} else if (section >= SHN_LORESERVE) {
		return true;
	}
	if (section >= object->nr_sections)
		return bad_symbol(object, symbol, "lies in a section that does not exist");
	return true;
}

static bool find_symbol_names(struct elf_object *object)
{
	static char no_names[1];
	size_t index = object->sections[object->symtab].link;

	if (is_string_table(object, index)) {
		object->symbol_names = object->image + object->sections[index].offset;
		object->symbol_names_size = object->sections[index].size;
		return true;
	}
	if (index && index < object->nr_sections && !object->sections[index].size) {
		object->symbol_names = no_names;
		object->symbol_names_size = sizeof(no_names);
		return true;
	}
	return elf_object_bad(object, "no usable string table for the symbols");
}

static bool read_symbols(struct elf_object *object)
{
	Elf_Data *data = elf_object_typed_data(object, object->symtab, ELF_T_SYM);

	if (!data || !find_symbol_names(object))
		return false;
	object->symbols = data->d_buf;
	object->nr_symbols =
		data->d_size / (object->is_64bit ? sizeof(Elf64_Sym) : sizeof(Elf32_Sym));

	for (size_t i = 0; i < object->nr_symbols; i++) {
		if (!check_symbol(object, i))
			return false;
	}
	return true;
}

static bool read_extended_indexes(struct elf_object *object, size_t index)
{
	struct arena *arena = object->diagnostics->arena;
	Elf_Data *data;

	if (!index)
		return true;
	if (object->sections[index].link != object->symtab) {
		diagnose(object->diagnostics, MSG_SHNDX_LINK, object->path,
			 number_text(arena, object->sections[index].link),
			 number_text(arena, object->symtab));
		return false;
	}
	data = elf_object_typed_data(object, index, ELF_T_WORD);
	if (!data)
		return false;
	object->extended_indexes = data->d_buf;
	object->nr_extended_indexes = data->d_size / sizeof(Elf32_Word);
	return true;
}

static bool read_tables(struct elf_object *object)
{
	size_t extended = 0;

	if (!check_header(object) || !begin_elf(object) || !read_section_headers(object) ||
	    !find_sections(object, &extended))
		return false;
	if (!object->symtab) {
		diagnose(object->diagnostics, MSG_NO_SYMTAB, object->path);
		return false;
	}
	return read_extended_indexes(object, extended) && read_symbols(object);
}

static enum elf_open_result open_image(struct elf_object *object, unsigned int flags)
{
	enum elf_open_result result = check_ident(object, flags);

	if (result == ELF_OPENED && !read_tables(object))
		result = ELF_FAILED;
	if (result != ELF_OPENED)
		elf_object_close(object);
	return result;
}

enum elf_open_result elf_object_open(struct elf_object *object, const char *path,
				     unsigned int flags, struct diagnostics *diagnostics)
{
	memset(object, 0, sizeof(*object));
	object->path = path;
	object->diagnostics = diagnostics;

	if (load_file(object))
		return open_image(object, flags);
	if (flags & ELF_IGNORE_MISSING) {
		diagnose(diagnostics, MSG_IGNORED_OBJECT, path, strerror(errno));
		return ELF_SKIPPED;
	}
	diagnose_system(diagnostics, path, errno);
	return ELF_FAILED;
}

enum elf_open_result elf_object_open_bytes(struct elf_object *object, const char *path,
					   const void *bytes, size_t size, unsigned int flags,
					   struct diagnostics *diagnostics)
{
	memset(object, 0, sizeof(*object));
	object->path = path;
	object->diagnostics = diagnostics;
	object->image = xmalloc(size);
	object->image_size = size;
	memcpy(object->image, bytes, size);
	return open_image(object, flags);
}

void elf_object_close(struct elf_object *object)
{
	elf_end(object->elf);
	free(object->sections);
	unload_file(object);
	memset(object, 0, sizeof(*object));
}

const char *elf_object_string(const struct elf_object *object, size_t index, uint64_t offset)
{
	const struct elf_section *section = &object->sections[index];
	const char *start;

	if (!elf_section_has_bytes(section) || offset >= section->size)
		return NULL;
	start = object->image + section->offset + offset;
	return memchr(start, '\0', section->size - offset) ? start : NULL;
}

const char *elf_object_next_string(const struct elf_object *object, size_t index,
				   const char *previous)
{
	const struct elf_section *section = &object->sections[index];
	const char *next, *end;

	if (!elf_section_has_bytes(section))
		return NULL;
	next = object->image + section->offset;
	end = next + section->size;
	if (previous)
		next = previous + strlen(previous);
	while (next < end && !*next)
		next++;
	return next < end ? next : NULL;
}

bool elf_object_strings_end(struct elf_object *object, size_t index)
{
	const struct elf_section *section = &object->sections[index];
	uint64_t end = section->offset + section->size;
	char reason[256];

	if (!elf_section_has_bytes(section) || !section->size || !object->image[end - 1])
		return true;
	/* Assemblers pad sections with NUL bytes, so a forgotten one at the end does no harm. */
	if (end < object->image_size && !object->image[end])
		return true;

	snprintf(reason, sizeof(reason), "the last string in section %s is not terminated",
		 section->name);
	return elf_object_bad(object, reason);
}

uint64_t elf_object_number(const struct elf_object *object, const char *bytes, size_t size)
{
	uint64_t number = 0;

	for (size_t i = 0; i < size; i++)
		number = number << 8 |
			 (unsigned char)bytes[object->is_big_endian ? i : size - 1 - i];
	return number;
}

const char *elf_object_place(const struct elf_object *object, size_t index, uint64_t offset,
			     size_t size)
{
	const struct elf_section *section;

	if (index >= object->nr_sections)
		return NULL;
	section = &object->sections[index];
	if (!elf_section_has_bytes(section) || !range_fits(offset, size, section->size))
		return NULL;
	return object->image + section->offset + offset;
}

void symbol_cut_suffix(char *name)
{
	char *dot = strchr(name, '.');
	const char *end;

	if (!dot || dot == name || !isdigit((unsigned char)dot[1]))
		return;
	for (end = dot + 1; isdigit((unsigned char)*end); end++)
		;
	if (*end == '.' || !*end)
		*dot = '\0';
}

const char *elf_object_cut_symbol_name(struct elf_object *object, const GElf_Sym *contents)
{
	char *name = object->symbol_names + contents->st_name;

	symbol_cut_suffix(name);
	return name;
}

const char *elf_object_section_name(const struct elf_object *object, size_t index)
{
	return index < object->nr_sections ? object->sections[index].name : "";
}

bool lto_is_slim(const struct elf_object *object)
{
	for (size_t i = 1; i < object->nr_symbols; i++) {
		GElf_Sym symbol = elf_object_symbol(object, i);

		/* The mark is COMMON, some machines have a COMMON of their own; most names need no look. */
		if (symbol.st_shndx >= SHN_LORESERVE &&
		    !strcmp(elf_object_symbol_name(object, &symbol), "__gnu_lto_slim"))
			return true;
	}
	return false;
}
