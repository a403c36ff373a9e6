# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The modposts that are compared, Linux's and ours, and other programs of Debian.
. "$here/lib/small.sh"

# built_reference RELEASE: what reference does, for a release whose modpost no suite has any more: from the source,
# with the offsets of device tables that a small tree has
built_reference()
{
	small_tree "$1"
	reference=$cache/kbuild/built-$packaged
	libc=
	[ ! -e "$reference/complete" ] || return 0
	built=$place/original/build/scripts/mod
	sources=$place/original/source/scripts
	# The number of a class or of an order in the head of an object
	for build in lsb-32:1:1 lsb-64:2:1 msb-32:1:2 msb-64:2:2; do
		folder=$reference/${build%%:*}
		build=${build#*:}
		mkdir -p "$folder"
		cp "$built/devicetable-offsets.h" "$folder"
		printf "\\177ELF\\00${build%:*}\\00${build#*:}\\001%09d" 0 | "$built/mk_elfconfig" >"$folder/elfconfig.h"
		"${CC:-cc}" -O2 -w -I"$folder" -I"$sources/include" -o "$reference/modpost.real-${folder##*/}" \
			"$sources"/mod/modpost.c "$sources"/mod/file2alias.c "$sources"/mod/sumversion.c "$sources"/mod/symsearch.c
	done
	: >"$reference/complete"
}

# reference RELEASE: sets $reference, the folder with Debian's modpost.real-* of that release, and $libc,
# with nothing if the machine's own C library will do. Leaves $kernel and apt as find_kernel does.
reference()
{
	if source_only "$1"; then
		built_reference "$1"
		return
	fi
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
		"${CC:-cc}" -std=gnu11 -O2 -iquote "$repo/scripts/mod" -o "$modpost.new" \
			"$repo"/scripts/mod/*.c "$repo"/scripts/mod/*/*.c -lelf -lpthread
		mv "$modpost.new" "$modpost"
	fi
	[ -x "$modpost" ] || die "$modpost: no such program"
	modpost=$(cd "${modpost%/*}" && pwd)/${modpost##*/}
}

# known_differences: the names of the cases in which ours differs on purpose, from the first column of the tables
known_differences()
{
	# shellcheck disable=SC2016 # the quotes are markdown's
	sed -n 's/^| `\([^`]*\)` |.*/\1/p' "$repo/docs/modpost-differences.md"
}
