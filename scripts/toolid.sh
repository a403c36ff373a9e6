#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Note which programs a build uses, and name those that are missing.
#
# Usage: toolid.sh PREFIX VARIABLE=COMMAND...
#
# For each VARIABLE (CC, LD, ...) the file PREFIX<variable in lower case> says
# path, size and time of change of the programs that COMMAND's words name. It is
# rewritten only when that changed, so what depends on the file is made again
# with another program and only then. No program is run, except that a changed
# compiler is asked for its version.

set -e

prefix=$1
shift
missing=

identity()
{
	# shellcheck disable=SC2086 # a command is words
	for word in $1; do
		case $word in
		-*) continue ;;
		esac
		path=$(command -v "$word") || continue
		case $path in
		*/*) stat -L -c '%n %s %y' "$path" ;;
		esac
	done
}

dir=${prefix%/*}
[ "$dir" = "$prefix" ] || mkdir -p "$dir"

for assignment in "$@"; do
	variable=${assignment%%=*}
	command=${assignment#*=}
	if ! command -v "${command%% *}" > /dev/null; then
		echo "$variable: ${command%% *} is not found: install it, or name another one with $variable=" >&2
		missing=y
		continue
	fi
	case $variable in
	CC) file=${prefix}cc ;;
	LD) file=${prefix}ld ;;
	HOSTCC) file=${prefix}hostcc ;;
	*) continue ;;
	esac
	now=$(identity "$command")
	if [ -e "$file" ] && [ "$(sed -n '/^version /!p' "$file")" = "$now" ]; then
		continue
	fi
	tmp=${file%/*}/.tmp_${file##*/}
	[ "$dir" != "$prefix" ] || tmp=$file.new
	{
		printf '%s\n' "$now"
		if [ "$variable" = CC ]; then
			printf 'version %s\n' "$($command --version 2>/dev/null | head -n 1)"
		fi
	} > "$tmp"
	mv -f "$tmp" "$file"
done
[ -z "$missing" ] || exit 1
