# SPDX-License-Identifier: GPL-2.0-only
# Goals of this repository itself; the top Makefile includes this file only when it runs here.

kolink-tests := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))

# kolink-tried-by: the releases of Linux that a goal is about
kolink-tried-by = $(shell sed -n 's/^\([0-9.]*\) .*$(1).*/\1/p' $(kolink-tests)/../scripts/linux/releases.table)

PHONY += demo fuzz check check-lint check-unit check-objects check-minikernel check-flow check-fuzz check-linux check-releases check-kernels check-goals bench bench-linux bench-own check-btf

# Build the example kernel with its modules and boot it in QEMU.
demo:
	$(Q)$(kolink-tests)/install-deps.sh build
	$(Q)+$(kolink-tests)/demo.sh

check:
	$(Q)$(kolink-tests)/install-deps.sh build check linux
	$(Q)$(kolink-tests)/check.sh

check-lint check-unit check-objects check-minikernel check-flow check-fuzz:
	$(Q)$(kolink-tests)/install-deps.sh build check linux
	$(Q)$(kolink-tests)/check.sh $(patsubst check-%,%,$@)

# Against Debian's own modpost and modules.
check-linux:
	$(Q)$(kolink-tests)/install-deps.sh build linux
	$(Q)$(kolink-tests)/linux/check.sh

# Whole kernels, with the original link stage and with ours; they boot.
check-kernels check-goals: RELEASES ?= $(call kolink-tried-by,check-kernels)
check-kernels:
	$(Q)$(kolink-tests)/install-deps.sh build linux
	$(Q)for release in $(RELEASES); do $(kolink-tests)/linux/kernel.sh $$release || exit; done

# The small tree of those releases that check-linux only builds: what becomes of it, its configurations, its modpost.
check-releases: RELEASES ?= $(call kolink-tried-by,check-releases)
check-releases:
	$(Q)$(kolink-tests)/install-deps.sh build linux
	$(Q)for release in $(RELEASES); do $(kolink-tests)/linux/release.sh $$release || exit; done

# What people call in the trees of these kernels.
check-goals: check-kernels
	$(Q)$(kolink-tests)/install-deps.sh kernels
	$(Q)for release in $(RELEASES); do $(kolink-tests)/linux/goals.sh $$release || exit; done

# All modules of a Debian kernel: split BTF by btf-rebase and by pahole with the base, and what each costs.
check-btf:
	$(Q)$(kolink-tests)/install-deps.sh build linux bench
	$(Q)$(kolink-tests)/linux/btf-proof.sh
	$(Q)UNITS=1 $(kolink-tests)/linux/btf-proof.sh

# Search for inputs that break modpost, then btf-rebase, for KOLINK_FUZZ_SECONDS (default: 60) each.
fuzz:
	$(Q)$(kolink-tests)/install-deps.sh build check linux fuzz
	$(Q)$(kolink-tests)/fuzz/fuzz.sh
	$(Q)$(kolink-tests)/fuzz/fuzz-btf.sh

# Debian's modpost and ours side by side: time and memory.
bench:
	$(Q)$(kolink-tests)/install-deps.sh build bench
	$(Q)$(kolink-tests)/bench/modpost.sh

# Steps of a Linux build, with the original files and with ours.
bench-linux:
	$(Q)$(kolink-tests)/install-deps.sh build linux bench
	$(Q)$(kolink-tests)/bench/linux.sh

# A tree of one's own with many modules: by default, and left to compiler and pahole.
bench-own:
	$(Q)$(kolink-tests)/install-deps.sh build bench
	$(Q)$(kolink-tests)/bench/own-tree.sh
