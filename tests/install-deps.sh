#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Install the Debian packages that a group of goals needs and this machine lacks.
#
#   tests/install-deps.sh GROUP...
#
#   build   to build and boot the example kernel
#   check   what the tests use besides
#   linux   assemblers of other machines, for modpost's cases; to build and boot Linux
#   kernels what the goals of a Linux tree use besides
#   fuzz    libFuzzer
#   bench   to measure time and memory
#
# Installs with apt-get when it runs as root on Debian, and says what it installs. Elsewhere, or
# with KOLINK_NO_INSTALL=1, it names what is missing and exits with 1 if anything is.
set -eu
unset GREP_OPTIONS

# group, what to look for, Debian package. A look-up is "cmd:NAME", "hdr:FILE" (for the C
# compiler), "gnu:NAME" (a command of which a non-GNU namesake exists), "linux:NAME" (a program of
# Linux's headers), "py:NAME" (a module of Python, of the machine's or the first one) or "llvm:NAME" (a
# library of clang's own).
table='
build  cmd:gcc                       gcc
build  cmd:ld                        binutils
build  hdr:stdio.h                   libc6-dev
build  hdr:libelf.h                  libelf-dev
build  cmd:pahole                    pahole
build  cmd:qemu-system-x86_64        qemu-system-x86
check  cmd:git                       git
check  cmd:bats                      bats
check  gnu:parallel                  parallel
check  hdr:cmocka.h                  libcmocka-dev
check  cmd:shellcheck                shellcheck
check  cmd:clang-format              clang-format
check  cmd:clang                     clang
check  cmd:ccache                    ccache
check  cmd:g++                       g++
check  cmd:ld.lld                    lld
check  cmd:llvm-objcopy              llvm
check  cmd:aarch64-linux-gnu-gcc     gcc-aarch64-linux-gnu
check  cmd:arm-linux-gnueabihf-gcc   gcc-arm-linux-gnueabihf
check  cmd:i686-linux-gnu-gcc        gcc-i686-linux-gnu
check  cmd:powerpc64-linux-gnu-gcc   gcc-powerpc64-linux-gnu
check  cmd:powerpc64le-linux-gnu-gcc gcc-powerpc64le-linux-gnu
check  cmd:riscv64-linux-gnu-gcc     gcc-riscv64-linux-gnu
check  cmd:s390x-linux-gnu-gcc       gcc-s390x-linux-gnu
check  cmd:depmod                    kmod
check  cmd:openssl                   openssl
check  linux:sign-file               linux-kbuild-6.1
check  cmd:python3                   python3
check  py:kconfiglib                 python3-kconfiglib
check  cmd:kconfig-conf              kconfig-frontends-nox
check  cmd:script                    bsdutils
check  cmd:ctags                     universal-ctags
check  cmd:cscope                    cscope
check  cmd:dtc                       device-tree-compiler
check  cmd:dot                       graphviz
check  cmd:chromium-headless-shell   chromium-headless-shell
check  cmd:distcc                    distcc
check  cmd:bwrap                     bubblewrap
check  cmd:bzip2                     bzip2
check  cmd:lz4                       lz4
check  cmd:xz                        xz-utils
check  cmd:zstd                      zstd
linux  cmd:xz                        xz-utils
linux  cmd:bc                        bc
linux  cmd:bison                     bison
linux  cmd:busybox                   busybox-static
linux  cmd:cpio                      cpio
linux  cmd:flex                      flex
linux  cmd:kmod                      kmod
linux  cmd:python3                   python3
linux  cmd:aarch64-linux-gnu-as      binutils-aarch64-linux-gnu
linux  cmd:arm-linux-gnueabi-as      binutils-arm-linux-gnueabi
linux  cmd:hppa-linux-gnu-as         binutils-hppa-linux-gnu
linux  cmd:m68k-linux-gnu-as         binutils-m68k-linux-gnu
linux  cmd:mips64-linux-gnuabi64-as  binutils-mips64-linux-gnuabi64
linux  cmd:powerpc64-linux-gnu-as    binutils-powerpc64-linux-gnu
linux  cmd:riscv64-linux-gnu-as      binutils-riscv64-linux-gnu
linux  cmd:s390x-linux-gnu-as        binutils-s390x-linux-gnu
linux  cmd:sparc64-linux-gnu-as      binutils-sparc64-linux-gnu
kernels cmd:spatch                   coccinelle
kernels cmd:dh_gencontrol            debhelper
kernels cmd:dpkg-buildpackage        dpkg-dev
kernels cmd:fakeroot                 fakeroot
kernels cmd:rsync                    rsync
kernels cmd:clang                    clang
kernels cmd:ld.lld                   lld
kernels cmd:llvm-objcopy             llvm
fuzz   cmd:clang                     clang
fuzz   llvm:fuzzer                   libclang-rt-14-dev
bench  cmd:hyperfine                 hyperfine
bench  gnu:time                      time
bench  cmd:xz                        xz-utils
'

