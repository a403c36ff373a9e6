# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034 # the programs use what it sets
# Common to all programs of tests/linux. They have set $here, that folder, and run with -eu.

repo=$(cd "${here:?}/../.." && pwd)
cache=${KOLINK_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kolink}
jobs=${KOLINK_JOBS:-$(nproc)}
export LC_ALL=C

die()
{
	printf '%s: %s\n' "${0##*/}" "$*" >&2
	exit 1
}

failed=0
# fail TEXT...: say what is wrong, and count it in $failed
fail()
{
	echo "FAILED: $*"
	failed=$((failed + 1))
}

# work_is_temporary: the folder $work is removed when the program ends
work_is_temporary()
{
	trap 'rm -rf "$work"' EXIT
	trap 'exit 1' HUP INT TERM
}

# single_threaded_pahole FILE: make that program; BTF of old pahole versions depends on the number of
# threads. A file that is right keeps its time: another one would be another pahole.
single_threaded_pahole()
{
	# shellcheck disable=SC2016 # the script's variables
	printf '%s\n' '#!/bin/sh' \
		'for arg; do shift; case $arg in -j*) ;; *) set -- "$@" "$arg" ;; esac; done' \
		'exec pahole "$@"' >"$1.new"
	chmod +x "$1.new"
	cmp -s "$1.new" "$1" || cp -p "$1.new" "$1"
	rm "$1.new"
}

# kernel_options RELEASE [FILE]: the lines of kernel.config, or another file beside it, that are for that release
kernel_options()
{
	awk -v release="$1" '
	function number(text, part) { split(text, part, "."); return part[1] * 1000 + part[2] }
	/^#/ || (/ # before / && number(release) >= number($NF)) || (/ # since / && number(release) < number($NF)) { next }
	{ sub(/ # .*/, ""); print }' "$here/${2:-kernel.config}"
}

# tried_by GOAL: the releases that this goal of make is about
tried_by()
{
	awk -F ' *[|] *' -v goal=" $1 " '!/^#/ && index(" " $3 " ", goal) { print $1 }' "$repo/scripts/linux/releases.table"
}
