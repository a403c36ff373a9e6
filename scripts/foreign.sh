#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Is a file that a rule is about to write somebody else's? The makefiles ask for
# files that are there and have no record: nothing says that they were made here.
#
# Usage: foreign.sh FILE
# Exit status 1, after a line that says why, if it is a source by its name, or
# tracked by git.

file=$1
reason=

in_git()
{
	git -c safe.directory='*' "$@" -- "$file" > /dev/null 2>&1
}

case ${file##*/} in
*.c | *.h | *.S | *.rs | Kbuild | Makefile)
	# Headers in these folders are made by builds only, and what git is told to ignore is no source.
	case /$file in
	*/include/generated/* | */include/config/*) ;;
	*) in_git check-ignore -q || reason='this is a source' ;;
	esac
	;;
esac

# Without git, or outside of its trees, nothing is tracked.
! in_git ls-files --error-unmatch || reason='this file is tracked by git'

[ -n "$reason" ] || exit 0
echo "$file: $reason and was not made by a build: it is not overwritten; delete it, or mend the rule that makes it" >&2
exit 1
