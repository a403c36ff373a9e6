# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Common to the tests against Debian's kernels: packages, cache, the list of known differences.
# The caller has set $here (this folder) and runs with -eu.

repo=$(cd "${here:?}/../.." && pwd)
cache=${KOLINK_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kolink}
differences=$repo/docs/modpost-differences.md
export LC_ALL=C

die()
{
	printf '%s: %s\n' "${0##*/}" "$*" >&2
	exit 1
}

failed=0
# fail TEXT...: say what is wrong, and count it in $failed
fail()
{
	echo "FAILED: $*"
	failed=$((failed + 1))
}

# reproducible_builds: from here on make is one of its own, and what it makes tells neither when nor
# by whom. Times in a build make BTF of old pahole versions depend on threads.
reproducible_builds()
{
	unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES
	export KBUILD_BUILD_TIMESTAMP='Thu Jan  1 00:00:00 UTC 2026' KBUILD_BUILD_VERSION=1
	export KBUILD_BUILD_USER=kolink KBUILD_BUILD_HOST=kolink
	# .mod.o files that modpost writes lack what the compiler says for debuggers.
	export KBUILD_MODPOST_OBJECTS=0
}

# single_threaded_pahole FILE: make that program; BTF of old pahole versions depends on the number of
# threads. A file that is right keeps its time: another one would be another pahole.
single_threaded_pahole()
{
	# shellcheck disable=SC2016 # the script's variables
	printf '%s\n' '#!/bin/sh' \
		'for arg; do shift; case $arg in -j*) ;; *) set -- "$@" "$arg" ;; esac; done' \
		'exec pahole "$@"' >"$1.new"
	chmod +x "$1.new"
	cmp -s "$1.new" "$1" || cp -p "$1.new" "$1"
	rm "$1.new"
}

# kernel_options RELEASE [FILE]: the lines of kernel.config, or another file beside it, that are for that release
kernel_options()
{
	sed "/^#/d; / # not in $1\$/d; / # only in $1\$/!{ / # only in /d; }; s/ # .*//" "$here/${2:-kernel.config}"
}

# version PACKAGE: the version apt would download, empty if it knows none
version()
{
	apt-cache show --no-all-versions "$1" 2>/dev/null | sed -n 's/^Version: //p' | head -n 1
}

# suites RELEASE ARCH: the suites that have that release for an architecture, the best first; none if it
# is in what the machine's own lists name
suites()
{
	case $1:$2 in
	6.1:amd64 | 6.12:amd64) ;;
	6.1:*) echo bookworm ;;
	6.12:*) echo trixie ;;
	7.[23]:*) echo trixie-backports sid ;;
	*) die "no suite is known to have Linux $1" ;;
	esac
}

# kbuild_package RELEASE KERNEL: the package with the tools; it was one a release once
kbuild_package()
{
	if [ "$1" = 6.1 ]; then
		echo "linux-kbuild-$1"
	else
		echo "linux-kbuild-$2"
	fi
}

# modules_packages RELEASE KERNEL-FLAVOUR: the packages with the modules and their lists; it was the
# image once
modules_packages()
{
	case $1 in
	6.*) echo "linux-image-$2" ;;
	*) echo "linux-modules-$2 linux-base-$2" ;;
	esac
}

# have_all PACKAGE...: does apt know them all?
have_all()
{
	for package; do
		[ "$(version "$package")" ] || return 1
	done
}

# newest_kernel RELEASE FLAVOUR: the newest kernel (6.12.117+deb12) that comes with modules, headers and
# tools
newest_kernel()
{
	apt-cache pkgnames "linux-image-$1" |
		sed -nE "s/^linux-image-($1\.[0-9.]+(\+deb[0-9]+|-[0-9]+)?)-$2\$/\1/p" | sort -rV |
	while read -r kernel; do
		images=$(modules_packages "$1" "$kernel-$2")
		# shellcheck disable=SC2086 # a list of packages
		if have_all $images "linux-headers-$kernel-$2" "$(kbuild_package "$1" "$kernel")" &&
			fetch "${images%% *}"; then
			echo "$kernel"
			break
		fi
	done
}

