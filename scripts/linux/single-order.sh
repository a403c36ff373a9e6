#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# For kolink: Linux's top Makefile writes the modules of a single build (make path/foo.ko)
# into modules.order itself, and removes it when all went well. Find out that
# it did, and move the list aside at once: whatever happens next, no later
# build takes the short list for that of the whole tree.
#
# Usage: single-order.sh LIST NEW-NAME
# Prints "y" if LIST was that of a single build and is NEW-NAME now.
#
# A whole list is written by a command whose record, .LIST.cmd, is newer and
# says what the list is made from. A list that is newer (a copied tree may have
# any times) and other than that is a single build's.

set -e

LC_ALL=C
export LC_ALL

# AWK may name another one, in several words.
awk()
{
	# shellcheck disable=SC2086
	command ${AWK:-awk} "$@"
}

list=$1
record=${1%"${1##*/}"}.${1##*/}.cmd

[ -e "$list" ] || exit 0
if [ -e "$record" ]; then
	[ -n "$(find "$list" -newer "$record")" ] || exit 0
	# The words after echo are entries, those after cat lists of further ones.
	# Set apart, so that an awk that fails does not make the list that of a single build.
	recorded=$(awk '
	function add(entry) { if (!(entry in seen)) print entry; seen[entry] }
	NR == 1 {
		n = split($0, command, /[;{}]/)
		for (i = 1; i <= n; i++) {
			if (split(command[i], word, /[ \t]+/) < 2)
				continue
			first = word[1] == "" ? 2 : 1
			if (word[first] == "echo")
				add(word[first + 1])
			else if (word[first] == "cat")
				while ((getline entry < word[first + 1]) > 0)
					add(entry)
		}
	}' "$record")
	[ "$recorded" != "$(cat "$list")" ] || exit 0
fi
mv -f "$list" "$2"
echo y
