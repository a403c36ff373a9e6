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
# interrupted is understood by the next. No file of the tree is touched before
# the manifest is there.
# A file of ours that somebody edited is never overwritten. One that does not come
# from us is the tree's own: after an update of the tree, its new original.

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
check_directory "$2"
tree=$(cd "$2" && pwd)
kept=$tree/.kolink
manifest=$kept/manifest

# checksum FILE: "CHECKSUM SIZE", empty if there is none
checksum()
{
	[ ! -f "$1" ] || cksum < "$1"
}

# state PATH: what stands in the tree there
#   ours     a file that we put there
#   edited   a file of ours, but not as we put it there
#   own      the tree's own, whether we have ever replaced it or not
#   missing
state()
{
	if [ ! -e "$tree/$1" ]; then
		echo missing
	elif [ -f "$manifest" ] && grep -qxE "(replaced|added) $(checksum "$tree/$1") $1" "$manifest"; then
		echo ours
	elif [ -e "$kept/originals/$1" ] && cmp -s "$kept/originals/$1" "$tree/$1"; then
		echo own
	elif [ "${1%/*}" = scripts/mod/kolink ] || grep -q kolink "$tree/$1"; then
		echo edited
	else
		echo own
	fi
}

# check_unchanged: stop before anybody's work is lost. Without a manifest nothing of ours is in the
# tree, and originals are from an install that did not get far.
check_unchanged()
{
	edited=
	# shellcheck disable=SC2086 # names of ours are words
	for path in $({ printf 'scripts/%s\n' mod/Makefile $link_stage; known_paths; } | sort -u); do
		[ "$(state "$path")" != edited ] || edited="$edited $path"
	done
	if [ ! "$edited" ]; then
		:
	elif [ -f "$manifest" ]; then
		for path in $edited; do
			warn "$tree/$path was changed since the overlay: put it back or delete it"
		done
		exit 1
	else
		die "$tree: there is an overlay in it, but no .kolink with the tree's own files: put them back" \
			"(git checkout), or delete those that the tree does not have:$edited"
	fi
	[ -f "$manifest" ] || rm -rf "$kept"
}

known_paths()
{
	[ ! -f "$manifest" ] || awk '{ print $4 }' "$manifest" | sort -u
}

# give_away PATH...: what root puts into a user's tree is the user's, who is to build there
give_away()
{
	[ "$(id -u)" -ne 0 ] || (cd "$tree" && chown -R "$(stat -c %u:%g Makefile)" "$@")
}

# restore PATH: make the tree's file what it was without us
restore()
{
	rm -f "$tree/${1%/*}/.tmp_${1##*/}"
	if [ "$(state "$1")" = own ]; then
		:
	elif [ -e "$kept/originals/$1" ]; then
		say RESTORE "$1"
		put "$kept/originals/$1" "$tree/$1" "$tree"
		give_away "$1"
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
	original=$tree/scripts/mod/Makefile
	[ "$(state scripts/mod/Makefile)" = own ] || original=$kept/originals/scripts/mod/Makefile
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
		# A file of ours that somebody deleted is put there again.
		[ -f "$tree/$file" ] || [ -f "$kept/originals/$file" ] ||
			die "$tree: this is not a Linux source tree, it has no $file (for headers: make shadow)"
		[ ! -h "$tree/$file" ] || die "$tree/$file is a symbolic link: this is not a source tree of its own"
		check_inside "$tree/$file" "$tree"
	done
}

install()
{
	release=$(kernel_release "$tree/Makefile")
	included=$(included_tree "$tree/Makefile")
	[ -n "$release" ] || [ -z "$included" ] ||
		die "$tree: this is not a source tree, but a build folder or headers of $included" \
			"(overlay the source; for headers: make shadow)"
	check_release "$tree" "$release"
	check_is_source

	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	trap 'exit 1' HUP INT TERM
	check_unchanged
	collect
	paths=$(cd "$work/new" && find . -type f | sed 's,^\./,,' | sort)
	before=$(known_paths)

	mkdir -p "$kept"
	for path in $paths; do
		how=added
		[ "$(state "$path")" != own ] || put "$tree/$path" "$kept/originals/$path" "$kept"
		[ ! -e "$kept/originals/$path" ] || how=replaced
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
	# shellcheck disable=SC2086
	give_away $paths scripts/mod/kolink .kolink

	printf '%s\n' "$tree: Linux $release with kolink's link stage; originals are in .kolink"
}

remove()
{
	overlaid=$(ls -d "$kept" 2>/dev/null) || :
	check_unchanged
	[ "$overlaid" ] || die "$tree: there is no overlay in it"
	for path in $(known_paths); do
		case $path in
		scripts/mod/kolink/*) ;;
		*) restore "$path" ;;
		esac
	done
	[ ! -e "$tree/scripts/mod/kolink" ] || say REMOVE scripts/mod/kolink/
	# What was built from our sources.
	rm -rf "$tree/scripts/mod/kolink" "$kept"
	printf '%s\n' "$tree: as it was before the overlay"
}

"$1"
