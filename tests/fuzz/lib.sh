# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Common to fuzz.sh and mutations.sh: how many at a time ($jobs) and a folder to work in ($work), which
# the caller removes. Memory instead of a disk, where there is some: this is about thousands of small
# files.

# shellcheck disable=SC2034 # the callers use it
jobs=${KOLINK_JOBS:-$(nproc)}
parent=${TMPDIR:-/tmp}
[ ! -w /dev/shm ] || parent=/dev/shm
work=$(mktemp -d "$parent/kolink-fuzz.XXXXXX")
trap 'exit 1' HUP INT TERM
