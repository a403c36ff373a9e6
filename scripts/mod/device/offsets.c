// SPDX-License-Identifier: GPL-2.0-only
#include "device/offsets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "lib/text_file.h"

struct device_offset {
	const char *name;
	size_t number;
};

/* "#define NAME NUMBER"; what is no such line is passed over. */
static void read_line(struct device_offsets *offsets, char *line)
{
	static const char blanks[] = " \t";
	struct device_offset *item;
	char *name, *number, *end;
	unsigned long value;

	if (strncmp(line, "#define", 7) || !strchr(blanks, line[7]))
		return;
	name = line + 7 + strspn(line + 7, blanks);
	end = name + strcspn(name, blanks);
	number = end + strspn(end, blanks);
	*end = '\0';
	value = strtoul(number, &end, 10);
	if (end == number)
		return;
	item = array_push(offsets->items, offsets->nr, offsets->capacity);
	item->name = name;
	item->number = value;
}

bool device_offsets_read(struct device_offsets *offsets, const char *path)
{
	char *rest, *line;

	offsets->text = text_file_read(path);
	if (!offsets->text)
		return false;
	rest = offsets->text;
	while ((line = text_next_line(&rest)) != NULL)
		read_line(offsets, line);

	for (size_t i = 0; i < offsets->nr; i++)
		*hash_table_place(&offsets->names, offsets->items[i].name) = &offsets->items[i];
	return true;
}

void device_offsets_free(struct device_offsets *offsets)
{
	hash_table_free(&offsets->names);
	free(offsets->items);
	free(offsets->text);
	memset(offsets, 0, sizeof(*offsets));
}

void device_offsets_add(const struct device_offsets *offsets, struct strbuf *out)
{
	for (size_t i = 0; i < offsets->nr; i++)
		strbuf_printf(out, "%s %zu\n", offsets->items[i].name, offsets->items[i].number);
}

/* @member NULL: the size of the structure. */
static void look_up(const struct device_offsets *offsets, const char *structure,
		    const struct device_member *member, size_t *number)
{
	const struct device_offset *found;
	char name[128];

	if (member)
		snprintf(name, sizeof(name), "OFF_%s_%.*s", structure, (int)member->name_len,
			 member->name);
	else
		snprintf(name, sizeof(name), "SIZE_%s", structure);
	found = hash_table_find(&offsets->names, name);
	if (found)
		*number = found->number;
}

void device_offsets_apply(const struct device_offsets *offsets, const char *structure,
			  struct device_layout *layout)
{
	if (!offsets->nr)
		return;

	look_up(offsets, structure, NULL, &layout->size);
	for (size_t i = 0; i < layout->nr_members; i++)
		look_up(offsets, structure, &layout->members[i], &layout->members[i].offset);
}