# foreign_apt ARCH SUITE: from here on apt knows the packages of another architecture and suite, in a
# place of its own. Where they come from is what the machine's own lists say.
foreign_apt()
{
	apt=$cache/apt/$2-$1
	codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
	mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/sources.list.d"
	: >"$apt/status"
	for sources in /etc/apt/sources.list /etc/apt/sources.list.d/*.list \
		       /etc/apt/sources.list.d/*.sources; do
		[ -e "$sources" ] && grep -q "$codename" "$sources" || continue
		sed "s/$codename/$2/g" "$sources" >"$apt/sources.list.d/${sources##*/}"
	done
	cat >"$apt/apt.conf" <<-.
		APT::Architecture "$1";
		APT::Architectures { "$1"; };
		APT::Sandbox::User "root";
		Dir::State "$apt";
		Dir::State::lists "$apt/lists";
		Dir::State::status "$apt/status";
		Dir::Cache "$apt";
		Dir::Etc::sourcelist "/dev/null";
		Dir::Etc::sourceparts "$apt/sources.list.d";
	.
	export APT_CONFIG="$apt/apt.conf"
	# Suites of updates may be in flux or, as with backports, not exist; what is needed is looked for
	# afterwards.
	apt-get update -qq 2>"$apt/log" || :
}

# find_kernel RELEASE ARCH FLAVOUR: sets $kernel to the newest kernel of that release and $suite to where
# it comes from, with nothing for the machine's own lists. apt then knows the packages from there.
find_kernel()
{
	unset APT_CONFIG
	suite=
	searched=$(suites "$1" "$2") || exit 1
	if [ -z "$searched" ]; then
		kernel=$(newest_kernel "$1" "$3")
		if [ -z "$kernel" ] && [ "$(id -u)" -eq 0 ]; then
			apt-get update -qq
			kernel=$(newest_kernel "$1" "$3")
		fi
		[ "$kernel" ] ||
			die "apt knows no linux-image-$1*-$3 with headers and kbuild; run apt-get update"
		return
	fi
	for suite in $searched; do
		foreign_apt "$2" "$suite"
		kernel=$(newest_kernel "$1" "$3")
		[ -z "$kernel" ] || return 0
	done
	die "no linux-image-$1*-$3 with headers and kbuild in $searched"
}

# find_source RELEASE: sets $package to the package of its source. apt then knows it.
find_source()
{
	unset APT_CONFIG
	package=linux-source-$1
	searched=$(suites "$1" amd64) || exit 1
	for suite in $searched; do
		foreign_apt amd64 "$suite"
		! have_all "$package" || return 0
	done
	have_all "$package" || die "apt knows no $package; run apt-get update"
}

# fetch PACKAGE: download it into the cache, once. False if there is none: lists of packages may name what
# the archive does not have yet, or not any more.
fetch()
{
	fetched=$cache/fetched/$1-$(version "$1")
	[ ! -e "$fetched" ] || return 0
	mkdir -p "$fetched.new"
	if (cd "$fetched.new" && apt-get download -qq -o APT::Sandbox::User=root "$1" >/dev/null 2>&1); then
		mv "$fetched.new" "$fetched"
	else
		rm -r "$fetched.new"
		return 1
	fi
}

