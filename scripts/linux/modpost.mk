# SPDX-License-Identifier: GPL-2.0-only
# ==========================================================================
# In a Linux tree: what scripts/mod/Makefile includes last, to build kolink's
# modpost and btf-rebase from the sources beside this file. The tree's own units of modpost
# stay where they are: packaging scripts rebuild them by name.
# ==========================================================================

override kolink-modpost := $(dir $(lastword $(MAKEFILE_LIST)))

kolink-modpost-sources := $(filter-out $(kolink-modpost)btf/%,$(wildcard $(kolink-modpost)*.c $(kolink-modpost)*/*.c))
modpost-objs := $(patsubst $(kolink-modpost)%.c,kolink/%.o,$(sort $(kolink-modpost-sources)))
$(foreach kolink-x-object,$(modpost-objs),$(eval HOSTCFLAGS_$(kolink-x-object) := -iquote $(kolink-modpost)))
HOSTLDLIBS_modpost := -lelf -lpthread

hostprogs-always-y += btf-rebase
btf-rebase-objs := $(patsubst $(kolink-modpost)%.c,kolink/%.o,$(sort $(wildcard $(kolink-modpost)btf/*.c)))

# What modpost has learned of the compiler stays with make clean.
clean-files += $(addprefix ../,.mod-objects.model .mod-objects.deps)

# Made for the tree's own units; headers packages want them all the same.
always-y += $(if $(wildcard $(kolink-modpost)../mk_elfconfig.c),elfconfig.h) devicetable-offsets.h

# The tree's rule for devicetable-offsets.h writes its text each time, with five processes, and compares:
# only when there is a newer devicetable-offsets.s or no header.
override define kolink-newline


endef
$(eval override define kolink-filechk-always$(kolink-newline)$(value filechk)$(kolink-newline)endef)
filechk = $(if $(or $(filter-out FORCE,$?),$(if $(wildcard $@),,absent)),$(kolink-filechk-always),@:)
