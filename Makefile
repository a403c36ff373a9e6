# SPDX-License-Identifier: GPL-2.0-only
# ==========================================================================
# kolink: build a modular kernel as kbuild does.
#
# Three ways in:
#   - a tree's Makefile includes this one:
#         VERSION = 1
#         KBUILD_CFLAGS += -mno-red-zone
#         include path/to/kolink/Makefile
#   - this file, scripts/ and include/ are copied into the root of a tree; what
#     the tree would say before the include stands in its Makefile.local
#   - `make` in kolink's own repository builds examples/minikernel
# What is built is said in Kbuild files, from the one in the tree's root on.
#
# What a tree may set, before the include or in Makefile.local:
#   VERSION PATCHLEVEL SUBLEVEL EXTRAVERSION   the kernel's version (0.0.0)
#   ARCH, SRCARCH        default: the machine, or what CROSS_COMPILE names
#   KBUILD_CPPFLAGS KBUILD_CFLAGS KBUILD_AFLAGS KBUILD_LDFLAGS   += to the
#       defaults; also KBUILD_{C,A}FLAGS_KERNEL, KBUILD_{C,A,LD}FLAGS_MODULE
#   NOSTDINC_FLAGS       default: -nostdinc; may be empty
#   LINUXINCLUDE         directories in front of the usual ones
#   KOLINK_HEADERS_OFF   headers of kolink that are not to be found, or all
#   LDFLAGS_vmlinux      flags of the links of vmlinux
#   KBUILD_LDS           the linker script of vmlinux, preprocessed from its .S
#   image-y              results with another name or form than vmlinux
#   libs-y               lib/ for a lib.a, or files that vmlinux is linked with
#   PAHOLE_FLAGS         flags of pahole, instead of the usual ones for its version
#   KBUILD_HOSTCFLAGS KBUILD_HOSTLDFLAGS KBUILD_HOSTLDLIBS; the same with KOLINK_
#       for kolink's own programs instead
#   INSTALL_MOD_PATH INSTALL_MOD_DIR INSTALL_MOD_STRIP GENKSYMS SIGN_FILE   see `make help`
# arch/$(SRCARCH)/Makefile is included, if there is one, after the
# configuration is known and the defaults are set. What the root Kbuild file
# makes prerequisites of `prepare` (headers) comes before all that is compiled.
#
# Users: see `make help`.
# ==========================================================================

# Rules that a tree has in front of its include do not become the default.
PHONY := __all
__all:
.DEFAULT_GOAL := __all

# Implicit rules would only cost time, and make wrong things.
MAKEFLAGS += -rR

unexport LC_ALL
LC_COLLATE := C
LC_NUMERIC := C
export LC_COLLATE LC_NUMERIC

# ==========================================================================
# Where is what
#
# kolink      the directory of this file
# srctree     the tree: the directory of the makefile that make was started on
# objtree     where the build is: where make runs, unless O= says another one
# An external build (M=) runs in the module's directory or in MO=, and objtree
# is the kernel's build.

