#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Note which programs a build uses, and name those that are missing.
#
# Usage: toolid.sh PREFIX VARIABLE=COMMAND...
#
# COMMAND may be several words (ccache gcc -m64). For each VARIABLE (CC, LD, ...)
# the file PREFIX<variable in lower case> says which programs its words are. It is
# rewritten only when that changed, so what depends on the file is made again with
# another program and only then. No program is run, except that a changed compiler
# is asked for its version.

set -e

LC_ALL=C
export LC_ALL
. "${0%/*}/tool-identity.sh"

prefix=$1
shift
missing=
newline='
'

# missing_word WORD...: which word of a command is no program though it has to be one, empty if there is
# none. What follows programs like ccache is a command, too; words that follow others can be anything.
missing_word()
{
	if ! command -v "$1" > /dev/null; then
		echo "$1"
		return
	fi
	case ${1##*/} in
	env | nice | ionice | time | timeout | taskset | strace | setarch) ;;
	*) is_launcher "$1" || return 0 ;;
	esac
	shift
	first=
	for word; do
		case $word in
		-* | *=*) continue ;;
		esac
		! command -v "$word" > /dev/null || return 0
		first=${first:-$word}
	done
	echo "$first"
}

# What a file says of programs. No process: this runs in each build.
noted_programs()
{
	while IFS= read -r line; do
		case $line in
		'version '*) ;;
		*) printf '%s\n' "$line" ;;
		esac
	done
}

dir=${prefix%/*}
[ "$dir" = "$prefix" ] || mkdir -p "$dir"

for assignment in "$@"; do
	variable=${assignment%%=*}
	command=${assignment#*=}
	# shellcheck disable=SC2086
	absent=$(missing_word ${command:-"''"})
	if [ -n "$absent" ]; then
		echo "$variable: $absent is not found: install it, or name another one with $variable=" >&2
		missing=y
		continue
	fi
	case $variable in
	CC) file=${prefix}cc ;;
	LD) file=${prefix}ld ;;
	HOSTCC) file=${prefix}hostcc ;;
	*) continue ;;
	esac
	# shellcheck disable=SC2086
	now=$(tool_identity $command)
	if [ -e "$file" ] && [ "$(noted_programs < "$file")" = "$now" ]; then
		continue
	fi
	if [ "$variable" = CC ]; then
		status=0
		version=$($command --version 2> /dev/null) || status=$?
		if [ $status -gt 125 ]; then
			echo "$variable: $command --version ended with status $status" >&2
			exit 1
		fi
	fi
	tmp=${file%/*}/.tmp_${file##*/}
	[ "$dir" != "$prefix" ] || tmp=$file.new
	{
		printf '%s\n' "$now"
		if [ "$variable" = CC ]; then
			printf 'version %s\n' "${version%%"$newline"*}"
		fi
	} > "$tmp"
	mv -f "$tmp" "$file"
done
[ -z "$missing" ] || exit 1
