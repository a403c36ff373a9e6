// SPDX-License-Identifier: GPL-2.0-only
/* Sees the tree's elf.h, as it asked for. */
#include <elf.h>
#include <math.h>
#include <stdio.h>

int tree_program;

int main(int argc, char **argv)
{
	(void)argv;
	printf("#define MOST_TASKS %.0f\n#define LINK_AT 0x%x00000\n", sqrt(argc * 64.0), INC_ELF);
	return 0;
}
