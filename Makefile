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
#   LDFLAGS_vmlinux      flags of the links of vmlinux
#   KBUILD_LDS           the linker script of vmlinux, preprocessed from its .S
#   libs-y               lib/ for a lib.a, or files that vmlinux is linked with
#   PAHOLE_FLAGS         flags of pahole, instead of the usual ones for its version
#   KBUILD_HOSTCFLAGS KBUILD_HOSTLDFLAGS KBUILD_HOSTLDLIBS
#   INSTALL_MOD_PATH INSTALL_MOD_DIR INSTALL_MOD_STRIP GENKSYMS   see `make help`
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

kolink-example-goals := $(filter all vmlinux modules modules_% prepare defconfig syncconfig \
	clean mrproper distclean help kernelrelease kernelversion nsdeps \
	%.a %.i %.ko %.lds %.lst %.mod %.o %.s %/,$(MAKECMDGOALS))

# Relative directories count from here.
kolink-absolute-dirs := $(foreach var,O M MO INSTALL_MOD_PATH,$(if $(filter command,$(firstword $(origin $(var)))),$(var)=$(abspath $($(var)))))

PHONY += __all __example $(kolink-example-goals)
__all $(kolink-example-goals): __example
	@:
__example:
	$(Q)$(MAKE) --no-print-directory -C examples/minikernel $(kolink-absolute-dirs) $(kolink-example-goals)

else # kolink-repository

# What would stand in front of an include
-include $(wildcard $(kolink-abs-tree)/Makefile.local)

# --------------------------------------------------------------------------
# O=, M=, MO=

ifneq ($(filter __%,$(MAKECMDGOALS)),)
  $(error targets prefixed with '__' are only for internal use)
endif

# All that a build exports. One that another build started (a recipe that runs
# make in a foreign tree) must not see that one's.
kolink-exports := \
	KOLINK_ENTERED KOLINK_PWD KOLINK_ABI KOLINK_LTO KOLINK_TOOL_FILES KOLINK_LIBDIRS KOLINK_SINGLE \
	KBUILD_MODULES KBUILD_BUILTIN KBUILD_EXTMOD KBUILD_EXTMOD_OUTPUT KBUILD_OUTPUT \
	KBUILD_EXTRA_WARN KBUILD_SINGLE_TARGETS KBUILD_SUBDIR_CCFLAGS KBUILD_SUBDIR_ASFLAGS \
	kolink srctree objtree srcroot VPATH KBUILD_ABS_SRCTREE MODORDER \
	CC LD AR NM STRIP OBJCOPY OBJDUMP READELF AWK \
	PAHOLE PAHOLE_FLAGS MODULE_PAHOLE_FLAGS RESOLVE_BTFIDS RESOLVE_BTFIDS_FLAGS PERL PYTHON3 \
	KGZIP XZ ZSTD CPP HOSTCC HOSTCXX CONFIG_SHELL GENKSYMS DEPMOD \
	KBUILD_CPPFLAGS KBUILD_CFLAGS KBUILD_CFLAGS_KERNEL KBUILD_CFLAGS_MODULE \
	KBUILD_AFLAGS KBUILD_AFLAGS_KERNEL KBUILD_AFLAGS_MODULE NOSTDINC_FLAGS LINUXINCLUDE \
	KBUILD_LDFLAGS KBUILD_LDFLAGS_MODULE LDFLAGS_MODULE \
	KBUILD_HOSTCFLAGS KBUILD_HOSTCXXFLAGS KBUILD_HOSTLDFLAGS KBUILD_HOSTLDLIBS \
	KBUILD_VMLINUX_OBJS KBUILD_VMLINUX_LIBS KBUILD_LDS \
	KERNELRELEASE KERNELVERSION VERSION PATCHLEVEL SUBLEVEL MODLIB ARCH SRCARCH CROSS_COMPILE

ifdef KOLINK_REENTRY

# Started by the part below, in the right directory: KOLINK_REENTRY is the
# kernel's build, KOLINK_EXTMOD the external module.
kolink-abs-objtree := $(KOLINK_REENTRY)
override KBUILD_EXTMOD := $(KOLINK_EXTMOD)

else

# Set by another build, these are not meant for this one.
ifdef KOLINK_ENTERED
  KBUILD_OUTPUT :=
  KBUILD_EXTMOD :=
  KBUILD_EXTMOD_OUTPUT :=
  KBUILD_EXTRA_WARN :=
  kolink-enter-again := foreign
