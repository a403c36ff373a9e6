// SPDX-License-Identifier: GPL-2.0-only
#include "elf_addition.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "alloc.h"
#include "elf_file.h"
#include "output.h"

/* The sections that binutils puts last, in this order. */
enum { SYMBOLS, SYMBOL_NAMES, SECTION_NAMES, NR_LAST };

/* An object file as binutils lays it out: contents, symbols and their names, relocations, names of sections, headers. */
struct layout {
	struct elf elf;
	struct elf_section *sections;
	uint64_t nr; /* the empty first one counted */
	uint64_t first_last; /* the first of the NR_LAST */
	uint64_t contents_end, headers;
};

static const char unknown[] = "the object file is not laid out as by GNU ld";

static uint64_t aligned(uint64_t offset, uint64_t align)
{
	return align > 1 ? (offset + align - 1) / align * align : offset;
}

static bool is_relocation(const struct elf_section *section)
{
	return section->type == SHT_REL || section->type == SHT_RELA;
}

static struct elf_section *last(const struct layout *layout, int which)
{
	return &layout->sections[layout->first_last + which];
}

static void place(struct elf_section *section, uint64_t *end)
{
	section->offset = aligned(*end, section->align);
	*end = section->offset + (section->type == SHT_NOBITS ? 0 : section->size);
}

static void place_all(const struct layout *layout, bool relocations, uint64_t *end)
{
	for (uint64_t i = 1; i < layout->first_last; i++)
		if (is_relocation(&layout->sections[i]) == relocations)
			place(&layout->sections[i], end);
}

/* Give each section the place that binutils gives it, if there are @added bytes behind the contents. */
static void arrange(struct layout *layout, uint64_t added)
{
	uint64_t end = ELF_SIZE(&layout->elf, Ehdr);

	place_all(layout, false, &end);
	layout->contents_end = end;
	end += added;
	place(last(layout, SYMBOLS), &end);
	place(last(layout, SYMBOL_NAMES), &end);
	place_all(layout, true, &end);
	place(last(layout, SECTION_NAMES), &end);
	layout->headers = aligned(end, layout->elf.is_wide ? 8 : 4);
}

#define EHDR(elf, member) elf_load(elf, ELF_MEMBER(elf, (elf)->data, Ehdr, member))

static uint64_t file_size(const struct layout *layout)
{
	return layout->headers + layout->nr * ELF_SIZE(&layout->elf, Shdr);
}

static bool is_plain_object(const struct layout *layout)
{
	const struct elf *elf = &layout->elf;

	return EHDR(elf, e_type) == ET_REL && !EHDR(elf, e_phoff) && !EHDR(elf, e_phnum) &&
	       layout->nr > NR_LAST && layout->nr < SHN_LORESERVE - 1 &&
	       EHDR(elf, e_shnum) == layout->nr && EHDR(elf, e_shstrndx) == layout->nr - 1;
}

static bool read_sections(struct layout *layout)
{
	static const uint32_t types[NR_LAST] = { SHT_SYMTAB, SHT_STRTAB, SHT_STRTAB };

	layout->first_last = layout->nr - NR_LAST;
	layout->sections = alloc_array(layout->nr, sizeof(*layout->sections));
	for (uint64_t i = 0; i < layout->nr; i++)
		if (!elf_read_section(&layout->elf, i, &layout->sections[i]) ||
		    layout->sections[i].align > layout->elf.size)
			return false;
	for (int i = 0; i < NR_LAST; i++)
		if (last(layout, i)->type != types[i])
			return false;
	return last(layout, SECTION_NAMES)->size;
}

/* Whether binutils, given these sections, would put each where it is. */
static bool is_as_arranged(struct layout *layout)
{
	uint64_t *offsets = alloc_array(layout->nr, sizeof(*offsets));
	bool same;

	for (uint64_t i = 0; i < layout->nr; i++)
		offsets[i] = layout->sections[i].offset;
	arrange(layout, 0);
	same = EHDR(&layout->elf, e_shoff) == layout->headers &&
	       file_size(layout) == layout->elf.size;
	for (uint64_t i = 0; i < layout->nr; i++)
		same = same && offsets[i] == layout->sections[i].offset;
	free(offsets);
	return same;
}

/* Whether one of the names would be stored as the end of the other one. */
static bool share_their_end(const char *a, const char *b)
{
	size_t a_len = strlen(a), b_len = strlen(b);
	size_t len = a_len < b_len ? a_len : b_len;

	return !memcmp(a + a_len - len, b + b_len - len, len);
}

/* A name comes next in the table, or is the end of another one, or stood there before. */
static bool is_in_order(const char *names, size_t size, size_t at, size_t *next)
{
	if (at >= size || at > *next)
		return at < size && names[at - 1];
	if (at == *next && !names[at - 1])
		*next += strlen(names + at) + 1;
	return true;
}

/* Whether the names stand in the order in which binutils writes them, so that @name would become the last one. */
static bool takes_name(const struct layout *layout, const char *name)
{
	size_t size = last(layout, SECTION_NAMES)->size, next = 1;
	const char *names = (const char *)layout->elf.data + last(layout, SECTION_NAMES)->offset;

	if (names[0] || names[size - 1])
		return false;
	for (int i = 0; i < NR_LAST; i++)
		if (!is_in_order(names, size, last(layout, i)->name, &next))
			return false;
	for (uint64_t i = 1; i < layout->nr; i++)
		if (!is_in_order(names, size, layout->sections[i].name, &next) ||
		    share_their_end(names + layout->sections[i].name, name))
			return false;
	return next == size;
}