override kolink-file := $(lastword $(MAKEFILE_LIST))
# A folder with a blank is several words there, and the last one is no file.
ifeq ($(findstring [,$(kolink-file))$(wildcard $(kolink-file)),)
$(error kolink's directory cannot contain spaces)
endif
override kolink-first-make := $(if $(KOLINK_REENTRY),,y)
override kolink-dropped-words = $(kolink-kbuild-words)
include $(dir $(kolink-file))scripts/Makefile.names
include $(dir $(kolink-file))scripts/Makefile.paths

kolink := $(patsubst %/,%,$(dir $(kolink-file)))
$(call kolink-check-path,kolink's directory,$(abspath $(kolink)))

kolink-tree-makefile := $(abspath $(firstword $(MAKEFILE_LIST)))
kolink-abs-tree := $(patsubst %/,%,$(dir $(kolink-tree-makefile)))
$(call kolink-check-path,source directory,$(kolink-abs-tree))
$(call kolink-check-path,source directory,$(CURDIR))

include $(dir $(kolink-file))scripts/Makefile.make-options

ifeq ("$(origin V)","command line")
  KBUILD_VERBOSE = $(V)
endif
quiet = quiet_
Q = @
ifneq ($(findstring 1,$(KBUILD_VERBOSE)),)
  quiet =
  Q =
endif
ifneq ($(findstring s,$(kolink-short-options)),)
  quiet = silent_
  override KBUILD_VERBOSE :=
endif
export quiet Q KBUILD_VERBOSE

# --------------------------------------------------------------------------
# In kolink's own repository there is no Kbuild file, but an example.

ifeq ($(kolink),.)
ifeq ($(kolink-abs-tree)$(wildcard Kbuild),$(CURDIR))
kolink-repository := $(wildcard examples/minikernel)
endif
endif

ifneq ($(kolink-repository),)

# `make demo`, `make check` and the like, if they are here
-include tests/repository.mk
# `make overlay`, `make shadow`: for Linux trees and headers
-include scripts/linux/Makefile.goals

kolink-example-goals := $(filter all vmlinux modules modules_% prepare %config \
	clean mrproper distclean help kernelrelease kernelversion nsdeps symvers-diff modules-report% modules-graph% compile_commands.json tags TAGS cscope \
	dtbs dtbs_install install \
	%.a %.i %.ko %.lds %.lst %.mod %.o %.s %.symtypes %/,$(MAKECMDGOALS))

# Relative names count from here.
kolink-absolute-dirs := $(foreach var,O M MO INSTALL_MOD_PATH INSTALL_PATH INSTALL_DTBS_PATH OLD NEW RULES OLD_SYMTYPES NEW_SYMTYPES,$(if $(filter command,$(firstword $(origin $(var)))),$(var)=$(abspath $($(var))))) \
	$(if $(KBUILD_TRACE),KBUILD_TRACE='$(if $(filter /%,$(KBUILD_TRACE)),,$(CURDIR)/)$(subst ','\'',$(KBUILD_TRACE))')

PHONY += __all __example $(kolink-example-goals)
__all $(kolink-example-goals): __example
	@:
__example:
	$(Q)$(MAKE) --no-print-directory -C examples/minikernel $(kolink-absolute-dirs) $(kolink-example-goals)

else # not kolink's own repository

# --------------------------------------------------------------------------
# A build. What would stand in front of an include comes first.

-include $(wildcard $(kolink-abs-tree)/Makefile.local)

# O=, M=, MO=: unless make has to be started again, elsewhere
include $(kolink)/scripts/Makefile.enter
ifndef kolink-enter-again

# Unless the goals are to be made one after the other
include $(kolink)/scripts/Makefile.goals
ifndef kolink-mixed-build

include $(kolink)/scripts/Kbuild.include

# No more: what this build starts must not take itself for this build.
unexport KOLINK_REENTRY KOLINK_EXTMOD KOLINK_CALLED_IN

VERSION := $(or $(VERSION),0)
PATCHLEVEL := $(or $(PATCHLEVEL),0)
SUBLEVEL := $(or $(SUBLEVEL),0)
KERNELVERSION := $(strip $(VERSION)).$(strip $(PATCHLEVEL)).$(strip $(SUBLEVEL))$(strip $(EXTRAVERSION))
kolink-release-file := $(if $(KBUILD_EXTMOD),$(objtree)/)include/config/kernel.release
KERNELRELEASE = $(call read-file,$(kolink-release-file))

include $(kolink)/scripts/Makefile.tools
include $(kolink)/scripts/Makefile.config
include $(kolink)/scripts/Makefile.flags
include $(kolink)/scripts/Makefile.exports

# The goals, and how they hang together
include $(kolink)/scripts/Makefile.$(if $(KBUILD_EXTMOD),external,intree)

ifneq ($(kolink-cannot-build),)
PHONY += cannot_build
tool_files: cannot_build
cannot_build:
	@echo '$(kolink-cannot-build)' >&2; exit 1
endif

endif # kolink-mixed-build
endif # kolink-enter-again
endif # kolink-repository

PHONY += FORCE
FORCE:

.PHONY: $(PHONY)
