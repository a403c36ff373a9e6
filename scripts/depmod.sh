#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Run depmod on freshly installed modules.
#
# Usage: depmod.sh RELEASE [SYSTEM_MAP]
#
# Environment: DEPMOD (may be several words), INSTALL_MOD_PATH. Without System.map, or without depmod,
# one warning says so; the modules are installed all the same.

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
	echo "Usage: $0 RELEASE [SYSTEM_MAP]" >&2
	exit 1
fi
release=$1
map=${2:-System.map}
depmod=${DEPMOD:-depmod}

if [ ! -r "$map" ]; then
	echo "Warning: modules_install: missing 'System.map' file. Skipping depmod." >&2
	exit 0
fi

# Often in a directory that only root has in PATH
PATH="$PATH:/sbin:/usr/sbin"
export PATH
without_depmod()
{
	echo "Warning: 'make modules_install' requires $depmod. Please install it (package kmod). Skipping depmod." >&2
	exit 0
}

# $1...: a command. Whether its first word is there
is_there()
{
	command -v "$1" > /dev/null
}

# shellcheck disable=SC2086 # a command is words, here and below
is_there $depmod || without_depmod

set -- -ae -F "$map"
[ -z "${INSTALL_MOD_PATH-}" ] || set -- "$@" -b "$INSTALL_MOD_PATH"
status=0
# shellcheck disable=SC2086
$depmod "$@" "$release" || status=$?
# By these, env and the like say that there is no such program.
case $status in
126 | 127) without_depmod ;;
esac
exit $status
