#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Put kolink's link stage into a Linux source tree, or take it out again.
#
# Usage: [UNTRIED=1] overlay.sh install|remove TREE
#
# UNTRIED=1 goes on with a release that is not in releases.table.
#
# TREE/.kolink keeps the originals of what was replaced, and a manifest: a line
# "replaced|added CHECKSUM SIZE PATH" for each file of ours. While an install
# runs, the manifest has the lines of before and of after, so that one that was
# interrupted is understood by the next. No file of the tree is touched before
# the manifest is there.
# A file of ours that somebody edited is never overwritten. One that does not come
# from us is the tree's own: after an update of the tree, its new original.

set -eu
unset CDPATH
here=$(cd "${0%/*}" && pwd)
# shellcheck source=scripts/linux/lib.sh
. "$here/lib.sh"
# shellcheck source=scripts/linux/release.sh
. "$here/release.sh"

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
[ ! -h "$kept" ] || die "$kept is a symbolic link"
manifest=$kept/manifest

# checksum FILE: "CHECKSUM SIZE", empty if there is none
checksum()
{
	[ ! -f "$1" ] || cksum < "$1" || die "$1 cannot be read"
}

# read_manifest: sets lines to the manifest, for find_state
read_manifest()
{
	lines=
	[ ! -f "$manifest" ] || lines=$newline$(cat "$manifest")$newline || die "$manifest cannot be read"
}
newline='
'
read_manifest

# find_state PATH: sets state to what stands in the tree there
#   ours     a file that we put there
#   edited   a file of ours, but not as we put it there
#   own      the tree's own, whether we have ever replaced it or not
#   missing
find_state()
{
	if [ ! -e "$tree/$1" ]; then
		state=missing
		return
	fi
	sum=$(checksum "$tree/$1")
	case $lines in
	*"$newline"*ed" $sum $1$newline"*)
		state=ours
		return
		;;
	esac
	if [ -e "$kept/originals/$1" ] && cmp -s "$kept/originals/$1" "$tree/$1"; then
		state=own
	elif [ "${1#scripts/mod/kolink/}" != "$1" ] || says "$tree/$1" kolink; then
		state=edited
	else
		state=own
	fi
}

# says FILE [OPTION...] PATTERN: whether a file has such a line. A grep that fails must not pass for a no.
says()
{
	searched=$1
	shift
	status=0
	grep -q "$@" "$searched" || status=$?
	[ $status -le 1 ] || die "$searched: grep failed"
	return $status
}

# check_unchanged: stop before anybody's work is lost. Without a manifest nothing of ours is in the
# tree, and originals are from an install that did not get far.
check_unchanged()
{
	# shellcheck disable=SC2086 # names of ours are words
	{ printf 'scripts/%s\n' $extended $link_stage; our_sources; known_paths; } > "$work/ours"
	sort -u "$work/ours" > "$work/names"
	edited=
	while read -r path; do
		find_state "$path"
		[ "$state" != edited ] || edited="$edited $path"
	done < "$work/names"
	if [ ! "$edited" ]; then
		:
	elif [ -f "$manifest" ]; then
		for path in $edited; do
			warn "$tree/$path was changed since the overlay: put it back or delete it"
		done
		exit 1
	else
		shown=
		for path in $edited; do
			case $path in
			scripts/mod/kolink/*) path=scripts/mod/kolink ;;
			esac
			case " $shown " in
			*" $path "*) ;;
			*) shown="$shown $path" ;;
			esac
		done
		die "$tree: there is an overlay in it, but no .kolink with the tree's own files: put them back" \
			"(git checkout), or delete those that the tree does not have:$shown"
	fi
	[ -f "$manifest" ] || remove_kept
}

# our_sources: paths, in the tree, of the sources of modpost and btf-rebase, and of the makefiles for them
our_sources()
{
	for file in "$scripts"/mod/*.[ch] "$scripts"/mod/*/*.[ch]; do
		echo "scripts/mod/kolink/${file#"$scripts/mod/"}"
	done
	for file in "$here"/*.mk; do
		echo "scripts/mod/kolink/${file##*/}"
	done
	for file in "$scripts"/btf/*.[ch]; do
		echo "scripts/mod/kolink/btf/${file##*/}"
	done
}

# remove_kept: our folder in the tree; files of somebody else in it stay, and so does it.
remove_kept()
{
	[ -d "$kept" ] || return 0
	rm -rf "$kept/originals"
	rm -f "$manifest" "$kept"/.tmp_*manifest
	rmdir "$kept" 2>/dev/null || warn "$kept: what is left in this folder is not kolink's"
}

known_paths()
{
	[ -f "$manifest" ] || return 0
	awk '{ print $4 }' "$manifest" > "$work/known"
	sort -u "$work/known"
}

# give_away PATH...: what root puts into a user's tree is the user's, who is to build there
give_away()
{
	user=$(id -u)
	[ "$user" -eq 0 ] || return 0
	owner=$(stat -c %u:%g "$tree/Makefile")
	(cd "$tree" && chown -R "$owner" "$@")
}

# restore PATH: make the tree's file what it was without us
restore()
{
	rm -f "$tree/${1%/*}/.tmp_kolink_${1##*/}"
	find_state "$1"
	if [ "$state" = own ]; then
		:
	elif [ -e "$kept/originals/$1" ]; then
		say RESTORE "$1"
		put "$kept/originals/$1" "$tree/$1" "$tree" exactly
		give_away "$1"
	elif [ -e "$tree/$1" ]; then
		say REMOVE "$1"
		remove_source "$1"
	fi
}