endif

ifeq ("$(origin O)","command line")
  KBUILD_OUTPUT := $(O)
endif
ifeq ("$(origin M)","command line")
  ifeq ($(strip $(M)),)
    $(error M= is empty: it names the folder of an external module (under sudo, $$PWD may be empty))
  endif
  KBUILD_EXTMOD := $(M)
endif
ifeq ("$(origin SUBDIRS)","command line")
  $(error SUBDIRS= is not read any more: the folder of an external module is M= today)
endif
ifeq ("$(origin MO)","command line")
  KBUILD_EXTMOD_OUTPUT := $(MO)
endif

$(call kolink-check-path,output directory,$(KBUILD_OUTPUT))
ifneq ($(word 2,$(KBUILD_EXTMOD)),)
  $(error building multiple external modules is not supported)
endif
$(if $(findstring :,$(KBUILD_EXTMOD)),$(error module directory path cannot contain ':'))
$(call kolink-check-path,module directory path,$(KBUILD_EXTMOD))
$(call kolink-check-path,output directory,$(KBUILD_EXTMOD_OUTPUT))

kolink-real-or-future = $(or $(realpath $(1)),$(abspath $(1)))
kolink-abs-objtree := $(if $(KBUILD_OUTPUT),$(call kolink-real-or-future,$(KBUILD_OUTPUT)),$(CURDIR))