# unpack PACKAGE DIR: download a package and unpack it, without installing it
unpack()
{
	fetched=$cache/fetched/$1-$(version "$1")
	if [ -e "$fetched" ] && [ -n "$(ls "$fetched")" ]; then
		mkdir -p "$2"
		dpkg-deb -x "$fetched"/*.deb "$2"
		# That it could be had is worth knowing; the package itself is large.
		rm "$fetched"/*.deb
		return
	fi
	mkdir -p "$2.deb"
	(cd "$2.deb" && apt-get download -qq -o APT::Sandbox::User=root "$1") ||
		die "cannot download $1"
	mkdir -p "$2"
	dpkg-deb -x "$2.deb"/*.deb "$2"
	rm -r "$2.deb"
}

# reference RELEASE: sets $reference, the folder with Debian's modpost.real-* of that release, and $libc,
# with nothing if the machine's own C library will do. Leaves $kernel and apt as find_kernel does.
reference()
{
	find_kernel "$1" amd64 amd64
	package=$(kbuild_package "$1" "$kernel")
	dir=$cache/kbuild/$(version "$package")
	if ! [ -e "$dir/complete" ]; then
		rm -rf "$dir"
		unpack "$package" "$dir"
		if [ "$suite" ]; then
			# Backports have none of their own.
			(foreign_apt amd64 "${suite%-backports}"
			unpack libc6 "$dir")
		fi
		: >"$dir/complete"
	fi
	# shellcheck disable=SC2034 # the caller uses it
	reference=$dir/usr/lib/$package/scripts/mod
	libc=
	[ -z "$suite" ] || libc=$dir/usr/lib64/ld-linux-x86-64.so.2
}

# reference_32 RELEASE: the same for Debian's modpost for i386. The 32-bit builds for amd64 know the device
# tables of 64-bit kernels only. Needs foreign_apt i386.
reference_32()
{
	package=$(apt-cache pkgnames "linux-kbuild-$1" | grep -E "^linux-kbuild-$1(\.|\$)" | sort -V | tail -n 1)
	[ "$package" ] || die "apt knows no linux-kbuild-$1* for i386"
	dir=$cache/kbuild-i386/$(version "$package")
	if ! [ -e "$dir/complete" ]; then
		rm -rf "$dir"
		unpack "$package" "$dir"
		unpack libc6 "$dir"
		: >"$dir/complete"
	fi
	# shellcheck disable=SC2034
	reference=$dir/usr/lib/$package/scripts/mod libc=$dir/usr/lib/ld-linux.so.2
	[ -e "$libc" ] || libc=$dir/lib/ld-linux.so.2
}

# foreign_program FILE LD.SO LIBRARIES NAME PROGRAM: make FILE that program, which runs with a C library of
# its own and takes itself for NAME
foreign_program()
{
	printf '#!/bin/sh\nexec "%s" --argv0 "%s" --library-path "%s" "%s" "$@"\n' "$2" "$4" "$3" "$5" >"$1"
	chmod +x "$1"
}

# reference_program BUILD FILE: make FILE Debian's modpost of that build (lsb-64); needs reference
reference_program()
{
	if [ -z "$libc" ]; then
		ln -s "$reference/modpost.real-$1" "$2"
		return
	fi
	case $libc in
	*x86-64*) libraries=${libc%/lib64/*}/lib/x86_64-linux-gnu ;;
	*) libraries=${libc%/*}/i386-linux-gnu ;;
	esac
	foreign_program "$2" "$libc" "$libraries" modpost "$reference/modpost.real-$1"
}

# newer_make: sets $newer_make to the make of a later Debian release (4.4), which runs with its own C library
newer_make()
{
	dir=$cache/make
	newer_make=$dir/make
	[ ! -e "$newer_make" ] || return 0
	rm -rf "$dir"
	(foreign_apt amd64 trixie && unpack make "$dir" && unpack libc6 "$dir")
	# make is what $(MAKE) names, so this has to be the program that it takes itself for.
	foreign_program "$newer_make.new" "$dir/usr/lib64/ld-linux-x86-64.so.2" "$dir/usr/lib/x86_64-linux-gnu" \
		"$newer_make" "$dir/usr/bin/make"
	mv "$newer_make.new" "$newer_make"
}

# own_modpost: sets $modpost, the one under test; $MODPOST says which, else it is built here
own_modpost()
{
	modpost=${MODPOST:-}
	if [ -z "$modpost" ]; then
		mkdir -p "$cache"
		modpost=$cache/modpost
		"${CC:-cc}" -std=gnu11 -O2 -o "$modpost.new" "$repo"/scripts/mod/*.c -lelf -lpthread
		mv "$modpost.new" "$modpost"
	fi
	[ -x "$modpost" ] || die "$modpost: no such program"
	modpost=$(cd "${modpost%/*}" && pwd)/${modpost##*/}
}

# known_differences: their names, from the first column of the tables
known_differences()
{
	# shellcheck disable=SC2016 # the quotes are markdown's
	sed -n 's/^| `\([^`]*\)` |.*/\1/p' "$differences"
}

# of_outputs COMMAND [ARGUMENT...]: the command with find's conditions for what is compared of a build:
# what the link stage makes, what it starts from, and the image made of it
of_outputs()
{
	"$@" -name '*.ko' -o -name '*.mod' -o -name '*.mod.c' -o -name .vmlinux.export.c -o -name '[!.]*.symvers' \
		-o -name modules.order -o -name 'modules.builtin*' -o -name System.map -o -name vmlinux -o -name vmlinux.unstripped -o -name bzImage
}

# find_files FIND-CONDITION...: the files in the current folder, sorted
find_files()
{
	find . \( "$@" \) -type f | sort
}