has_header() {
	if command -v cc >/dev/null 2>&1; then
		echo "#include <$1>" | cc -E -x c - >/dev/null 2>&1
	else
		[ -e "/usr/include/$1" ]
	fi
}

# clang_runtime NAME: a library that comes with clang's instrumentation
clang_runtime() {
	command -v clang >/dev/null 2>&1 || return 1
	set -- "$(clang -print-resource-dir)"/lib/linux/libclang_rt."$1"-*.a
	[ -e "$1" ]
}

has() {
	case $1 in
	cmd:*) PATH=$PATH:/usr/sbin:/sbin command -v "${1#*:}" >/dev/null 2>&1 ;;
	gnu:*) "${1#*:}" --version 2>/dev/null | grep -q GNU ;;
	# cmocka.h includes nothing itself and wants these first.
	hdr:cmocka.h) [ -e /usr/include/cmocka.h ] || [ -e /usr/local/include/cmocka.h ] ;;
	linux:*) [ -n "$(sh "$(dirname "$0")/../scripts/find-linux-program.sh" "${1#*:}")" ] ;;
	llvm:*) clang_runtime "${1#*:}" ;;
	py:*) /usr/bin/python3 -c "import ${1#*:}" 2>/dev/null || python3 -c "import ${1#*:}" 2>/dev/null ;;
	hdr:*) has_header "${1#*:}" ;;
	esac
}

[ $# -gt 0 ] || {
	echo "Usage: $0 GROUP... (build, check, linux, kernels, fuzz, bench)" >&2
	exit 2
}

wanted=" $* "
packages=
missing=
while read -r group probe package; do
	case $wanted in *" $group "*) ;; *) continue ;; esac
	has "$probe" && continue
	case " $packages " in *" $package "*) continue ;; esac
	packages="${packages:+$packages }$package"
	missing="$missing
  ${probe#*:} (Debian package $package)"
done <<EOT
$(echo "$table" | sed '/^$/d')
EOT

[ -n "$packages" ] || exit 0

if [ -n "${KOLINK_NO_INSTALL:-}" ] || [ "$(id -u)" != 0 ] ||
   ! [ -e /etc/debian_version ] || ! command -v apt-get >/dev/null 2>&1; then
	{
		echo "kolink: missing on this machine:$missing"
		echo "kolink: on Debian, as root: apt-get install --no-install-recommends $packages"
	} >&2
	exit 1
fi

echo "kolink: installing $packages"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp 2>/dev/null) || log=$(TMPDIR=/tmp mktemp)
trap 'rm -f "$log"' EXIT
trap 'exit 1' HUP INT TERM
# A new machine has no package lists; an old list may name versions that are gone.
# shellcheck disable=SC2086	# a list of package names
if ! { apt-get -q update && apt-get -q -y install --no-install-recommends $packages; } \
     >"$log" 2>&1 </dev/null; then
	cat "$log" >&2
	echo "kolink: apt-get could not install: $packages" >&2
	exit 1
fi
