#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# libFuzzer on btf-rebase, from the inputs of btf-seeds.sh.
#
#   KOLINK_FUZZ_SECONDS=N    for so long (default: 60)
#   KOLINK_JOBS=N            so many at a time (default: number of processors)
#
# An input that broke something is copied to the current folder as fuzz-btf-*; fuzz-btf.sh FILE... tries such files.
set -eu

here=$(cd "${0%/*}" && pwd)
. "$here/lib.sh"
trap 'rm -rf "$work"' EXIT

make -C "$here" -s -j"$jobs" O="$work/build" fuzz_btf
"$here/btf-seeds.sh" "$work/seeds"
export KOLINK_FUZZ_BTF="$work/seeds"
fuzz_btf()
{
	"$work/build/fuzz_btf" -timeout=5 -rss_limit_mb=2048 "$@"
}

if [ $# -gt 0 ]; then
	fuzz_btf "$@"
	exit
fi

mkdir "$work/first" "$work/found"
{ printf '\0'; cat "$work/seeds/in"; } >"$work/first/in"
{ printf '\1'; cat "$work/seeds/base"; } >"$work/first/base"
printf '\2\0\20\1\0\0\0' >"$work/first/index"
if ! fuzz_btf -fork="$jobs" -max_total_time="${KOLINK_FUZZ_SECONDS:-60}" -max_len=16384 \
	-artifact_prefix="$PWD/fuzz-btf-" "$work/found" "$work/first" >"$work/log" 2>&1; then
	cat "$work/log"
	echo 'fuzz-btf: something was found; see fuzz-btf-* here' >&2
	exit 1
fi
tail -n 1 "$work/log"
echo "fuzz-btf: nothing found in ${KOLINK_FUZZ_SECONDS:-60} s; $(find "$work/found" -type f | wc -l) inputs of interest"
