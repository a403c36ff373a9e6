// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "cache/record_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/digest.h"

#define MAGIC 0x316b6e696c6f6bull

/* What is larger is not ours, or of no use. */
#define LARGEST_FILE (256 * 1024 * 1024)

/* At most so many pieces go into one system call. */
#define PIECES_AT_A_TIME 512

struct file_header {
	uint64_t magic; /* of another byte order it is another number */
	uint64_t key;
};

struct record_header {
	uint64_t len;
	uint64_t digest;
};

/* Whoever owns the file could make us believe anything. */
static bool is_own_file(const struct stat *st)
{
	return S_ISREG(st->st_mode) && st->st_uid == geteuid();
}

static bool has_key(const struct record_file *file, uint64_t key)
{
	struct file_header header;

	if (file->size < sizeof(header))
		return false;
	memcpy(&header, file->image, sizeof(header));
	return header.magic == MAGIC && header.key == key;
}

/* The record at *@at, which becomes the place behind it. NULL if none is complete there. */
static struct record *read_record(struct record_file *file, size_t *at)
{
	struct record_header header;
	struct record *record;
	const char *bytes, *end;

	if (file->size - *at < sizeof(header))
		return NULL;
	memcpy(&header, file->image + *at, sizeof(header));
	bytes = file->image + *at + sizeof(header);
	if (header.len > file->size - *at - sizeof(header))
		return NULL;
	end = memchr(bytes, '\0', header.len);
	if (!end)
		return NULL;
	*at += sizeof(header) + header.len;

	record = arena_zeroed(&file->arena, 1, sizeof(*record));
	record->name = bytes;
	record->content = end + 1;
	record->content_len = bytes + header.len - record->content;
	return record;
}

static void read_records(struct record_file *file)
{
	size_t at = sizeof(struct file_header);
	struct record **end = &file->first, *record;

	while ((record = read_record(file, &at)) != NULL) {
		*end = record;
		end = &record->next;
		file->nr_records++;
		*hash_table_place(&file->names, record->name) = record;
	}
}

void record_file_open(struct record_file *file, const char *path, uint64_t key)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	void *image = MAP_FAILED;
	struct stat st;

	memset(file, 0, sizeof(*file));
	if (fd < 0)
		return;
	if (!fstat(fd, &st) && is_own_file(&st) && st.st_size && st.st_size < LARGEST_FILE)
		image = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	close(fd);
	if (image == MAP_FAILED)
		return;
	file->image = image;
	file->size = st.st_size;
	if (has_key(file, key))
		read_records(file);
	else
		record_file_close(file);
}

void record_file_close(struct record_file *file)
{
	if (file->image)
		munmap(file->image, file->size);
	hash_table_free(&file->names);
	arena_free(&file->arena);
	memset(file, 0, sizeof(*file));
}

static size_t record_len(const struct record *record)
{
	return record->content + record->content_len - record->name;
}

struct record *record_file_find(const struct record_file *file, const char *name)
{
	struct record *record = hash_table_find(&file->names, name);
	struct record_header header;

	if (!record)
		return NULL;
	memcpy(&header, record->name - sizeof(header), sizeof(header));
	return header.digest == digest_of(record->name, record_len(record)) ? record : NULL;
}

/* Records that lay behind each other become one piece. */
static void add_piece(struct record_writer *writer, const void *bytes, size_t len)
{
	struct iovec *last = writer->nr ? &writer->pieces[writer->nr - 1] : NULL;

	if (last && (const char *)last->iov_base + last->iov_len == bytes)
		last->iov_len += len;
	else
		*array_push(writer->pieces, writer->nr, writer->capacity) =
			(struct iovec){ .iov_base = (void *)bytes, .iov_len = len };
}

void record_writer_add(struct record_writer *writer, const void *bytes, size_t len)
{
	struct record_header *header = arena_alloc(&writer->arena, sizeof(*header));

	header->len = len;
	header->digest = digest_of(bytes, len);
	add_piece(writer, header, sizeof(*header));
	add_piece(writer, bytes, len);
	writer->nr_records++;
}

void record_writer_copy(struct record_writer *writer, const struct record *record)
{
	const size_t header_len = sizeof(struct record_header);

	add_piece(writer, record->name - header_len, header_len + record_len(record));
	writer->nr_records++;
}

static bool write_pieces(int fd, const struct iovec *pieces, size_t nr)
{
	struct iovec left[PIECES_AT_A_TIME];
	size_t first = 0;

	memcpy(left, pieces, nr * sizeof(*pieces));
	while (first < nr) {
		ssize_t written = writev(fd, left + first, nr - first);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		while (first < nr && (size_t)written >= left[first].iov_len)
			written -= left[first++].iov_len;
		if (!written)
			continue;
		left[first].iov_base = (char *)left[first].iov_base + written;
		left[first].iov_len -= written;
	}
	return true;
}

bool record_writer_write(const struct record_writer *writer, int fd, uint64_t key)
{
	struct file_header header = { .magic = MAGIC, .key = key };
	const struct iovec piece = { .iov_base = &header, .iov_len = sizeof(header) };
	bool done = write_pieces(fd, &piece, 1);

	for (size_t i = 0; done && i < writer->nr; i += PIECES_AT_A_TIME) {
		size_t left = writer->nr - i;

		done = write_pieces(fd, writer->pieces + i,
				    left < PIECES_AT_A_TIME ? left : PIECES_AT_A_TIME);
	}
	return done;
}

void record_writer_free(struct record_writer *writer)
{
	arena_free(&writer->arena);
	free(writer->pieces);
	memset(writer, 0, sizeof(*writer));
}
