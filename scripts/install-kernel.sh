#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# make install: hand the kernel to the program that knows where this machine boots from.
#
# Usage: install-kernel.sh RELEASE IMAGE SYSTEM_MAP FOLDER TREE_PROGRAM
#
# The first of these that is there is started with the first four arguments: INSTALLKERNEL
# (installkernel) in ~/bin and in /sbin, or where it is if it is a path; TREE_PROGRAM, a
# script of the tree. Exit status: that of the program; 1 if there is none, or nothing to install.

set -u

if [ $# -ne 5 ]; then
	echo "Usage: $0 RELEASE IMAGE SYSTEM_MAP FOLDER TREE_PROGRAM" >&2
	exit 1
fi
tree_program=$5

for file in "$2" "$3"; do
	[ -e "$file" ] || {
		echo "$file: not there: run make first" >&2
		exit 1
	}
done

name=${INSTALLKERNEL:-installkernel}
case $name in
*/*) set -- "$1" "$2" "$3" "$4" "$name" ;;
*) set -- "$1" "$2" "$3" "$4" "${HOME-}/bin/$name" "/sbin/$name" "$tree_program" ;;
esac

release=$1 image=$2 map=$3 folder=$4
shift 4
for program; do
	if [ -x "$program" ]; then
		exec "$program" "$release" "$image" "$map" "$folder"
	elif [ -e "$program" ] && [ "$program" = "$tree_program" ]; then
		exec sh "$program" "$release" "$image" "$map" "$folder"
	fi
done
echo "install: there is none of: $*" >&2
exit 1
