# SPDX-License-Identifier: GPL-2.0-only
# Everything of modpost but its main() is linked with the tests.
modpost-all := $(patsubst $(root)%,%,$(sort $(wildcard $(root)scripts/mod/*.c $(root)scripts/mod/*/*.c)))

modpost-sources := $(filter-out scripts/mod/modpost.c,$(modpost-all))
modpost-cflags := -iquote $(root)scripts/mod
modpost-ldlibs := -lelf -lpthread

modpost-programs := modpost
program-modpost-sources := $(modpost-all)
program-modpost-ldlibs := $(modpost-ldlibs)
