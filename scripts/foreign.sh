#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Is a file that a rule is about to write somebody else's? The makefiles ask for
# files that are there and have no record: nothing says that they were made here.
#
# Usage: foreign.sh FILE [output]
# Exit status 1, after a line that says why, if it is a source by its name, or
# tracked by git. In a folder for output no file is a source.

file=$1
reason=

in_git()
{
	git -c safe.directory='*' "$@" -- "$file" 2> /dev/null
}

# Is git told to ignore it? Where it ignores everything, that says nothing.
is_ignored()
{
	case $(in_git check-ignore -v) in
	'' | *':*	'* | *':/*	'*) return 1 ;;
	esac
}

# What lies here is made by builds only.
case /$file in
*/include/generated/* | */include/config/*) exit 0 ;;
esac

case ${file##*/} in
*.c | *.h | *.S | *.rs | Kbuild | Makefile)
	[ "${2-}" = output ] || is_ignored || reason='this is a source'
	;;
esac

# Without git, or outside of its trees, nothing is tracked.
! in_git ls-files --error-unmatch > /dev/null || reason='this file is tracked by git'

[ -n "$reason" ] || exit 0
echo "$file: $reason and was not made by a build: it is not overwritten; delete it, or mend the rule that makes it" >&2
exit 1
