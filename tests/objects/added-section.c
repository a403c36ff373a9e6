// SPDX-License-Identifier: GPL-2.0-only
/*
 * Puts a section .BTF into an object file, in place, as btf-rebase does with the types of a module.
 *
 *   added-section OBJECT CONTENT
 *
 * Exit status: 0, or 3 if that is left to objcopy, which is said.
 */
#include <stdio.h>

#include "elf_addition.h"
#include "input_file.h"

int main(int argc, char **argv)
{
	struct input_file object, content;
	struct elf_addition addition;
	const char *wrong;

	if (argc != 3 || !input_file_map(&object, argv[1]) || !input_file_map(&content, argv[2])) {
		fprintf(stderr, "Usage: added-section OBJECT CONTENT\n");
		return 1;
	}
	wrong = elf_addition_make(&addition, object.data, object.size, ".BTF", content.data,
				  content.size);
	if (wrong) {
		printf("%s\n", wrong);
		return 3;
	}
	return !elf_addition_write(&addition, argv[1]);
}
