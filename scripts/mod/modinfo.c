// SPDX-License-Identifier: GPL-2.0-only
#include "modinfo.h"

#include <stdio.h>
#include <string.h>

const char *section_next_string(const struct elf_object *object, size_t index, const char *previous)
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

const char *modinfo_next(const struct elf_object *object, const char *tag, const char *previous)
{
	size_t len = strlen(tag);
	const char *string = previous;

	while ((string = section_next_string(object, object->modinfo, string)) != NULL) {
		if (!strncmp(string, tag, len) && string[len] == '=')
			return string + len + 1;
	}
	return NULL;
}

bool strings_are_terminated(struct elf_object *object, size_t index)
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