static const char *read_layout(struct layout *layout, const unsigned char *data, size_t size)
{
	uint64_t names;

	if (!elf_open(&layout->elf, data, size) ||
	    !elf_count_sections(&layout->elf, &layout->nr, &names))
		return "the ELF file is damaged";
	if (!is_plain_object(layout) || !read_sections(layout) || !is_as_arranged(layout))
		return unknown;
	return NULL;
}

#define PUT(elf, at, type, member, value) elf_store(elf, ELF_MEMBER(elf, at, type, member), value)

/* The new header of what was the @i-th section. */
static void put_header(const struct layout *layout, const unsigned char *old,
		       unsigned char *headers, uint64_t i)
{
	const struct elf_section *section = &layout->sections[i];
	size_t size = ELF_SIZE(&layout->elf, Shdr);
	unsigned char *at = headers + (i + (i >= layout->first_last)) * size;

	memcpy(at, old + i * size, size);
	PUT(&layout->elf, at, Shdr, sh_offset, section->offset);
	PUT(&layout->elf, at, Shdr, sh_size, section->size);
	PUT(&layout->elf, at, Shdr, sh_link, section->link + (section->link >= layout->first_last));
}

static void put_added_header(const struct layout *layout, unsigned char *headers, uint64_t name,
			     uint64_t size)
{
	unsigned char *at = headers + layout->first_last * ELF_SIZE(&layout->elf, Shdr);

	PUT(&layout->elf, at, Shdr, sh_name, name);
	PUT(&layout->elf, at, Shdr, sh_type, SHT_PROGBITS);
	PUT(&layout->elf, at, Shdr, sh_offset, layout->contents_end);
	PUT(&layout->elf, at, Shdr, sh_size, size);
	PUT(&layout->elf, at, Shdr, sh_addralign, 1);
}

static void put_file_header(const struct layout *layout, struct elf_addition *addition)
{
	addition->header_size = ELF_SIZE(&layout->elf, Ehdr);
	memcpy(addition->header, layout->elf.data, addition->header_size);
	PUT(&layout->elf, addition->header, Ehdr, e_shoff, layout->headers);
	PUT(&layout->elf, addition->header, Ehdr, e_shnum, layout->nr + 1);
	PUT(&layout->elf, addition->header, Ehdr, e_shstrndx, layout->nr);
}

/* What moved, at its new place. */
static void copy_sections(const struct layout *layout, const struct elf_section *old,
			  struct elf_addition *addition)
{
	for (uint64_t i = 1; i < layout->nr; i++)
		if (i >= layout->first_last || is_relocation(&old[i]))
			memcpy(addition->tail + layout->sections[i].offset - addition->offset,
			       layout->elf.data + old[i].offset, old[i].size);
}

static void add(struct layout *layout, struct elf_addition *addition, const char *name,
		const void *content, size_t size)
{
	struct elf_section *old = alloc_array(layout->nr, sizeof(*old));
	const unsigned char *old_headers = layout->elf.data + layout->headers;
	uint64_t name_at = last(layout, SECTION_NAMES)->size;
	unsigned char *headers;

	memcpy(old, layout->sections, layout->nr * sizeof(*old));
	last(layout, SECTION_NAMES)->size += strlen(name) + 1;
	arrange(layout, size);
	addition->offset = layout->contents_end;
	addition->tail_size = file_size(layout) + ELF_SIZE(&layout->elf, Shdr) - addition->offset;
	addition->tail = alloc_zeroed(addition->tail_size, 1);
	memcpy(addition->tail, content, size);
	copy_sections(layout, old, addition);
	memcpy(addition->tail + last(layout, SECTION_NAMES)->offset + name_at - addition->offset,
	       name, strlen(name));
	headers = addition->tail + layout->headers - addition->offset;
	for (uint64_t i = 0; i < layout->nr; i++)
		put_header(layout, old_headers, headers, i);
	put_added_header(layout, headers, name_at, size);
	put_file_header(layout, addition);
	free(old);
}

const char *elf_addition_make(struct elf_addition *addition, const unsigned char *data, size_t size,
			      const char *name, const void *content, size_t content_size)
{
	struct layout layout = { 0 };
	const char *wrong = read_layout(&layout, data, size);

	memset(addition, 0, sizeof(*addition));
	if (!wrong && !takes_name(&layout, name))
		wrong = "the names of its sections leave no place for another one at their end";
	if (!wrong)
		add(&layout, addition, name, content, content_size);
	free(layout.sections);
	return wrong;
}

void elf_addition_free(struct elf_addition *addition)
{
	free(addition->tail);
}

bool elf_addition_write(const struct elf_addition *addition, const char *path)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), saved_errno;
	bool done;

	if (fd < 0)
		return false;
	done = output_write_at(fd, addition->header, addition->header_size, 0) &&
	       output_write_at(fd, addition->tail, addition->tail_size, addition->offset);
	saved_errno = errno;
	/* Some file systems report a full disk only here. */
	if (close(fd) && done)
		return false;
	errno = saved_errno;
	return done;
}