ifneq ($(KBUILD_EXTMOD),)
  kolink-abs-extmod := $(realpath $(KBUILD_EXTMOD))
  ifeq ($(kolink-abs-extmod),)
    $(error specified external module directory "$(KBUILD_EXTMOD)" does not exist)
  endif
  $(call kolink-check-path,module directory path,$(kolink-abs-extmod))
  ifeq ($(wildcard $(kolink-abs-extmod)/.),)
    $(error M=$(KBUILD_EXTMOD): this is a file: M= names the folder of a module)
  endif
  ifeq ($(KBUILD_EXTMOD_OUTPUT),)
    # Where make was started, unless that is the kernel's build.
    kolink-run-dir := $(if $(filter $(CURDIR),$(kolink-abs-objtree)),$(kolink-abs-extmod),$(CURDIR))
    ifneq ($(KBUILD_OUTPUT),)
      kolink-run-dir := $(kolink-abs-extmod)
    endif
  else
    kolink-run-dir := $(call kolink-real-or-future,$(KBUILD_EXTMOD_OUTPUT))
  endif
  # A module's lists would take the place of the kernel's.
  kolink-kernel-dirs := $(realpath $(kolink-abs-objtree) $(kolink-abs-tree))
  ifneq ($(filter $(kolink-abs-extmod),$(kolink-kernel-dirs)),)
    $(error M=$(KBUILD_EXTMOD): this is the kernel's own folder, not that of an external module)
  endif
  ifneq ($(filter $(realpath $(kolink-run-dir)),$(kolink-kernel-dirs)),)
    $(error MO=$(KBUILD_EXTMOD_OUTPUT): this is the kernel's own folder: its Module.symvers would be lost)
  endif
else
  kolink-run-dir := $(kolink-abs-objtree)
endif

ifneq ($(kolink-run-dir),$(CURDIR))
  kolink-enter-again := elsewhere
endif
ifneq ($(KBUILD_EXTMOD),)
  kolink-enter-again := extmod
endif

endif # KOLINK_REENTRY

ifdef kolink-enter-again

ifneq ($(if $(kolink-not-running),$(wildcard $(kolink-run-dir)),y),)
kolink-enter = +@mkdir -p '$(kolink-run-dir)' && \
	$(if $(KOLINK_ENTERED),unset $(kolink-exports);) \
	KOLINK_REENTRY='$(kolink-abs-objtree)' KOLINK_EXTMOD='$(kolink-abs-extmod)' \
	KOLINK_PWD='$(subst ','\'',$(PWD))' \
	$(MAKE) -C '$(kolink-run-dir)' -I '$(kolink-abs-tree)' -f '$(kolink-tree-makefile)' $(MAKECMDGOALS)
else
kolink-enter = @echo '$(kolink-run-dir) does not exist: make it first, to see what would be done in it'
endif

PHONY += $(MAKECMDGOALS) __enter
$(filter-out __all __enter,$(MAKECMDGOALS)) __all: __enter
	@:
__enter:
	$(kolink-enter)

# The tree's makefile is up to date.
$(MAKEFILE_LIST): ;

else # kolink-enter-again

# ==========================================================================
# The build itself; make runs where it is to be

MAKEFLAGS += --no-print-directory

# Relative where possible: then nothing depends on where the tree is.
ifeq ($(KBUILD_EXTMOD),)
  objtree := .
  srctree := $(if $(filter $(kolink-abs-tree),$(CURDIR)),.,$(if $(filter $(kolink-abs-tree)/,$(dir $(CURDIR))),..,$(kolink-abs-tree)))
  srcroot := $(srctree)
  kolink := $(if $(filter $(CURDIR),$(abspath $(kolink))),.,$(patsubst $(CURDIR)/%,%,$(kolink)))
else
  objtree := $(kolink-abs-objtree)
  srctree := $(kolink-abs-tree)
  srcroot := $(if $(filter $(KBUILD_EXTMOD),$(CURDIR)),.,$(KBUILD_EXTMOD))
  kolink := $(abspath $(kolink))
endif
KBUILD_ABS_SRCTREE := $(kolink-abs-tree)
VPATH := $(filter-out .,$(srcroot))

# In a Kbuild file, PWD is where make was called, as make itself has it; shells
# that run recipes on the way here have set it to other places.
ifndef KOLINK_REENTRY
  KOLINK_PWD := $(PWD)
endif

# A build directory of its own gets a Makefile that starts make as O= or MO=
# does. A Makefile that somebody else has put there stays.
kolink-makefile-mark := \# Made by kolink: do not edit

# Usage: $(call kolink-output-makefile,ARGUMENTS OF MAKE)
define kolink-output-makefile
	@if [ -e Makefile ] && [ "$$(head -n 1 Makefile)" != '$(kolink-makefile-mark)' ]; then exit 0; fi; \
	printf '%s\n' '$(kolink-makefile-mark)' \
		'MAKEFLAGS += --no-print-directory' \
		'ifeq ("$$(origin M)","command line")' \
		'kolink-extmod := M=$$(or $$(realpath $$(M)),$$(M))' \
		'endif' \
		'.PHONY: __all __tree $$(MAKECMDGOALS)' \
		'__all $$(filter-out __all __tree Makefile,$$(MAKECMDGOALS)): __tree ; @:' \
		'__tree: ; +@$$(MAKE) -I $(kolink-abs-tree) -f $(kolink-tree-makefile) $$(MAKECMDGOALS) $(1)' \
		'Makefile: ;' > .tmp_Makefile; \
	if cmp -s .tmp_Makefile Makefile; then rm -f .tmp_Makefile; else \
		$(kecho) '  GEN     Makefile'; mv -f .tmp_Makefile Makefile; fi
endef

# --------------------------------------------------------------------------
# Goals

kolink-clean-targets := clean mrproper distclean
kolink-config-targets := defconfig syncconfig
# These read no configuration.
kolink-no-dot-config-targets := $(kolink-clean-targets) defconfig help kernelversion outputmakefile
kolink-single-targets := %.a %.i %.ko %.lds %.lst %.mod %.o %.s %/

kolink-mixed-build :=
kolink-config-build :=
single-build :=
kolink-need-config := y

ifneq ($(MAKECMDGOALS),)
ifeq ($(filter-out $(kolink-no-dot-config-targets),$(MAKECMDGOALS)),)
  kolink-need-config :=
endif
ifneq ($(filter defconfig,$(MAKECMDGOALS)),)
  kolink-config-build := y
endif
ifneq ($(filter $(kolink-single-targets),$(MAKECMDGOALS)),)
  single-build := y
endif
ifneq ($(word 2,$(MAKECMDGOALS)),)
ifneq ($(filter $(kolink-config-targets) $(kolink-clean-targets) %install,$(MAKECMDGOALS)),)
  kolink-mixed-build := y
endif
ifneq ($(filter $(kolink-single-targets),$(MAKECMDGOALS)),)
ifneq ($(filter-out $(kolink-single-targets),$(MAKECMDGOALS)),)
  kolink-mixed-build := y
endif
endif
endif
endif

ifdef kolink-mixed-build

# One after the other
PHONY += $(MAKECMDGOALS) __build_one_by_one
$(MAKECMDGOALS): __build_one_by_one
	@:
__build_one_by_one:
	$(Q)failed=; for goal in $(MAKECMDGOALS); do \
		$(MAKE) -f $(kolink-tree-makefile) $$goal || \
		$(if $(kolink-keeping-going),failed=y,exit $$?); \
	done; [ -z "$$failed" ]

else # kolink-mixed-build

include $(kolink)/scripts/Kbuild.include

# No more: what this build starts must not take itself for this build.
unexport KOLINK_REENTRY KOLINK_EXTMOD

# --------------------------------------------------------------------------
# Version

VERSION := $(or $(VERSION),0)
PATCHLEVEL := $(or $(PATCHLEVEL),0)
SUBLEVEL := $(or $(SUBLEVEL),0)
KERNELVERSION := $(strip $(VERSION)).$(strip $(PATCHLEVEL)).$(strip $(SUBLEVEL))$(strip $(EXTRAVERSION))
kolink-release-file := $(if $(KBUILD_EXTMOD),$(objtree)/)include/config/kernel.release
KERNELRELEASE = $(call read-file,$(kolink-release-file))

# --------------------------------------------------------------------------
# Machine

# The machine's name as directories below arch/ have it
kolink-arch-of = $(strip $(foreach rule,x86_64:x86 i386:x86 i486:x86 i586:x86 i686:x86 amd64:x86 \
	aarch64:arm64 arm64:arm64 armv6l:arm armv7l:arm armv8l:arm \
	riscv32:riscv riscv64:riscv ppc:powerpc ppc64:powerpc ppc64le:powerpc \
	powerpc64:powerpc powerpc64le:powerpc s390x:s390 sparc64:sparc \
	mips64:mips mipsel:mips mips64el:mips loongarch64:loongarch, \
	$(if $(filter $(1),$(firstword $(subst :, ,$(rule)))),$(lastword $(subst :, ,$(rule))))))
# A tree may call its folders as machines call themselves.
kolink-in-srctree := $(if $(filter-out .,$(srctree)),$(srctree)/)
kolink-has-arch = $(if $(wildcard $(kolink-in-srctree)arch/$(1)/.),$(1))
ifndef ARCH
kolink-machine := $(firstword $(subst -, ,$(notdir $(lastword $(CROSS_COMPILE)))))
kolink-machine := $(or $(kolink-machine),$(shell uname -m))
ARCH := $(or $(call kolink-has-arch,$(kolink-machine)),$(call kolink-arch-of,$(kolink-machine)),$(kolink-machine))
endif
ifndef SRCARCH
SRCARCH := $(or $(call kolink-has-arch,$(ARCH)),$(call kolink-arch-of,$(ARCH)),$(ARCH))
endif

# A tree that has arch/ has a folder there for each machine that it knows.
kolink-arches := $(patsubst $(kolink-in-srctree)arch/%/.,%,$(wildcard $(kolink-in-srctree)arch/*/.))
ifneq ($(and $(kolink-need-config),$(kolink-arches)),)
ifeq ($(filter $(SRCARCH),$(kolink-arches)),)
$(error ARCH=$(ARCH): there is no folder arch/$(SRCARCH) in $(kolink-abs-tree), only: $(kolink-arches))
endif
endif

# --------------------------------------------------------------------------
# Tools. CC=... on the command line goes before all of this.

CONFIG_SHELL := sh
AWK := awk
PERL := perl
PYTHON3 := python3
PAHOLE := pahole
RESOLVE_BTFIDS :=
KGZIP := gzip
XZ := xz
ZSTD := zstd
DEPMOD := depmod
HOSTCC := gcc
HOSTCXX := g++

ifneq ($(LLVM),)
# LLVM=1, LLVM=/path/to/bin/ or LLVM=-15
ifneq ($(filter %/,$(LLVM)),)
kolink-llvm-prefix := $(LLVM)
else ifneq ($(filter -%,$(LLVM)),)
kolink-llvm-suffix := $(LLVM)
endif
HOSTCC := $(kolink-llvm-prefix)clang$(kolink-llvm-suffix)
HOSTCXX := $(kolink-llvm-prefix)clang++$(kolink-llvm-suffix)
CC := $(kolink-llvm-prefix)clang$(kolink-llvm-suffix)
LD := $(kolink-llvm-prefix)ld.lld$(kolink-llvm-suffix)
AR := $(kolink-llvm-prefix)llvm-ar$(kolink-llvm-suffix)
NM := $(kolink-llvm-prefix)llvm-nm$(kolink-llvm-suffix)
STRIP := $(kolink-llvm-prefix)llvm-strip$(kolink-llvm-suffix)
OBJCOPY := $(kolink-llvm-prefix)llvm-objcopy$(kolink-llvm-suffix)
OBJDUMP := $(kolink-llvm-prefix)llvm-objdump$(kolink-llvm-suffix)
READELF := $(kolink-llvm-prefix)llvm-readelf$(kolink-llvm-suffix)
else
CC := $(CROSS_COMPILE)gcc
LD := $(CROSS_COMPILE)ld
AR := $(CROSS_COMPILE)ar
NM := $(CROSS_COMPILE)nm
STRIP := $(CROSS_COMPILE)strip
OBJCOPY := $(CROSS_COMPILE)objcopy
OBJDUMP := $(CROSS_COMPILE)objdump
READELF := $(CROSS_COMPILE)readelf
endif
CPP = $(CC) -E

# clang is one program for all machines. There may be a word in front of it, and
# options behind it.
kolink-is-clang := $(filter clang%,$(notdir $(filter-out -%,$(CC))))
ifneq ($(kolink-is-clang),)
kolink-clang-target-x86 := x86_64-linux-gnu
kolink-clang-target-arm64 := aarch64-linux-gnu
kolink-clang-target-arm := arm-linux-gnueabi
kolink-clang-target-riscv := riscv64-linux-gnu
kolink-clang-target-powerpc := powerpc64le-linux-gnu
kolink-clang-target-s390 := s390x-linux-gnu
kolink-clang-flags := $(addprefix --target=,$(or $(patsubst %-,%,$(notdir $(lastword $(CROSS_COMPILE)))),$(kolink-clang-target-$(SRCARCH))))
endif

# --------------------------------------------------------------------------
# Flags. What the tree set in front of the include stands behind the defaults.

# Usage: VAR := DEFAULTS $(call kolink-tree-value,VAR)
kolink-tree-value = $(if $(filter file override,$(origin $(1))),$($(1)))

kolink-in-kolink := $(if $(filter-out .,$(kolink)),$(kolink)/)

LINUXINCLUDE := $(call kolink-tree-value,LINUXINCLUDE) \
	$(addprefix -I,$(wildcard $(kolink-in-srctree)arch/$(SRCARCH)/include)) \
	$(addprefix -I,$(call kolink-uniq,$(kolink-in-srctree)include $(kolink-in-objtree)include $(kolink-in-kolink)include)) \
	-include $(kolink-in-kolink)include/linux/kconfig.h

# Objects name their files as if kolink's files were the tree's own and make
# ran in its root: neither the place nor the way in makes a difference.
kolink-prefix-maps := $(foreach place,$(filter-out $(CURDIR),$(sort $(kolink-abs-objtree) $(kolink-abs-tree) $(KBUILD_EXTMOD))),-ffile-prefix-map=$(place)/=) \
	$(if $(filter ..,$(srctree)),-ffile-prefix-map=../=) \
	-ffile-prefix-map=$(CURDIR)=. \
	$(if $(kolink-in-kolink),-ffile-prefix-map=$(kolink-in-kolink)=)

KBUILD_CPPFLAGS := -D__KERNEL__ $(kolink-clang-flags) $(kolink-prefix-maps) $(call kolink-tree-value,KBUILD_CPPFLAGS)
KBUILD_CFLAGS := -std=gnu11 -Wall -Wstrict-prototypes -Werror=implicit-function-declaration \
	-Werror=implicit-int -O2 -ffreestanding -fno-PIE -fno-common -fno-strict-aliasing \
	-fno-stack-protector -fno-asynchronous-unwind-tables \
	$(call kolink-tree-value,KBUILD_CFLAGS)
KBUILD_CFLAGS_KERNEL := $(call kolink-tree-value,KBUILD_CFLAGS_KERNEL)
KBUILD_CFLAGS_MODULE := -DMODULE $(call kolink-tree-value,KBUILD_CFLAGS_MODULE)
KBUILD_AFLAGS := -D__ASSEMBLY__ -fno-PIE $(call kolink-tree-value,KBUILD_AFLAGS)
KBUILD_AFLAGS_KERNEL := $(call kolink-tree-value,KBUILD_AFLAGS_KERNEL)
KBUILD_AFLAGS_MODULE := -DMODULE $(call kolink-tree-value,KBUILD_AFLAGS_MODULE)
KBUILD_LDFLAGS := -z noexecstack $(call kolink-tree-value,KBUILD_LDFLAGS)
KBUILD_LDFLAGS_MODULE := --build-id=sha1 $(call kolink-tree-value,KBUILD_LDFLAGS_MODULE)
KBUILD_HOSTCFLAGS := -O2 -Wall -std=gnu11 $(HOSTCFLAGS) $(call kolink-tree-value,KBUILD_HOSTCFLAGS)
KBUILD_HOSTCXXFLAGS := -O2 -Wall $(HOSTCXXFLAGS) $(call kolink-tree-value,KBUILD_HOSTCXXFLAGS)
KBUILD_HOSTLDFLAGS := $(HOSTLDFLAGS) $(call kolink-tree-value,KBUILD_HOSTLDFLAGS)
KBUILD_HOSTLDLIBS := $(HOSTLDLIBS) $(call kolink-tree-value,KBUILD_HOSTLDLIBS)
ifeq ($(filter file override command,$(firstword $(origin NOSTDINC_FLAGS))),)
NOSTDINC_FLAGS := -nostdinc
endif

ifeq ("$(origin W)","command line")
  KBUILD_EXTRA_WARN := $(W)
endif
ifneq ($(findstring 1,$(KBUILD_EXTRA_WARN)),)
KBUILD_CFLAGS += -Wextra -Wno-unused-parameter -Wmissing-declarations -Wmissing-prototypes
endif

# ==========================================================================
# Configuration

KCONFIG_CONFIG ?= .config
kolink-auto-conf := $(kolink-in-objtree)include/config/auto.conf

ifeq ($(KBUILD_EXTMOD),)
kolink-config-file := $(firstword $(wildcard $(KCONFIG_CONFIG) $(kolink-in-srctree)defconfig) $(kolink-in-kolink)scripts/default.config)

ifdef kolink-need-config
ifneq ($(kolink-not-running)$(filter kernelrelease,$(MAKECMDGOALS)),)
# No file is made: what the configuration will say is read from its source.
-include $(or $(if $(filter-out $(kolink-config-file),$(shell ls -t $(kolink-auto-conf) $(kolink-config-file) 2>/dev/null | head -n 1)),,$(kolink-config-file)),$(wildcard $(kolink-auto-conf)),$(kolink-config-file))
else
include $(kolink-auto-conf)
endif
endif

# Which file it was made from stands in its first line.
ifneq ($(wildcard $(kolink-auto-conf)),)
ifneq ($(word 4,$(call read-file,$(kolink-auto-conf)))$(wildcard include/generated/autoconf.h),$(kolink-config-file):include/generated/autoconf.h)
kolink-config-changed := FORCE
endif
endif

quiet_cmd_syncconfig = SYNC    $@
      cmd_syncconfig = $(CONFIG_SHELL) $(kolink)/scripts/syncconfig.sh $(kolink-config-file)

$(kolink-auto-conf): $(kolink-config-file) $(kolink)/scripts/syncconfig.sh $(kolink-config-changed)
	$(if $(filter $(KCONFIG_CONFIG),$(kolink-config-file)),,@$(kecho) 'No $(KCONFIG_CONFIG): the configuration is $(kolink-config-file)')
	$(call cmd,syncconfig)

ifndef kolink-config-build
$(kolink-config-file): ;
endif

else # KBUILD_EXTMOD

ifdef kolink-need-config
-include $(kolink-auto-conf)
endif

endif # KBUILD_EXTMOD

ifneq ($(CONFIG_DEBUG_INFO)$(CONFIG_DEBUG_INFO_BTF),)
KBUILD_CFLAGS += -g
endif

ifdef CONFIG_LTO_CLANG
KBUILD_CFLAGS += $(if $(CONFIG_LTO_CLANG_THIN),-flto=thin -fsplit-lto-unit,-flto)
endif

-include $(wildcard $(kolink-in-srctree)arch/$(SRCARCH)/Makefile)

KBUILD_CPPFLAGS += $(KCPPFLAGS)
KBUILD_CFLAGS += $(KCFLAGS)
KBUILD_AFLAGS += $(KAFLAGS)

# modpost reads machine code. ld.lld makes it of clang's bitcode when it links
# objects to one; of what GCC leaves nothing here does. (A rule says so: what
# stands in auto.conf now may be out of date.)
KOLINK_LTO := $(filter -flto%,$(KBUILD_CFLAGS))
ifneq ($(KOLINK_LTO),)
ifneq ($(kolink-is-clang),)
ifeq ($(findstring lld,$(LD))$(findstring LLD,$(if $(findstring lld,$(LD)),,$(shell $(LD) --version 2>/dev/null))),)
kolink-cannot-build := $(KOLINK_LTO) needs ld.lld to link what clang writes, and LD is $(LD): use LLVM=1, or LD=ld.lld
endif
else ifeq ($(filter -ffat-lto-objects,$(KBUILD_CFLAGS)),)
kolink-cannot-build := $(KOLINK_LTO) needs clang and ld.lld, and CC is $(CC): use LLVM=1
endif
endif

# Where vmlinux gets its linker script from: the path without the .S, in the
# build directory.
ifndef KBUILD_LDS
KBUILD_LDS := $(firstword \
	$(patsubst $(kolink-in-srctree)%.S,%,$(wildcard $(addprefix $(kolink-in-srctree),arch/$(SRCARCH)/kernel/vmlinux.lds.S vmlinux.lds.S))) \
	scripts/vmlinux.lds)
endif

# lib/: its objects are part of built-in.a, its lib.a is linked as a whole if
# there can be modules that need what vmlinux itself does not.
KOLINK_LIBDIRS := $(if $(KBUILD_EXTMOD),,$(filter %/,$(libs-y)))
kolink-lib-archives := $(KOLINK_LIBDIRS:/=/lib.a)
KBUILD_VMLINUX_OBJS := built-in.a $(if $(CONFIG_MODULES),$(kolink-lib-archives))
KBUILD_VMLINUX_LIBS := $(if $(CONFIG_MODULES),,$(kolink-lib-archives)) $(filter-out %/,$(libs-y))

MODLIB = $(INSTALL_MOD_PATH)/lib/modules/$(KERNELRELEASE)

# Files that say which compiler and linker are in use
KOLINK_TOOL_FILES := $(if $(KBUILD_EXTMOD),.tmp_tool_,include/config/tool_)
KOLINK_ABI ?= native
KOLINK_ENTERED := y

KBUILD_EXTMOD_OUTPUT := $(if $(KBUILD_EXTMOD),$(CURDIR))

# Exported, an undefined one would be an empty one; of these, that means something else.
kolink-absent-flags := $(foreach name,PAHOLE_FLAGS RESOLVE_BTFIDS_FLAGS,$(if $(filter undefined,$(origin $(name))),$(name)))
export $(filter-out KBUILD_SUBDIR_% KOLINK_SINGLE MODORDER KBUILD_OUTPUT $(kolink-absent-flags),$(kolink-exports))
export INSTALL_MOD_PATH INSTALL_MOD_DIR INSTALL_MOD_STRIP
unexport KBUILD_SUBDIR_CCFLAGS KBUILD_SUBDIR_ASFLAGS KOLINK_SINGLE MODORDER KBUILD_OUTPUT

# ==========================================================================
# What to build

KBUILD_MODULES :=
KBUILD_BUILTIN := y
ifeq ($(MAKECMDGOALS),modules)
  KBUILD_BUILTIN := $(if $(CONFIG_MODVERSIONS)$(CONFIG_DEBUG_INFO_BTF_MODULES),y)
endif
ifneq ($(if $(MAKECMDGOALS),,all)$(filter all __all modules nsdeps,$(MAKECMDGOALS))$(CONFIG_TRIM_UNUSED_KSYMS),)
  KBUILD_MODULES := y
endif
ifneq ($(single-build)$(KBUILD_EXTMOD),)
  KBUILD_MODULES := y
endif
ifneq ($(KBUILD_EXTMOD),)
  KBUILD_BUILTIN :=
endif
ifeq ($(CONFIG_MODULES),)
  KBUILD_MODULES :=
endif

# Make in a directory of the library itself
kolink-own = $(MAKE) $(build)=$(1) srcroot=$(kolink) need-builtin= need-modorder= single-build=

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
