/* SPDX-License-Identifier: GPL-2.0-only */
/* The files that btf-rebase reads, from the folder that btf-seeds.sh made. */
#ifndef FUZZ_BTF_FILES_H
#define FUZZ_BTF_FILES_H

#include "bytes.h"

struct btf_files {
	struct bytes base; /* raw, or an ELF object */
	struct bytes in, index, object;
};

enum btf_variant { BTF_RAW, BTF_SWAPPED, BTF_ELF, NR_BTF_VARIANTS };

/* @raw: the base that the index is for. */
void btf_files_load(struct btf_files *files, struct bytes *raw, const char *folder,
		    enum btf_variant variant);

/* Let an index that was changed look as if it was none: with a hash that is right, for the base @raw. */
void btf_index_sign(struct bytes *index, const struct bytes *raw);

#endif
