// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "cache/program_identity.h"

#include <elf.h>
#include <link.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "lib/file_identity.h"

/* Names and descriptions of notes begin at multiples of this. */
#define NOTE_ALIGNMENT 4

static size_t align_note(size_t len)
{
	return (len + NOTE_ALIGNMENT - 1) / NOTE_ALIGNMENT * NOTE_ALIGNMENT;
}

/* Append the build id among the notes of a segment; false if it is not there. */
static bool add_build_id(struct strbuf *out, const char *notes, size_t size)
{
	while (size >= sizeof(ElfW(Nhdr))) {
		ElfW(Nhdr) note;
		size_t name, len;

		memcpy(&note, notes, sizeof(note));
		name = sizeof(note);
		if (note.n_namesz > size || note.n_descsz > size)
			return false;
		len = name + align_note(note.n_namesz) + align_note(note.n_descsz);
		if (len > size)
			return false;
		if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == sizeof(ELF_NOTE_GNU) &&
		    note.n_descsz && !memcmp(notes + name, ELF_NOTE_GNU, sizeof(ELF_NOTE_GNU))) {
			strbuf_add_bytes(out, notes + name + align_note(note.n_namesz),
					 note.n_descsz);
			return true;
		}
		notes += len;
		size -= len;
	}
	return false;
}

static bool add_object(struct strbuf *out, const struct dl_phdr_info *object, const char *path)
{
	struct file_identity identity;

	for (size_t i = 0; i < object->dlpi_phnum; i++) {
		const ElfW(Phdr) *segment = &object->dlpi_phdr[i];

		if (segment->p_type == PT_NOTE &&
		    add_build_id(out, (const char *)object->dlpi_addr + segment->p_vaddr,
				 segment->p_memsz))
			return true;
	}
	identity = file_identity_at(path);
	strbuf_add_bytes(out, &identity, sizeof(identity));
	return !file_identity_is_none(&identity);
}

struct objects {
	struct strbuf *out;
	bool is_library; /* the program comes first */
};

/* Ends the iteration with 1. */
static int add_each(struct dl_phdr_info *object, size_t size, void *context)
{
	struct objects *objects = context;
	const char *path = objects->is_library ? object->dlpi_name : "/proc/self/exe";

	(void)size;
	objects->is_library = true;
	/* What the kernel adds is no file. */
	return strchr(path, '/') && !add_object(objects->out, object, path);
}

bool program_identity_add(struct strbuf *out)
{
	struct objects objects = { .out = out };

	return !dl_iterate_phdr(add_each, &objects) && objects.is_library;
}
