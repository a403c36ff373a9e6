# SPDX-License-Identifier: GPL-2.0-only
# Everything of symtypes-diff but its main() is linked with the tests.
symtypes-all := $(patsubst $(root)%,%,$(sort $(wildcard $(root)scripts/symtypes/*.c))) \
	$(addprefix scripts/mod/lib/,memory.c hash_table.c strbuf.c text_file.c file_identity.c)

symtypes-sources := $(filter-out scripts/symtypes/symtypes-diff.c,$(symtypes-all))
symtypes-cflags := -iquote $(root)scripts/symtypes -iquote $(root)scripts/mod
