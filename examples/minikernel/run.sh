#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: run.sh [BUILD-DIR [EXTRA-MODULE...]]
# Boots the kernel built in BUILD-DIR (default: the current directory) in QEMU
# with all modules of its modules.order. The console is standard output. Exit
# status: 0 if the kernel says that all went well.
#
#   QEMU            the emulator, one or several words (qemu-system-x86_64)
#   QEMU_MACHINE    microvm (the quickest), pc or q35
#   QEMU_TIMEOUT    seconds until it is stopped (60)
#   MODULE_PARAMS   file with parameters of modules (module.params beside this)
#   KERNEL_CMDLINE  command line of the kernel
set -eu

here=${0%/*}
dir=${1:-.}
[ $# -eq 0 ] || shift

if [ ! -f "$dir/vmlinux" ] || [ ! -f "$dir/modules.order" ]; then
	echo "run.sh: no vmlinux and modules.order in $dir: run make first" >&2
	exit 1
fi
: "${QEMU:=qemu-system-x86_64}"
if ! command -v "${QEMU%% *}" > /dev/null; then
	echo "run.sh: ${QEMU%% *} not found: install QEMU for x86" >&2
	exit 1
fi

tmp=$(mktemp -d 2>/dev/null) || tmp=$(TMPDIR=/tmp mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

# The words of the command line: modules, "--", what the caller adds.
set -- -- "$@"
while read -r module; do
	set -- "$dir/${module%.o}.ko" "$@"
done < "$dir/modules.order"
MODULE_PARAMS=${MODULE_PARAMS:-$here/module.params} \
	"$here/mkinitrd.sh" "$tmp/initrd" "$@"

# isa-debug-exit turns the value 16 that the kernel writes into status 33.
status=0
# shellcheck disable=SC2086 # a command is words
timeout "${QEMU_TIMEOUT:-60}" $QEMU -M "${QEMU_MACHINE:-microvm}" -accel tcg -m 64 -nodefaults -no-user-config \
	-display none -no-reboot -serial stdio -device isa-debug-exit,iobase=0xf4,iosize=4 \
	-kernel "$dir/vmlinux" -initrd "$tmp/initrd" -append "${KERNEL_CMDLINE-}" \
	< /dev/null > "$tmp/log" 2>&1 || status=$?
tr -d '\r' < "$tmp/log"

case $status in
33) exit 0 ;;
124) echo "run.sh: stopped after ${QEMU_TIMEOUT:-60} seconds" >&2 ;;
*) echo "run.sh: QEMU ended with status $status" >&2 ;;
esac
exit 1
