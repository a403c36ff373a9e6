#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Make a folder of links to a kernel's build folder (a distribution's headers, say, which are
# read-only and not ours), with kolink's link stage in it. External modules are then built with
# make -C DIR M=..., and come out as from the headers themselves.
#
# Usage: shadow.sh BUILD-FOLDER DIR
#
# DIR has a link for each entry of the build folder, and DIR/source one for each entry of the
# kernel's common part, where that is another folder. Only scripts/ is a folder of its own.

set -eu
here=$(cd "${0%/*}" && pwd)
# shellcheck source=scripts/linux/lib.sh
. "$here/lib.sh"

if [ $# -ne 2 ]; then
	echo "Usage: $0 BUILD-FOLDER DIR" >&2
	exit 1
fi
[ -n "$2" ] || die "O= must name the folder to make"
check_directory "$1"
[ -f "$1/Makefile" ] || die "$1: this is not a kernel's build folder, it has no Makefile"
build=$(cd "$1" && pwd -P)
mark="# Links to a kernel's build folder, with kolink's link stage. Made by: make shadow"

# The build folder's Makefile is a kernel's own, or includes that of the common part.
source=$build
if [ -z "$(kernel_release "$build/Makefile")" ]; then
	included=$(included_tree "$build/Makefile")
	[ -n "$included" ] || die "$build: this is not a kernel's build folder"
	source=$(cd "$build" && cd "$included" && pwd -P) || die "$build: $included is missing"
fi
release=$(kernel_release "$source/Makefile")
check_release "$build" "$release"
for file in include/generated/autoconf.h include/config/auto.conf scripts/basic/fixdep scripts/mod/modpost; do
	[ -e "$build/$file" ] || die "$build: this kernel is not prepared for modules, it has no $file"
done
for file in Kbuild.include Makefile.modpost Makefile.modfinal; do
	[ -e "$source/scripts/$file" ] || die "$source: this is no kernel's common part, it has no scripts/$file"
done

if [ -e "$2" ] && [ -n "$(ls -A "$2")" ] && ! grep -qsxF "$mark" "$2/Makefile"; then
	die "$2: there is something else in this folder"
fi
mkdir -p "$2"
dir=$(cd "$2" && pwd -P)
case $dir in
*[[:space:]:#\$\'\"]*)
	rmdir "$2" 2>/dev/null || :
	die "$2: make cannot work in a folder with one of blank : # \$ ' \" in its path"
	;;
esac
case $dir/ in
"$build"/* | "$source"/*) die "$2: this is inside of $build" ;;
esac

# link_entries FROM TO [BUT]: a link in TO for each entry of FROM; entries that TO has of its own
# stay, links to what is gone go.
link_entries()
{
	mkdir -p "$2"
	check_inside "$2/." "$dir"
	for entry in "$1"/* "$1"/.*; do
		name=${entry##*/}
		case $name in . | .. | "${3-}") continue ;; esac
		[ -e "$entry" ] || continue
		own=$2/$name
		if [ -h "$own" ] || ! [ -e "$own" ]; then
			[ "$(readlink "$own")" = "$entry" ] || ln -sfn "$entry" "$own"
		fi
	done
	for own in "$2"/* "$2"/.*; do
		if [ -h "$own" ] && ! [ -e "$own" ]; then
			rm "$own"
		fi
	done
}

# own_file FILE DEST: a file of ours, in place of a link
own_file()
{
	[ ! -h "$2" ] || rm "$2"
	put "$1" "$2" "$dir"
}

# build_modpost FILE
build_modpost()
{
	check_inside "$1" "$dir"
	[ ! -h "$1" ] || rm "$1"
	if [ -n "$(find "$scripts"/mod/*.[ch] -newer "$1" 2>/dev/null || echo new)" ]; then
		"${HOSTCC:-cc}" -std=gnu11 -O2 -o "$1.new" "$scripts"/mod/*.c -lelf -lpthread ||
			die "modpost could not be compiled (it needs libelf's headers, package libelf-dev)"
		mv -f "$1.new" "$1"
	fi
}

# fill_scripts FROM TO: the folder scripts/ with our files
fill_scripts()
{
	for folder in "$2" "$2/mod"; do
		[ ! -h "$folder" ] || rm "$folder"
		mkdir -p "$folder"
		check_inside "$folder/." "$dir"
	done
	for name in $link_stage; do
		own_file "$scripts/$name" "$2/$name"
	done
	link_entries "$1" "$2" mod
	[ ! -d "$1/mod" ] || link_entries "$1/mod" "$2/mod" modpost
}

# makefile is the kernel's own, by a path that makes its folder the source tree.
if [ "$source" = "$build" ]; then
	maps="-fdebug-prefix-map=$dir=$build"
	makefile=$dir/Makefile.kernel
	fill_scripts "$build/scripts" "$dir/scripts"
	ln -sfn "$build/Makefile" "$makefile"
else
	maps="-fdebug-prefix-map=$dir=$build -fdebug-prefix-map=$dir/source=$source"
	makefile=$dir/source/Makefile
	fill_scripts "$source/scripts" "$dir/source/scripts"
	link_entries "$source" "$dir/source" scripts
	if [ "$(cd "$build/scripts" && pwd -P)" = "$(cd "$source/scripts" && pwd -P)" ]; then
		ln -sfn source/scripts "$dir/scripts"
	else
		fill_scripts "$build/scripts" "$dir/scripts"
	fi
fi

# Since Linux 6.13 a build folder says where it is, for the kernel's Makefile to find it when it builds modules.
where=$(sed -nE 's/^(export +)?KBUILD_OUTPUT *:?=.*/\1KBUILD_OUTPUT := /p' "$build/Makefile" | tail -n 1)
[ -z "$where" ] || where=$where$dir

# Debug information names the headers where they really are, so that modules are the same bytes.
printf '%s\n' "$mark" "$where" "export KOLINK_SHADOWED := $source/scripts" "kolink-maps := $maps" \
	"export KCFLAGS := \$(filter-out \$(kolink-maps),\$(KCFLAGS)) \$(kolink-maps)" \
	"export KAFLAGS := \$(filter-out \$(kolink-maps),\$(KAFLAGS)) \$(kolink-maps)" \
	"include $makefile" > "$dir/.tmp_shadow"
own_file "$dir/.tmp_shadow" "$dir/Makefile"
rm "$dir/.tmp_shadow"
link_entries "$build" "$dir" scripts

build_modpost "$dir/scripts/mod/modpost"
echo "$dir: $build (Linux $release) with kolink's link stage; use it with make -C $dir M=\$PWD"
