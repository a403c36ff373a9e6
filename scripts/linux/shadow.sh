#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Make a folder of links to a kernel's build folder (a distribution's headers, say, which are
# read-only and not ours), with kolink's link stage in it. External modules are then built with
# make -C DIR M=..., and come out as from the headers themselves.
#
# Usage: [UNTRIED=1] shadow.sh BUILD-FOLDER DIR
#
# UNTRIED=1 goes on with a release that is not in releases.table.
#
# DIR has a link for each entry of the build folder, and DIR/source one for each entry of the
# kernel's common part, where that is another folder. Only scripts/ is a folder of its own.

set -eu
unset CDPATH
newline='
'
here=$(cd "${0%/*}" && pwd)
# shellcheck source=scripts/linux/lib.sh
. "$here/lib.sh"
# shellcheck source=scripts/linux/release.sh
. "$here/release.sh"

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
[ -z "$untried" ] || check_layer "$build" "$source" "$release"

# check_place DIR: before anything is made there
check_place()
{
	case $1 in
	*[[:space:]:#\$\'\"]*) die "$2: make cannot work in a folder with one of blank : # \$ ' \" in its path" ;;
	esac
	case $1/ in
	"$build"/* | "$source"/*) die "$2: this is inside of $build" ;;
	esac
}

# future_path DIR: where a folder that need not exist yet will be
future_path()
{
	exists=$1
	rest=
	while [ ! -d "$exists" ]; do
		rest=/${exists##*/}$rest
		case $exists in
		*/*) exists=${exists%/*} ;;
		*) exists=. ;;
		esac
		[ -n "$exists" ] || exists=/
	done
	exists=$(cd "$exists" && pwd -P)
	echo "${exists%/}$rest"
}

entries=
[ ! -e "$2" ] || entries=$(ls -A "$2")
if [ -n "$entries" ] && ! grep -qsxF "$mark" "$2/Makefile"; then
	die "$2: there is something else in this folder"
fi
future=$(future_path "$2")
check_place "$future" "$2"
mkdir -p "$2"
dir=$(cd "$2" && pwd -P)
check_place "$dir" "$2"

# link_entries FROM TO [BUT]: a link in TO for each entry of FROM; entries that TO has of its own
# stay, links of ours (by the same name) to what is gone go.
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
			gone=$(readlink "$own")
			[ "${gone##*/}" != "${own##*/}" ] || rm "$own"
		fi
	done
}

# link_to TARGET LINK: in place of another link, and of nothing else
link_to()
{
	[ -h "$2" ] || [ ! -e "$2" ] || die "$2 is no link, but what another kernel had there, or yours: delete $dir first"
	ln -sfn "$1" "$2"
}

# own_file FILE DEST: a file of ours, in place of a link
own_file()
{
	[ ! -h "$2" ] || rm "$2"
	put "$1" "$2" "$dir"
}

# build_program FILE LIBRARIES FOLDER SOURCE...
build_program()
{
	program=$1
	libraries=$2
	sources=$3
	shift 3
	check_inside "$program" "$dir"
	[ ! -h "$program" ] || rm "$program"
	if [ -n "$(find "$sources" -name '*.[ch]' -newer "$program" 2>/dev/null || echo new)" ]; then
		# shellcheck disable=SC2086 # a command is words, and so are libraries
		${HOSTCC:-cc} -std=gnu11 -O2 -iquote "$sources" -o "$program.new" "$@" $libraries ||
			die "${program##*/} could not be compiled (it needs libelf's headers, package libelf-dev)"
		mv -f "$program.new" "$program"
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
		# Headers of an overlaid tree have ours.
		is_replaced "$name" || [ ! -e "$1/$name" ] || grep -q kolink "$1/$name" ||
			die "$1/$name is the kernel's own, and kolink has another file of that name"
		own_file "$(stage_file "$name")" "$2/$name"
	done
	link_entries "$1" "$2" mod
	[ ! -d "$1/mod" ] || link_entries "$1/mod" "$2/mod" modpost
}

make_work

# Should this be interrupted, the folder is known for one of ours.
[ -e "$dir/Makefile" ] || echo "$mark" > "$dir/Makefile"

# makefile is the kernel's own, by a path that makes its folder the source tree.
if [ "$source" = "$build" ]; then
	maps="-fdebug-prefix-map=$dir=$build"
	makefile=$dir/Makefile.kernel
	fill_scripts "$build/scripts" "$dir/scripts"
	link_to "$build/Makefile" "$makefile"
else
	maps="-fdebug-prefix-map=$dir=$build -fdebug-prefix-map=$dir/source=$source"
	makefile=$dir/source/Makefile
	fill_scripts "$source/scripts" "$dir/source/scripts"
	link_entries "$source" "$dir/source" scripts
	if [ "$(cd "$build/scripts" && pwd -P)" = "$(cd "$source/scripts" && pwd -P)" ]; then
		link_to source/scripts "$dir/scripts"
	else
		fill_scripts "$build/scripts" "$dir/scripts"
	fi
fi

# Since Linux 6.13 a build folder says where it is, for the kernel's Makefile to find it when it builds modules.
where=$(sed -nE 's/^(export +)?KBUILD_OUTPUT *:?=.*/\1KBUILD_OUTPUT := |/p' "$build/Makefile")
where=${where##*"|$newline"}
[ -z "$where" ] || where=${where%"|"}$dir

# Debug information names the headers where they really are, so that modules are the same bytes.
printf '%s\n' "$mark" "$where" "export KOLINK_SHADOWED := $source/scripts" "kolink-maps := $maps" \
	"export KCFLAGS := \$(filter-out \$(kolink-maps),\$(KCFLAGS)) \$(kolink-maps)" \
	"export KAFLAGS := \$(filter-out \$(kolink-maps),\$(KAFLAGS)) \$(kolink-maps)" \
	"include $makefile" > "$work/Makefile"
own_file "$work/Makefile" "$dir/Makefile"
link_entries "$build" "$dir" scripts

build_program "$dir/scripts/mod/modpost" '-lelf -lpthread' "$scripts/mod" "$scripts"/mod/*.c "$scripts"/mod/*/*.c
build_program "$dir/scripts/mod/btf-rebase" '' "$scripts/btf" "$scripts"/btf/*.c
echo "$dir: $build (Linux $release) with kolink's link stage; use it with make -C $dir M=\$PWD"
