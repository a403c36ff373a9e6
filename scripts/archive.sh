#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Make an archive, and know what an ar that was killed has left.
#
# Usage: archive.sh make ARCHIVE COMMAND...   remove the archive, and what is left beside it,
#                                             and run the command that makes it
#        archive.sh is-left FILE              whether a killed ar has left this file
#
# The temporary file of GNU ar lies beside the archive, by a name st??????. It is its
# owner's alone, and empty until ar has read all members. That of LLVM's is
# ARCHIVE.temp-archive-*. So no two archives of a folder are made at once.

set -e

is_left()
{
	case ${1##*/} in
	*[!0-9A-Za-z]*) return 1 ;;
	st??????) ;;
	*) return 1 ;;
	esac
	[ -n "$(find "$1" -type f -perm 600)" ] || return 1
	[ ! -s "$1" ] || head -c 7 "$1" | grep -qx '!<thin>'
}

verb=$1
shift

case $verb in
make)
	archive=$1
	shift
	for file in "${archive%"${archive##*/}"}"st??????; do
		if [ -f "$file" ] && is_left "$file"; then
			rm -f "$file"
		fi
	done
	rm -f "$archive" "$archive".temp-archive-*
	exec "$@"
	;;
is-left) is_left "$1" ;;
esac
