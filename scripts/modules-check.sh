#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Refuse a list of modules in which two would have the same name in the kernel.
#
# Usage: modules-check.sh MODULES_ORDER
#
# The kernel knows a module by its base name with '-' and ',' turned into '_',
# so foo-bar and foo_bar clash although their files do not.

set -e

# Names are bytes.
LC_ALL=C
export LC_ALL

# AWK may name another one, in several words.
awk()
{
	# shellcheck disable=SC2086
	command ${AWK:-awk} "$@"
}

if [ $# -ne 1 ]; then
	echo "Usage: $0 <modules.order>" >&2
	exit 1
fi

if [ ! -r "$1" ]; then
	echo "$0: $1: cannot be read" >&2
	exit 1
fi

awk '
NF {
	path = $0
	sub(/\.k?o$/, "", path)
	name = path
	sub(/^.*\//, "", name)
	gsub(/[-,]/, "_", name)
	if (!(name in users))
		names[++n] = name
	users[name] = users[name] "  " path ".ko\n"
	count[name]++
}
END {
	for (i = 1; i <= n; i++) {
		if (count[names[i]] < 2)
			continue
		print "error: the following would cause module name conflict:"
		printf "%s", users[names[i]]
		clash = 1
	}
	exit clash
}' "$1" >&2
