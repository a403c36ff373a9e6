# SPDX-License-Identifier: GPL-2.0-only
# ==========================================================================
# In a Linux tree: what scripts/Makefile includes last. make modules_prepare makes
# scripts/module.lds, and with it what modpost has to know to write .mod.o files:
# external modules and packages of headers get it. Where modules are built, that
# is done by the run of modpost.
# ==========================================================================

ifneq ($(and $(CONFIG_MODULES),$(if $(KBUILD_MODULES),,y)),)
$(obj)/module.lds: | kolink-mod-objects

PHONY += kolink-mod-objects
kolink-mod-objects:
	+$(Q)$(MAKE) -f $(srctree)/scripts/Makefile.modpost mod-objects
endif
