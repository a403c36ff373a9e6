#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Remove what builds have left, and no file of somebody else.
#
# Usage: remove.sh [records|named] < NAMES
#
# NAMES are files and folders, one a line. A file with a record (.NAME.cmd beside
# it) was made by a build. One without stays if it is a source by its name or is
# tracked by git; a line says so. Folders go with what is in them, as far as that
# goes.
#   records   the names are records: those of files that are still there stay
#   named     a Kbuild file says that these are made (clean-files): where there is
#             git, only that counts

how=${1-}
unset CDPATH

if [ "$how" = records ]; then
	while IFS= read -r record; do
		name=${record##*/.}
		[ -e "${record%/*}/${name%.cmd}" ] || printf '%s\0' "$record"
	done | xargs -0r rm -f
	exit
fi

# Only what lies below: neither the folder itself nor anything outside of it
names=$(while IFS= read -r name; do
	name=${name%/}
	case $name in
	'' | /* | . | .. | */. | */.. | ../* | */../*)
		echo "$name: stays: it is not below the folder that is cleaned" >&2
		;;
	*) printf '%s\n' "$name" ;;
	esac
done)

list_files()
{
	printf '%s\n' "$names" | while IFS= read -r name; do
		if [ -d "$name" ] && ! [ -h "$name" ]; then
			find "$name" -name .git -prune -o ! -type d -print
		elif [ -n "$name" ]; then
			printf '%s\n' "$name"
		fi
	done
}

files=$(list_files)
[ -n "$names" ] || exit 0

in_git=
tracked=
newline='
'
if git -c safe.directory='*' rev-parse --is-inside-work-tree > /dev/null 2>&1; then
	in_git=y
	tracked=$newline$({
		printf '%s\n' "$files" | sed 's,^\./,,'
		echo //
		git -c safe.directory='*' -c core.quotePath=false ls-files --recurse-submodules 2> /dev/null
	} | awk '$0 == "//" { second = 1 } second && ($0 in named); { if (!second) named[$0] }')$newline
fi

# Sets $reason to why a file stays, else to nothing.
look_at()
{
	reason=
	folder=
	case $1 in
	*/*) folder=${1%/*}/ ;;
	esac
	[ ! -e "$folder.${1##*/}.cmd" ] || return
	case $tracked in
	*"$newline${1#./}$newline"*)
		reason='it is tracked by git'
		return
		;;
	esac
	case /$1 in
	*/.tmp_* | */include/generated/* | */include/config/*) ;;
	*.mod.c | */.vmlinux.export.c)
		# Each that modpost has written has one of these.
		! [ -s "$1" ] || grep -q -e __this_module -e export-internal.h "$1" || reason='modpost has not written it'
		;;
	*.c | *.h | *.S | *.rs | */Kbuild | */Makefile)
		[ "$how" = named ] && [ -n "$in_git" ] || reason='it is a source'
		;;
	esac
}

printf '%s\n' "$files" | while IFS= read -r file; do
	look_at "$file"
	if [ -n "$reason" ]; then
		echo "$file: stays: $reason and was not made by a build" >&2
	elif [ -n "$file" ]; then
		printf '%s\0' "$file"
	fi
done | xargs -0r rm -f

printf '%s\n' "$names" | while IFS= read -r name; do
	if [ -d "$name" ] && ! [ -h "$name" ]; then
		find "$name" -depth -type d -empty -delete
	fi
done
