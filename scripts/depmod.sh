#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Run depmod on freshly installed modules.
#
# Usage: depmod.sh RELEASE [SYSTEM_MAP]
#
# Environment: DEPMOD, INSTALL_MOD_PATH. Without System.map, or without depmod,
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
if ! command -v "$depmod" > /dev/null; then
	echo "Warning: 'make modules_install' requires $depmod. Please install it (package kmod). Skipping depmod." >&2
	exit 0
fi

set -- -ae -F "$map"
[ -z "${INSTALL_MOD_PATH-}" ] || set -- "$@" -b "$INSTALL_MOD_PATH"
exec "$depmod" "$@" "$release"
