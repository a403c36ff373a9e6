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

kolink-file := $(lastword $(MAKEFILE_LIST))
ifeq ($(wildcard $(kolink-file)),)
$(error kolink's directory cannot contain spaces)
endif
kolink := $(patsubst %/,%,$(dir $(kolink-file)))
ifneq ($(words $(subst :, ,$(abspath $(kolink)))),1)
$(error kolink's directory cannot contain spaces or colons: $(abspath $(kolink)))
endif

tree-makefile := $(abspath $(firstword $(MAKEFILE_LIST)))
abs-tree := $(patsubst %/,%,$(dir $(tree-makefile)))
ifneq ($(words $(subst :, ,$(abs-tree) $(CURDIR))),2)
$(error source directory cannot contain spaces or colons)
endif

# A letter in the first word of MAKEFLAGS is an option of make, elsewhere not.
make-options := $(filter-out --% %=%,$(firstword -$(MAKEFLAGS)))
dry-run := $(findstring n,$(make-options))$(findstring q,$(make-options))$(findstring t,$(make-options))

ifeq ("$(origin V)","command line")
  KBUILD_VERBOSE = $(V)
endif
quiet = quiet_
Q = @
ifneq ($(findstring 1,$(KBUILD_VERBOSE)),)
  quiet =
  Q =
endif
ifneq ($(findstring s,$(make-options)),)
  quiet = silent_
  override KBUILD_VERBOSE :=
endif
export quiet Q KBUILD_VERBOSE

# --------------------------------------------------------------------------
# In kolink's own repository there is no Kbuild file, but an example.

ifeq ($(kolink),.)
ifeq ($(abs-tree)$(wildcard Kbuild),$(CURDIR))
kolink-repository := $(wildcard examples/minikernel)
endif
endif

ifneq ($(kolink-repository),)

# `make demo`, `make check` and the like, if they are here
-include tests/repository.mk
# `make overlay`, `make shadow`: for Linux trees and headers
-include scripts/linux/Makefile.goals

example-goals := $(filter all vmlinux modules modules_% prepare defconfig syncconfig \
	clean mrproper distclean help kernelrelease kernelversion nsdeps \
	%.a %.i %.ko %.lds %.lst %.mod %.o %.s %/,$(MAKECMDGOALS))

# Relative directories count from here.
absolute-dirs := $(foreach var,O M MO INSTALL_MOD_PATH,$(if $(filter command,$(firstword $(origin $(var)))),$(var)=$(abspath $($(var)))))

PHONY += __all __example $(example-goals)
__all $(example-goals): __example
	@:
__example:
	$(Q)$(MAKE) --no-print-directory -C examples/minikernel $(absolute-dirs) $(example-goals)

else # kolink-repository

# What would stand in front of an include
-include $(wildcard $(abs-tree)/Makefile.local)

# --------------------------------------------------------------------------
# O=, M=, MO=

ifneq ($(filter __%,$(MAKECMDGOALS)),)
  $(error targets prefixed with '__' are only for internal use)
endif

# All that a build exports. One that another build started (a recipe that runs
# make in a foreign tree) must not see that one's.
kolink-exports := \
	KOLINK_ENTERED KOLINK_ABI KOLINK_TOOL_FILES KOLINK_LIBDIRS KOLINK_SINGLE \
	KBUILD_MODULES KBUILD_BUILTIN KBUILD_EXTMOD KBUILD_EXTMOD_OUTPUT KBUILD_OUTPUT \
	KBUILD_EXTRA_WARN KBUILD_SINGLE_TARGETS KBUILD_SUBDIR_CCFLAGS KBUILD_SUBDIR_ASFLAGS \
	kolink srctree objtree srcroot VPATH KBUILD_ABS_SRCTREE MODORDER \
	CC LD AR NM STRIP OBJCOPY OBJDUMP READELF AWK \
	PAHOLE PAHOLE_FLAGS MODULE_PAHOLE_FLAGS RESOLVE_BTFIDS RESOLVE_BTFIDS_FLAGS PERL PYTHON3 \
	KGZIP XZ ZSTD CPP HOSTCC CONFIG_SHELL GENKSYMS DEPMOD \
	KBUILD_CPPFLAGS KBUILD_CFLAGS KBUILD_CFLAGS_KERNEL KBUILD_CFLAGS_MODULE \
	KBUILD_AFLAGS KBUILD_AFLAGS_KERNEL KBUILD_AFLAGS_MODULE NOSTDINC_FLAGS LINUXINCLUDE \
	KBUILD_LDFLAGS KBUILD_LDFLAGS_MODULE LDFLAGS_MODULE \
	KBUILD_HOSTCFLAGS KBUILD_HOSTLDFLAGS KBUILD_HOSTLDLIBS \
	KBUILD_VMLINUX_OBJS KBUILD_VMLINUX_LIBS KBUILD_LDS \
	KERNELRELEASE KERNELVERSION VERSION PATCHLEVEL SUBLEVEL MODLIB ARCH SRCARCH CROSS_COMPILE

ifdef KOLINK_REENTRY

# Started by the part below, in the right directory: KOLINK_REENTRY is the
# kernel's build, KOLINK_EXTMOD the external module.
abs-objtree := $(KOLINK_REENTRY)
override KBUILD_EXTMOD := $(KOLINK_EXTMOD)

else

# Set by another build, these are not meant for this one.
ifdef KOLINK_ENTERED
  KBUILD_OUTPUT :=
  KBUILD_EXTMOD :=
  KBUILD_EXTMOD_OUTPUT :=
  KBUILD_EXTRA_WARN :=
  enter-again := foreign
endif

ifeq ("$(origin O)","command line")
  KBUILD_OUTPUT := $(O)
endif
ifeq ("$(origin M)","command line")
  KBUILD_EXTMOD := $(M)
endif
ifeq ("$(origin MO)","command line")
  KBUILD_EXTMOD_OUTPUT := $(MO)
endif

# A path with spaces counts as several words.
ifneq ($(words $(subst :, ,$(KBUILD_OUTPUT))),$(if $(KBUILD_OUTPUT),1,0))
  $(error output directory cannot contain spaces or colons: $(KBUILD_OUTPUT))
endif
ifneq ($(word 2,$(KBUILD_EXTMOD)),)
  $(error building multiple external modules is not supported)
endif
$(foreach char,% :,$(if $(findstring $(char),$(KBUILD_EXTMOD)), \
	$(error module directory path cannot contain '$(char)')))
ifneq ($(word 2,$(subst :, ,$(KBUILD_EXTMOD_OUTPUT))),)
  $(error output directory cannot contain spaces or colons: $(KBUILD_EXTMOD_OUTPUT))
endif

real-or-future = $(or $(realpath $(1)),$(abspath $(1)))
abs-objtree := $(if $(KBUILD_OUTPUT),$(call real-or-future,$(KBUILD_OUTPUT)),$(CURDIR))

ifneq ($(KBUILD_EXTMOD),)
  abs-extmod := $(realpath $(KBUILD_EXTMOD))
  ifeq ($(abs-extmod),)
    $(error specified external module directory "$(KBUILD_EXTMOD)" does not exist)
  endif
  ifneq ($(words $(subst :, ,$(abs-extmod))),1)
    $(error module directory path cannot contain spaces or colons: $(abs-extmod))
  endif
  ifeq ($(KBUILD_EXTMOD_OUTPUT),)
    # Where make was started, unless that is the kernel's build.
    run-dir := $(if $(filter $(CURDIR),$(abs-objtree)),$(abs-extmod),$(CURDIR))
    ifneq ($(KBUILD_OUTPUT),)
      run-dir := $(abs-extmod)
    endif
  else
    run-dir := $(call real-or-future,$(KBUILD_EXTMOD_OUTPUT))
  endif
else
  run-dir := $(abs-objtree)
endif

ifneq ($(run-dir),$(CURDIR))
  enter-again := elsewhere
endif
ifneq ($(KBUILD_EXTMOD),)
  enter-again := extmod
endif

endif # KOLINK_REENTRY

ifdef enter-again

ifneq ($(if $(dry-run),$(wildcard $(run-dir)),y),)
enter = +@mkdir -p $(run-dir) && \
	$(if $(KOLINK_ENTERED),unset $(kolink-exports);) \
	KOLINK_REENTRY=$(abs-objtree) KOLINK_EXTMOD=$(abs-extmod) \
	$(MAKE) -C $(run-dir) -I $(abs-tree) -f $(tree-makefile) $(MAKECMDGOALS)
else
enter = @echo '$(run-dir) does not exist: make it first, to see what would be done in it'
endif

PHONY += $(MAKECMDGOALS) __enter
$(filter-out __all __enter,$(MAKECMDGOALS)) __all: __enter
	@:
__enter:
	$(enter)

# The tree's makefile is up to date.
$(MAKEFILE_LIST): ;

else # enter-again

# ==========================================================================
# The build itself; make runs where it is to be

MAKEFLAGS += --no-print-directory

# Relative where possible: then nothing depends on where the tree is.
ifeq ($(KBUILD_EXTMOD),)
  objtree := .
  srctree := $(if $(filter $(abs-tree),$(CURDIR)),.,$(if $(filter $(abs-tree)/,$(dir $(CURDIR))),..,$(abs-tree)))
  srcroot := $(srctree)
  kolink := $(if $(filter $(CURDIR),$(abspath $(kolink))),.,$(patsubst $(CURDIR)/%,%,$(kolink)))
else
  objtree := $(abs-objtree)
  srctree := $(abs-tree)
  srcroot := $(if $(filter $(KBUILD_EXTMOD),$(CURDIR)),.,$(KBUILD_EXTMOD))
  kolink := $(abspath $(kolink))
endif
KBUILD_ABS_SRCTREE := $(abs-tree)
VPATH := $(filter-out .,$(srcroot))

# Compilers note the directory that PWD names; one that was reached through a
# symbolic link is noted by its real name.
ifeq ($(realpath $(PWD)),$(CURDIR))
  PWD := $(CURDIR)
  export PWD
endif

# A build directory of its own gets a Makefile that starts make as O= or MO=
# does. A Makefile that somebody else has put there stays.
makefile-mark := \# Made by kolink: do not edit

# Usage: $(call output-makefile,ARGUMENTS OF MAKE)
define output-makefile
	@if [ -e Makefile ] && [ "$$(head -n 1 Makefile)" != '$(makefile-mark)' ]; then exit 0; fi; \
	printf '%s\n' '$(makefile-mark)' \
		'MAKEFLAGS += --no-print-directory' \
		'ifeq ("$$(origin M)","command line")' \
		'kolink-extmod := M=$$(or $$(realpath $$(M)),$$(M))' \
		'endif' \
		'.PHONY: __all __tree $$(MAKECMDGOALS)' \
		'__all $$(filter-out __all __tree Makefile,$$(MAKECMDGOALS)): __tree ; @:' \
		'__tree: ; +@$$(MAKE) -I $(abs-tree) -f $(tree-makefile) $$(MAKECMDGOALS) $(1)' \
		'Makefile: ;' > .tmp_Makefile; \
	if cmp -s .tmp_Makefile Makefile; then rm -f .tmp_Makefile; else \
		$(kecho) '  GEN     Makefile'; mv -f .tmp_Makefile Makefile; fi
endef

# --------------------------------------------------------------------------
# Goals

clean-targets := clean mrproper distclean
config-targets := defconfig syncconfig
# These read no configuration.
no-dot-config-targets := $(clean-targets) defconfig help kernelversion outputmakefile
single-targets := %.a %.i %.ko %.lds %.lst %.mod %.o %.s %/

mixed-build :=
config-build :=
single-build :=
need-config := y

ifneq ($(MAKECMDGOALS),)
ifeq ($(filter-out $(no-dot-config-targets),$(MAKECMDGOALS)),)
  need-config :=
endif
ifneq ($(filter defconfig,$(MAKECMDGOALS)),)
  config-build := y
endif
ifneq ($(filter $(single-targets),$(MAKECMDGOALS)),)
  single-build := y
endif
ifneq ($(word 2,$(MAKECMDGOALS)),)
ifneq ($(filter $(config-targets) $(clean-targets) %install,$(MAKECMDGOALS)),)
  mixed-build := y
endif
ifneq ($(filter $(single-targets),$(MAKECMDGOALS)),)
ifneq ($(filter-out $(single-targets),$(MAKECMDGOALS)),)
  mixed-build := y
endif
endif
endif
endif

ifdef mixed-build

# One after the other
PHONY += $(MAKECMDGOALS) __build_one_by_one
$(MAKECMDGOALS): __build_one_by_one
	@:
__build_one_by_one:
	$(Q)failed=; for goal in $(MAKECMDGOALS); do \
		$(MAKE) -f $(tree-makefile) $$goal || \
		$(if $(findstring k,$(make-options)),failed=y,exit $$?); \
	done; [ -z "$$failed" ]

else # mixed-build

include $(kolink)/scripts/Kbuild.include

# No more: what this build starts must not take itself for this build.
unexport KOLINK_REENTRY KOLINK_EXTMOD

# --------------------------------------------------------------------------
# Version

VERSION := $(or $(VERSION),0)
PATCHLEVEL := $(or $(PATCHLEVEL),0)
SUBLEVEL := $(or $(SUBLEVEL),0)
KERNELVERSION := $(strip $(VERSION)).$(strip $(PATCHLEVEL)).$(strip $(SUBLEVEL))$(strip $(EXTRAVERSION))
release-file := $(if $(KBUILD_EXTMOD),$(objtree)/)include/config/kernel.release
KERNELRELEASE = $(call read-file,$(release-file))

# --------------------------------------------------------------------------
# Machine

# The machine's name as directories below arch/ have it
arch-of = $(strip $(foreach rule,x86_64:x86 i386:x86 i486:x86 i586:x86 i686:x86 amd64:x86 \
	aarch64:arm64 arm64:arm64 armv6l:arm armv7l:arm armv8l:arm \
	riscv32:riscv riscv64:riscv ppc:powerpc ppc64:powerpc ppc64le:powerpc \
	powerpc64:powerpc powerpc64le:powerpc s390x:s390 sparc64:sparc \
	mips64:mips mipsel:mips mips64el:mips loongarch64:loongarch, \
	$(if $(filter $(1),$(firstword $(subst :, ,$(rule)))),$(lastword $(subst :, ,$(rule))))))
ifndef ARCH
machine := $(firstword $(subst -, ,$(notdir $(firstword $(CROSS_COMPILE)))))
machine := $(or $(machine),$(shell uname -m))
ARCH := $(or $(call arch-of,$(machine)),$(machine))
endif
ifndef SRCARCH
SRCARCH := $(or $(call arch-of,$(ARCH)),$(ARCH))
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

ifneq ($(LLVM),)
# LLVM=1, LLVM=/path/to/bin/ or LLVM=-15
ifneq ($(filter %/,$(LLVM)),)
llvm-prefix := $(LLVM)
else ifneq ($(filter -%,$(LLVM)),)
llvm-suffix := $(LLVM)
endif
HOSTCC := $(llvm-prefix)clang$(llvm-suffix)
CC := $(llvm-prefix)clang$(llvm-suffix)
LD := $(llvm-prefix)ld.lld$(llvm-suffix)
AR := $(llvm-prefix)llvm-ar$(llvm-suffix)
NM := $(llvm-prefix)llvm-nm$(llvm-suffix)
STRIP := $(llvm-prefix)llvm-strip$(llvm-suffix)
OBJCOPY := $(llvm-prefix)llvm-objcopy$(llvm-suffix)
OBJDUMP := $(llvm-prefix)llvm-objdump$(llvm-suffix)
READELF := $(llvm-prefix)llvm-readelf$(llvm-suffix)
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

# clang is one program for all machines.
ifneq ($(filter clang%,$(notdir $(firstword $(CC)))),)
clang-target-x86 := x86_64-linux-gnu
clang-target-arm64 := aarch64-linux-gnu
clang-target-arm := arm-linux-gnueabi
clang-target-riscv := riscv64-linux-gnu
clang-target-powerpc := powerpc64le-linux-gnu
clang-target-s390 := s390x-linux-gnu
clang-flags := $(addprefix --target=,$(or $(patsubst %-,%,$(notdir $(CROSS_COMPILE))),$(clang-target-$(SRCARCH))))
endif

# --------------------------------------------------------------------------
# Flags. What the tree set in front of the include stands behind the defaults.

# Usage: VAR := DEFAULTS $(call tree-value,VAR)
tree-value = $(if $(filter file override,$(origin $(1))),$($(1)))

in-srctree := $(if $(filter-out .,$(srctree)),$(srctree)/)
in-objtree := $(if $(filter-out .,$(objtree)),$(objtree)/)
in-kolink := $(if $(filter-out .,$(kolink)),$(kolink)/)

LINUXINCLUDE := $(call tree-value,LINUXINCLUDE) \
	$(addprefix -I,$(wildcard $(in-srctree)arch/$(SRCARCH)/include)) \
	$(addprefix -I,$(call kolink-uniq,$(in-srctree)include $(in-objtree)include $(in-kolink)include)) \
	-include $(in-kolink)include/linux/kconfig.h

# Objects name their files as if kolink's files were the tree's own and make
# ran in its root: neither the place nor the way in makes a difference.
prefix-maps := $(foreach place,$(filter-out $(CURDIR),$(sort $(abs-objtree) $(abs-tree) $(KBUILD_EXTMOD))),-ffile-prefix-map=$(place)/=) \
	$(if $(filter ..,$(srctree)),-ffile-prefix-map=../=) \
	-ffile-prefix-map=$(CURDIR)=. \
	$(if $(in-kolink),-ffile-prefix-map=$(in-kolink)=)

KBUILD_CPPFLAGS := -D__KERNEL__ $(clang-flags) $(prefix-maps) $(call tree-value,KBUILD_CPPFLAGS)
KBUILD_CFLAGS := -std=gnu11 -Wall -Wstrict-prototypes -Werror=implicit-function-declaration \
	-Werror=implicit-int -O2 -ffreestanding -fno-PIE -fno-common -fno-strict-aliasing \
	-fno-stack-protector -fno-asynchronous-unwind-tables \
	$(call tree-value,KBUILD_CFLAGS)
KBUILD_CFLAGS_KERNEL := $(call tree-value,KBUILD_CFLAGS_KERNEL)
KBUILD_CFLAGS_MODULE := -DMODULE $(call tree-value,KBUILD_CFLAGS_MODULE)
KBUILD_AFLAGS := -D__ASSEMBLY__ -fno-PIE $(call tree-value,KBUILD_AFLAGS)
KBUILD_AFLAGS_KERNEL := $(call tree-value,KBUILD_AFLAGS_KERNEL)
KBUILD_AFLAGS_MODULE := -DMODULE $(call tree-value,KBUILD_AFLAGS_MODULE)
KBUILD_LDFLAGS := -z noexecstack $(call tree-value,KBUILD_LDFLAGS)
KBUILD_LDFLAGS_MODULE := --build-id=sha1 $(call tree-value,KBUILD_LDFLAGS_MODULE)
KBUILD_HOSTCFLAGS := -O2 -Wall -std=gnu11 $(HOSTCFLAGS) $(call tree-value,KBUILD_HOSTCFLAGS)
KBUILD_HOSTLDFLAGS := $(HOSTLDFLAGS) $(call tree-value,KBUILD_HOSTLDFLAGS)
KBUILD_HOSTLDLIBS := $(HOSTLDLIBS) $(call tree-value,KBUILD_HOSTLDLIBS)
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
auto-conf := $(in-objtree)include/config/auto.conf

ifeq ($(KBUILD_EXTMOD),)
config-file := $(firstword $(wildcard $(KCONFIG_CONFIG) $(in-srctree)defconfig) $(in-kolink)scripts/default.config)

ifdef need-config
ifneq ($(dry-run)$(filter kernelrelease,$(MAKECMDGOALS)),)
# No file is made: what the configuration will say is read from its source.
-include $(or $(if $(filter-out $(config-file),$(shell ls -t $(auto-conf) $(config-file) 2>/dev/null | head -n 1)),,$(config-file)),$(wildcard $(auto-conf)),$(config-file))
else
include $(auto-conf)
endif
endif

# Which file it was made from stands in its first line.
ifneq ($(wildcard $(auto-conf)),)
ifneq ($(word 4,$(call read-file,$(auto-conf)))$(wildcard include/generated/autoconf.h),$(config-file):include/generated/autoconf.h)
config-changed := FORCE
endif
endif

quiet_cmd_syncconfig = SYNC    $@
      cmd_syncconfig = $(CONFIG_SHELL) $(kolink)/scripts/syncconfig.sh $(config-file)

$(auto-conf): $(config-file) $(kolink)/scripts/syncconfig.sh $(config-changed)
	$(if $(filter $(KCONFIG_CONFIG),$(config-file)),,@$(kecho) 'No $(KCONFIG_CONFIG): the configuration is $(config-file)')
	$(call cmd,syncconfig)

ifndef config-build
$(config-file): ;
endif

else # KBUILD_EXTMOD

ifdef need-config
-include $(auto-conf)
endif

endif # KBUILD_EXTMOD

ifneq ($(CONFIG_DEBUG_INFO)$(CONFIG_DEBUG_INFO_BTF),)
KBUILD_CFLAGS += -g
endif

-include $(wildcard $(in-srctree)arch/$(SRCARCH)/Makefile)

KBUILD_CPPFLAGS += $(KCPPFLAGS)
KBUILD_CFLAGS += $(KCFLAGS)
KBUILD_AFLAGS += $(KAFLAGS)

# Where vmlinux gets its linker script from: the path without the .S, in the
# build directory.
ifndef KBUILD_LDS
KBUILD_LDS := $(firstword \
	$(patsubst $(in-srctree)%.S,%,$(wildcard $(addprefix $(in-srctree),arch/$(SRCARCH)/kernel/vmlinux.lds.S vmlinux.lds.S))) \
	scripts/vmlinux.lds)
endif

# lib/: its objects are part of built-in.a, its lib.a is linked as a whole if
# there can be modules that need what vmlinux itself does not.
KOLINK_LIBDIRS := $(if $(KBUILD_EXTMOD),,$(filter %/,$(libs-y)))
lib-archives := $(KOLINK_LIBDIRS:/=/lib.a)
KBUILD_VMLINUX_OBJS := built-in.a $(if $(CONFIG_MODULES),$(lib-archives))
KBUILD_VMLINUX_LIBS := $(if $(CONFIG_MODULES),,$(lib-archives)) $(filter-out %/,$(libs-y))

MODLIB = $(INSTALL_MOD_PATH)/lib/modules/$(KERNELRELEASE)

# Files that say which compiler and linker are in use
KOLINK_TOOL_FILES := $(if $(KBUILD_EXTMOD),.tmp_tool_,include/config/tool_)
KOLINK_ABI ?= native
KOLINK_ENTERED := y

KBUILD_EXTMOD_OUTPUT := $(if $(KBUILD_EXTMOD),$(CURDIR))

# Exported, an undefined one would be an empty one; of these, that means something else.
absent-flags := $(foreach name,PAHOLE_FLAGS RESOLVE_BTFIDS_FLAGS,$(if $(filter undefined,$(origin $(name))),$(name)))
export $(filter-out KBUILD_SUBDIR_% KOLINK_SINGLE MODORDER KBUILD_OUTPUT $(absent-flags),$(kolink-exports))
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

endif # mixed-build
endif # enter-again
endif # kolink-repository

PHONY += FORCE
FORCE:

.PHONY: $(PHONY)