# remove_source PATH: a file of ours, with what was built from it
remove_source()
{
	name=$tree/${1%.[ch]}
	rm -f "$tree/$1" "${name%/*}/.tmp_kolink_${1##*/}"
	case $1 in
	*.c) rm -f "$name.o" "${name%/*}/.${name##*/}.o.cmd" "${name%/*}/.${name##*/}.o.d" ;;
	esac
}

# collect: ours, as they are to stand in the tree, below $work/new
collect()
{
	mkdir -p "$work/new/scripts"
	for name in $link_stage; do
		cp "$(stage_file "$name")" "$work/new/scripts/$name"
	done
	sources=$work/new/scripts/mod/kolink
	mkdir -p "$sources/btf"
	cp "$scripts"/mod/*.[ch] "$here"/*.mk "$sources"
	cp "$scripts"/btf/*.[ch] "$sources/btf"
	for folder in "$scripts"/mod/*/; do
		set -- "$folder"*.[ch]
		# A build in this folder may have left one without sources.
		[ -e "$1" ] || continue
		folder=${folder%/}
		mkdir "$sources/${folder##*/}"
		cp "$@" "$sources/${folder##*/}"
	done
	extend mod/Makefile modpost.mk
	extend Makefile prepare.mk
}

# The tree's own makefiles that get one line at the end, which includes one of ours
extended='mod/Makefile Makefile'

# extend NAME FRAGMENT
extend()
{
	original=$tree/scripts/$1
	find_state "scripts/$1"
	[ "$state" = own ] || original=$kept/originals/scripts/$1
	{
		cat "$original"
		# shellcheck disable=SC2016 # make's variable
		echo 'include $(srctree)/scripts/mod/kolink/'"$2"
	} > "$work/new/scripts/$1"
}

check_is_source()
{
	for file in Kbuild scripts/Kbuild.include scripts/Makefile.modpost scripts/Makefile.modfinal \
		    scripts/link-vmlinux.sh scripts/Makefile scripts/mod/Makefile; do
		# A file of ours that somebody deleted is put there again.
		[ -f "$tree/$file" ] || [ -f "$kept/originals/$file" ] ||
			die "$tree: this is not a Linux source tree, it has no $file (for headers: make shadow)"
		check_inside "$tree/$file" "$tree"
	done
	for file in $extended Kbuild.include $link_stage; do
		file=$tree/scripts/$file
		[ ! -h "$file" ] || die "$file is a symbolic link: this is not a source tree of its own"
		[ ! -e "$file" ] || [ -f "$file" ] || die "$file is no file"
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
	[ -z "$untried" ] || check_layer "$tree" "$tree" "$release" source

	make_work
	check_unchanged
	collect
	(cd "$work/new" && find scripts -type f) > "$work/paths"
	paths=$(sort "$work/paths")
	before=$(known_paths)

	for name in $link_stage; do
		state=missing
		is_replaced "$name" || find_state "scripts/$name"
		[ "$state" != own ] || die "$tree/scripts/$name is the tree's own, and kolink has another file of that name"
	done

	mkdir -p "$kept"
	(cd "$work/new" && xargs cksum) < "$work/paths" > "$work/sums"
	while read -r new_sum new_size path; do
		how=added
		state=ours
		[ ! -e "$tree/$path" ] || cmp -s "$work/new/$path" "$tree/$path" || find_state "$path"
		[ "$state" != own ] || put "$tree/$path" "$kept/originals/$path" "$kept" exactly
		[ ! -e "$kept/originals/$path" ] || how=replaced
		echo "$how $new_sum $new_size $path"
	done < "$work/sums" > "$work/lines"
	sort "$work/lines" > "$work/manifest"
	if [ -f "$manifest" ]; then
		sort -u "$manifest" "$work/manifest" > "$work/both"
	else
		cp "$work/manifest" "$work/both"
	fi
	put "$work/both" "$manifest" "$kept"
	read_manifest

	for path in $before; do
		[ -e "$work/new/$path" ] || restore "$path"
	done
	sources=0
	for path in $paths; do
		if cmp -s "$work/new/$path" "$tree/$path"; then
			:
		elif [ "${path#scripts/mod/kolink/}" != "$path" ]; then
			sources=$((sources + 1))
		else
			how=ADD
			! says "$work/manifest" "^replaced .* $path\$" || how=REPLACE
			say $how "$path"
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
	[ -d "$kept" ] && overlaid=y || overlaid=
	make_work
	check_unchanged
	[ "$overlaid" ] || die "$tree: there is no overlay in it"
	known_paths > "$work/paths"
	while read -r path; do
		case $path in
		scripts/mod/kolink/*) remove_source "$path" ;;
		*) restore "$path" ;;
		esac
	done < "$work/paths"
	# What a build in the tree has made that the tree itself does not know
	for name in mod/btf-rebase mod/.btf-rebase.cmd .mod-objects.model .mod-objects.deps; do
		rm -f "$tree/scripts/$name"
	done
	if [ -e "$tree/scripts/mod/kolink" ]; then
		say REMOVE scripts/mod/kolink/
		find "$tree/scripts/mod/kolink" -depth -type d -exec rmdir '{}' + 2>/dev/null ||
			warn "$tree/scripts/mod/kolink: what is left in this folder is not kolink's"
	fi
	remove_kept
	printf '%s\n' "$tree: as it was before the overlay"
}

"$1"
