// SPDX-License-Identifier: GPL-2.0-only
/* Reads the archive (cpio, format newc) that the loader put into memory. */
#include <minikernel/kernel.h>
#include <minikernel/string.h>
#include "kernel.h"

#define HEADER_SIZE	110
#define FILE_SIZE_FIELD 6
#define NAME_SIZE_FIELD 11

/* Fields are eight hexadecimal digits each, after the magic number. */
static bool read_field(const u8 *header, int field, u32 *value)
{
	const u8 *digits = header + 6 + 8 * field;

	*value = 0;
	for (int i = 0; i < 8; i++) {
		u8 c = digits[i] | 0x20;

		if (digits[i] >= '0' && digits[i] <= '9')
			*value = *value << 4 | (digits[i] - '0');
		else if (c >= 'a' && c <= 'f')
			*value = *value << 4 | (c - 'a' + 10);
		else
			return false;
	}
	return true;
}

static size_t round_up_4(size_t value)
{
	return (value + 3) & ~(size_t)3;
}

int archive_next(const u8 *archive, size_t size, size_t *offset, struct archive_file *file)
{
	const u8 *header = archive + *offset;
	u32 file_size, name_size;
	size_t data;

	if (size - *offset < HEADER_SIZE || memcmp(header, "070701", 6) ||
	    !read_field(header, FILE_SIZE_FIELD, &file_size) ||
	    !read_field(header, NAME_SIZE_FIELD, &name_size))
		return -EINVAL;
	data = round_up_4(*offset + HEADER_SIZE + name_size);
	if (!name_size || data > size || file_size > size - data ||
	    header[HEADER_SIZE + name_size - 1])
		return -EINVAL;

	file->name = (const char *)header + HEADER_SIZE;
	file->data = archive + data;
	file->size = file_size;
	if (!strcmp(file->name, "TRAILER!!!"))
		return 0;
	*offset = round_up_4(data + file_size);
	return *offset > size ? -EINVAL : 1;
}

int archive_find(const u8 *archive, size_t size, const char *name, struct archive_file *file)
{
	size_t offset = 0;
	int more;

	while ((more = archive_next(archive, size, &offset, file)) > 0)
		if (!strcmp(file->name, name))
			return 0;
	return more ? more : -ENOENT;
}
