#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build the example kernel with its modules, show what came out, and boot it in QEMU.
set -eu
unset CDPATH

cd "${0%/*}/.."
: "${MAKE:=make}" # may be several words

case ${MAKEFLAGS:-} in
*-j*) $MAKE --no-print-directory all ;;
*) $MAKE --no-print-directory -j"$(nproc)" all ;;
esac

(
	cd examples/minikernel
	echo
	ls -l vmlinux System.map Module.symvers
	while IFS= read -r object; do
		ls -l "${object%.o}.ko"
	done <modules.order
	echo
)
exec tests/minikernel/boot.sh
