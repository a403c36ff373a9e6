#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Put kolink's link stage into a Linux source tree, or take it out again.
#
# Usage: overlay.sh install|remove TREE
#
# TREE/.kolink keeps the originals of what was replaced, and a manifest: a line
# "replaced|added CHECKSUM SIZE PATH" for each file of ours. While an install
# runs, the manifest has the lines of before and of after, so that one that was
# interrupted is understood by the next.
# A file that is neither ours nor the original is somebody's work, and is never
# overwritten.

set -eu
here=$(cd "${0%/*}" && pwd)
# shellcheck source=scripts/linux/lib.sh
. "$here/lib.sh"

case $#$1 in
2install | 2remove) ;;
*)
	echo "Usage: $0 install|remove TREE" >&2
	exit 1
	;;
esac
[ -n "$2" ] || die "KDIR= must name a Linux source tree"
[ -d "$2" ] || die "$2: no such directory"
tree=$(cd "$2" && pwd)
kept=$tree/.kolink
manifest=$kept/manifest

# checksum FILE: "CHECKSUM SIZE", empty if there is none
checksum()
{
	[ ! -f "$1" ] || cksum < "$1"
}

# is_ours PATH: whether the tree's file is one that we put there
is_ours()
{
	[ -f "$manifest" ] && [ -f "$tree/$1" ] &&
		grep -qxE "(replaced|added) $(checksum "$tree/$1") $1" "$manifest"
}

# is_original PATH: whether the tree's file is what it was without us
is_original()
{
	if [ -e "$kept/originals/$1" ]; then
		cmp -s "$kept/originals/$1" "$tree/$1"
	else
		[ ! -e "$tree/$1" ] || ! is_known "$1"
	fi
}

is_known()
{
	[ -f "$manifest" ] && grep -qE "^(replaced|added) [0-9]+ [0-9]+ $1\$" "$manifest"
}

# check_unchanged PATH...: stop before anything that is neither is lost
check_unchanged()
{
	for path; do
		is_ours "$path" || is_original "$path" || [ ! -e "$tree/$path" ] ||
			die "$tree/$path was changed since the overlay: put it back or delete it" \
				"(or delete $kept, if the tree is another one by now)"
	done
}

known_paths()
{
	[ ! -f "$manifest" ] || awk '{ print $4 }' "$manifest" | sort -u
}

# restore PATH: make the tree's file what it was without us
restore()
{
	if [ -e "$kept/originals/$1" ]; then
		cmp -s "$kept/originals/$1" "$tree/$1" || say RESTORE "$1"
		put "$kept/originals/$1" "$tree/$1" "$tree"
	elif [ -e "$tree/$1" ]; then
		say REMOVE "$1"
		rm -f "$tree/$1"
	fi
}

# collect: ours, as they are to stand in the tree, below $work/new
collect()
{
	mkdir -p "$work/new/scripts"
	for name in $link_stage; do
		cp "$scripts/$name" "$work/new/scripts/$name"
	done
	mkdir -p "$work/new/scripts/mod/kolink"
	cp "$scripts"/mod/*.[ch] "$here/modpost.mk" "$work/new/scripts/mod/kolink"
	original=$kept/originals/scripts/mod/Makefile
	[ -e "$original" ] || original=$tree/scripts/mod/Makefile
	{
		cat "$original"
		# shellcheck disable=SC2016 # make's variable
		echo 'include $(srctree)/scripts/mod/kolink/modpost.mk'
	} > "$work/new/scripts/mod/Makefile"
}

check_is_source()
{
	for file in Kbuild scripts/Kbuild.include scripts/Makefile.modpost scripts/Makefile.modfinal \
		    scripts/link-vmlinux.sh scripts/mod/Makefile; do
		[ -f "$tree/$file" ] ||
			die "$tree: this is not a Linux source tree, it has no $file (for headers: make shadow)"
		[ ! -h "$tree/$file" ] || die "$tree/$file is a symbolic link: this is not a source tree of its own"
		check_inside "$tree/$file" "$tree"
	done
}

install()
{
	release=$(kernel_release "$tree/Makefile")
	check_release "$tree" "$release"
	check_is_source

	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	trap 'exit 1' HUP INT TERM
	collect
	paths=$(cd "$work/new" && find . -type f | sed 's,^\./,,' | sort)
	before=$(known_paths)
	# shellcheck disable=SC2086 # paths of ours are words
	check_unchanged $before $paths

	mkdir -p "$kept"
	for path in $paths; do
		how=added
		if [ -e "$kept/originals/$path" ]; then
			how=replaced
		elif [ -e "$tree/$path" ] && ! is_ours "$path"; then
			how=replaced
			put "$tree/$path" "$kept/originals/$path" "$kept"
		fi
		echo "$how $(checksum "$work/new/$path") $path"
	done > "$work/lines"
	sort "$work/lines" > "$work/manifest"
	if [ -f "$manifest" ]; then
		sort -u "$manifest" "$work/manifest" > "$work/both"
	else
		cp "$work/manifest" "$work/both"
	fi
	put "$work/both" "$manifest" "$kept"

	for path in $before; do
		[ -e "$work/new/$path" ] || restore "$path"
	done
	sources=0
	for path in $paths; do
		if cmp -s "$work/new/$path" "$tree/$path"; then
			:
		elif [ "${path%/*}" = scripts/mod/kolink ]; then
			sources=$((sources + 1))
		else
			say "$(sed -n "s,^replaced .* $path\$,REPLACE,p; s,^added .* $path\$,ADD,p" "$work/manifest")" "$path"
		fi
		put "$work/new/$path" "$tree/$path" "$tree"
	done
	[ "$sources" -eq 0 ] || say ADD "scripts/mod/kolink/ ($sources files)"
	put "$work/manifest" "$manifest" "$kept"

	echo "$tree: Linux $release with kolink's link stage; originals are in .kolink"
}

remove()
{
	[ -f "$manifest" ] || die "$tree: there is no overlay in it"
	paths=$(known_paths)
	# shellcheck disable=SC2086
	check_unchanged $paths
	for path in $paths; do
		case $path in
		scripts/mod/kolink/*) ;;
		*) restore "$path" ;;
		esac
	done
	[ ! -e "$tree/scripts/mod/kolink" ] || say REMOVE scripts/mod/kolink/
	# What was built from our sources.
	rm -rf "$tree/scripts/mod/kolink" "$kept"
	echo "$tree: as it was before the overlay"
}

"$1"
