// SPDX-License-Identifier: GPL-2.0-only
/*
 * Usage: fuzz COUNT MODULE.ko...
 * Loads the modules, then COUNT broken variants of each, with the loader of the
 * kernel. To be compiled with the address and undefined behaviour sanitizers,
 * and without PIE: modules want to be within 2 GiB of the symbols they use.
 */
#include <sanitizer/asan_interface.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include "loader.h"

#define PAGE	  4096ul
#define MAX_FILES 64

static int verbose;

/* --- What the kernel offers --- */

void vprintk(const char *fmt, va_list args)
{
	if (verbose)
		vfprintf(stderr, fmt, args);
}

void printk(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vprintk(fmt, args);
	va_end(args);
}

size_t strlcpy(char *dst, const char *src, size_t room)
{
	snprintf(dst, room, "%s", src);
	return strlen(src);
}

static size_t mapping_size(size_t bytes)
{
	return (bytes + 2 * PAGE - 1) & ~(PAGE - 1);
}

/* Poisoned from the first byte after the size on. */
void *alloc_pages(size_t bytes)
{
	size_t size = mapping_size(bytes);
	void *mem;

	/* What the kernel's pool could not hold either. */
	if (!bytes || bytes > 8ul << 20)
		return NULL;
	mem = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1,
		   0);
	if (mem == MAP_FAILED)
		abort();
	ASAN_POISON_MEMORY_REGION((char *)mem + bytes, size - bytes);
	return mem;
}

void free_pages(void *mem, size_t bytes)
{
	if (!mem)
		return;
	ASAN_UNPOISON_MEMORY_REGION(mem, mapping_size(bytes));
	munmap(mem, mapping_size(bytes));
}

int kallsyms_lookup(void)
{
	return 0;
}

/* --- Variants --- */

static uint64_t random_bits(void)
{
	static uint64_t state = 0x9e3779b97f4a7c15;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static uint64_t odd_value(size_t size)
{
	const uint64_t values[] = { 0,	  1,	      size - 1,	   size,	 size + 1,
				    0xff, 0xffffffff, 0x80000000u, ~(uint64_t)0, 1ull << 63,
				    4096, 0x7fffffff, 0xff00,	   0xfff1,	 8 };

	return values[random_bits() % (sizeof(values) / sizeof(values[0]))];
}

/* Breaks some bytes, half of the time in the headers, where most damage is done. */
static void break_file(uint8_t *data, size_t size)
{
	uint64_t shoff;
	int changes = 1 + random_bits() % 3;

	memcpy(&shoff, data + 40, sizeof(shoff));
	while (changes--) {
		size_t from = 0, len = size, at, width;
		uint64_t value = odd_value(size);

		switch (random_bits() % 4) {
		case 0:
			from = shoff < size ? shoff : 0;
			len = size - from;
			break;
		case 1:
			len = 64;
			break;
		}
		at = from + random_bits() % len;
		width = 1u << random_bits() % 4;
		at -= at % width;
		if (width == 1)
			value = random_bits();
		if (at + width <= size)
			memcpy(data + at, &value, width);
	}
}

static uint8_t *read_file(const char *path, size_t *size)
{
	FILE *f = fopen(path, "rb");
	uint8_t *data;
	long len;

	if (!f || fseek(f, 0, SEEK_END) || (len = ftell(f)) < 64) {
		fprintf(stderr, "fuzz: %s: cannot be read, or is no module\n", path);
		exit(2);
	}
	rewind(f);
	data = malloc(len);
	if (!data || fread(data, 1, len, f) != (size_t)len) {
		fprintf(stderr, "fuzz: %s: cannot be read\n", path);
		exit(2);
	}
	fclose(f);
	*size = len;
	return data;
}

int main(int argc, char **argv)
{
	size_t count = argc > 2 ? strtoul(argv[1], NULL, 0) : 0, good = 0, bad = 0;

	verbose = getenv("VERBOSE") != NULL;
	if (!count || argc > MAX_FILES) {
		fputs("Usage: fuzz COUNT MODULE.ko...\n", stderr);
		return 2;
	}
	if (!init_loader())
		return 1;
	for (int i = 2; i < argc; i++) {
		size_t size;
		uint8_t *data = read_file(argv[i], &size);

		/* Before it is loaded: afterwards its name would be taken. */
		for (size_t n = 0; n < count; n++) {
			size_t len = random_bits() % 8 ? size : random_bits() % (size + 1);
			uint8_t *copy = malloc(len ? len : 1);

			memcpy(copy, data, len);
			if (len >= 64)
				break_file(copy, len);
			if (try_module(argv[i], copy, len, 0))
				bad++;
			else
				good++;
			free(copy);
		}
		verbose = 1;
		if (try_module(argv[i], data, size, 1)) {
			fprintf(stderr, "fuzz: %s: the module itself is refused\n", argv[i]);
			return 1;
		}
		verbose = getenv("VERBOSE") != NULL;
		free(data);
	}
	printf("fuzz: %zu variants refused, %zu taken\n", bad, good);
	return 0;
}
