#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Indexes of a tree's sources, for editors.
#
# Usage: source-index.sh tags|TAGS|cscope TREE KOLINK [ARCHITECTURE...]
#
# Made in the current folder: tags by ctags; TAGS by ctags -e or etags; cscope.files and
# cscope.out by cscope. Sources are those of TREE, without what builds make there, and the
# headers of KOLINK, kolink's folder, wherever that is. Of the folders in arch/, those of
# the ARCHITECTUREs are read: all, if none is named.
# Exit status 1, after a line that says why, if no program can make the index.

set -eu
# Names are bytes, and lists have one order.
LC_ALL=C
export LC_ALL
unset CDPATH GREP_OPTIONS

goal=$1
tree=${2%/}
kolink=${3%/}
shift 3

list=.tmp_$goal.list
result=.tmp_$goal
trap 'rm -f "$list" "$result"' EXIT
trap 'exit 1' HUP INT TERM

# below FOLDER: its path from the tree on, nothing if it is not below the tree
below()
{
	(
		top=$(cd "$tree" && pwd -P)
		folder=$(cd "$1" && pwd -P)
		case $folder in
		"$top"/*) printf '%s\n' "${folder#"$top"/}" ;;
		esac
	)
}

# sources FOLDER [PATH-TO-LEAVE-OUT...]
sources()
{
	folder=$1
	shift
	for path; do
		shift
		set -- "$@" -o -path "$folder/$path"
	done
	find "$folder" \( -name '.?*' ! -name .. -o -path '*/include/generated' -o -path '*/include/config' "$@" \) -prune -o \
		-type f \( -name '*.[chS]' -o -name '*.cc' -o -name '*.hh' -o -name '*.cpp' \) ! -name '*.mod.c' -print
}

# Folders of architectures that are not asked for
other_architectures()
{
	for folder in "$tree"/arch/*/; do
		[ -d "$folder" ] || continue
		name=${folder%/}
		name=${name##*/}
		case " $* " in
		*" $name "*) ;;
		*) printf 'arch/%s\n' "$name" ;;
		esac
	done
}

all_sources()
{
	library=$(below "$kolink")
	output=$(below .)
	others=
	[ $# -eq 0 ] || others=$(other_architectures "$@")
	# shellcheck disable=SC2086	# folders with blanks are refused
	sources "$tree" $output $library $others
	case $(cd "$kolink" && pwd -P) in
	"$(cd "$tree" && pwd -P)") ;;
	*) sources "$kolink/include" ;;
	esac
}

# missing PROGRAM PACKAGE: nothing can make the index.
missing()
{
	echo "$goal: $1 is not installed: the package $2 has it" >&2
	exit 1
}

# find_ctags: let $ctags be one that reads C as editors want it; Emacs has one that does not.
find_ctags()
{
	for ctags in ctags ctags-universal universal-ctags ctags-exuberant exctags; do
		case $($ctags --version 2>/dev/null) in
		*'Universal Ctags'* | *'Exuberant Ctags'*) return ;;
		esac
	done
	return 1
}

# publish FILE: let the result take its place, if it says something else.
publish()
{
	if cmp -s "$result" "$1"; then
		rm -f "$result"
	else
		mv -f "$result" "$1"
	fi
}

case $goal in
tags) find_ctags || missing ctags universal-ctags ;;
TAGS)
	find_ctags || {
		ctags=
		command -v etags >/dev/null 2>&1 || missing 'ctags or etags' universal-ctags
	}
	;;
cscope) command -v cscope >/dev/null 2>&1 || missing cscope cscope ;;
esac

all_sources "$@" | sed 's,^\./,,' | sort -u >"$list"

case $goal in
tags | TAGS)
	# In a header of a kernel is C.
	if [ "$goal" = tags ]; then
		$ctags --langmap=c:+.h -f "$result" -L "$list"
	elif [ -n "$ctags" ]; then
		$ctags -e --langmap=c:+.h -f "$result" -L "$list"
	else
		etags -o "$result" - <"$list"
	fi
	publish "$goal"
	;;
cscope)
	# In the list, these options are there for whoever calls cscope by hand.
	{
		printf '%s\n' -k -q
		sed 's/["\\]/\\&/g; s/.*/"&"/' "$list"
	} >"$result"
	publish cscope.files
	cscope -b
	;;
esac
