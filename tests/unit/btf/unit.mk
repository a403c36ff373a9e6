# SPDX-License-Identifier: GPL-2.0-only
# Everything of btf-rebase but its main() is linked with the tests.
btf-all := $(patsubst $(root)%,%,$(sort $(wildcard $(root)scripts/btf/*.c)))

btf-sources := $(filter-out scripts/btf/btf-rebase.c,$(btf-all))
btf-cflags := -iquote $(root)scripts/btf

btf-programs := btf-rebase
program-btf-rebase-sources := $(btf-all)
