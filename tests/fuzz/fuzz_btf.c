// SPDX-License-Identifier: GPL-2.0-only
/*
 * libFuzzer's target for btf-rebase. The first byte of an input says what the others are, modulo three: the
 * module, the base, or changes of the index. All else is from btf-seeds.sh; fuzz-btf.sh makes its first
 * inputs the same way.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base.h"
#include "btf_files.h"
#include "dedup.h"
#include "index.h"
#include "module.h"
#include "split.h"

/* What btf_index_sign() writes to ends there. */
enum { INDEX_SIGNED = 48 };

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static struct btf_files seeds;
static struct bytes raw;

static void rebase_on(const struct base *base, const struct bytes *file, bool is_one_unit)
{
	struct module module;
	const char *wrong;
	struct btf in;
	size_t size;

	if (btf_open(&in, file->data, file->len))
		return;
	wrong = module_init(&module, base, &in);
	module.is_one_unit = is_one_unit;
	if (!wrong && !dedup(&module))
		free(split_make(&module, file->len % 2, &size));
	module_free(&module);
}

static void rebase(const struct bytes *base_file, const struct bytes *index, const struct bytes *in)
{
	struct base base = { 0 };

	if (btf_open(&base.btf, base_file->data, base_file->len))
		return;
	if (index_use(&base, index->data, index->len) || !base_build(&base)) {
		rebase_on(&base, in, false);
		rebase_on(&base, in, true);
	}
	base_free(&base);
}

/* Each six bytes are a place in the index, which is made to fit, and what is put there. */
static void rebase_with_index(const struct bytes *bytes)
{
	struct bytes index = bytes_copy(&seeds.index);
	size_t words = (index.len - INDEX_SIGNED) / sizeof(uint32_t);

	for (size_t i = 0; i + 6 <= bytes->len; i += 6) {
		size_t place = (bytes->data[i] << 8 | bytes->data[i + 1]) % words;

		memcpy(index.data + INDEX_SIGNED + place * sizeof(uint32_t), bytes->data + i + 2,
		       sizeof(uint32_t));
	}
	btf_index_sign(&index, &raw);
	rebase(&raw, &index, &seeds.in);
	bytes_free(&index);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *folder = getenv("KOLINK_FUZZ_BTF");

	(void)argc;
	(void)argv;
	if (!folder) {
		fputs("fuzz_btf: KOLINK_FUZZ_BTF is not set\n", stderr);
		exit(2);
	}
	btf_files_load(&seeds, &raw, folder, BTF_RAW);
	return 0;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	const struct bytes given = { (unsigned char *)data + 1, size - 1 };
	struct bytes bytes;

	if (!size)
		return 0;
	bytes = bytes_copy(&given);
	/* Of the exact size, so that a byte too far is noticed. */
	bytes.data = realloc(bytes.data, bytes.len ? bytes.len : 1);
	switch (*data % 3) {
	case 0:
		rebase(&raw, &seeds.index, &bytes);
		break;
	case 1:
		rebase(&bytes, &seeds.index, &seeds.in);
		break;
	default:
		rebase_with_index(&bytes);
		break;
	}
	bytes_free(&bytes);
	return 0;
}
