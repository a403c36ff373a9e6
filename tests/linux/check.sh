#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What `make check-linux` runs: Debian's modpost and ours on the same input; external modules with
# the original link stage and with ours. Whole kernels are built by `make check-kernels`.
# usage: check.sh
#
# MODPOST=FILE tests that program instead of one built here. KOLINK_CACHE=DIR is where unpacked
# packages and the modpost input made of them stay between runs (default: ~/.cache/kolink).
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/lib.sh"

export KOLINK_CACHE="$cache"
modpost=''
own_modpost
export MODPOST="$modpost"

failed=0
"$here/modpost-cases.sh" --debian "$here"/cases/*.case "$here"/combinations.case "$here"/random.case \
	"$here"/device-tables.case ||
	failed=$((failed + 1))
"$here/modpost-cases.sh" --debian --release=6.1 || failed=$((failed + 1))
for arch in amd64 s390x; do
	"$here/real-modules.sh" 6.12 "$arch" || failed=$((failed + 1))
done
for release in 6.12 6.1; do
	"$here/external.sh" "$release" || failed=$((failed + 1))
	"$here/scenarios.sh" "$release" || failed=$((failed + 1))
done
# Broken inputs: ours must survive them, and Debian's are counted.
reference=''
reference 6.12
"$repo/tests/fuzz/mutations.sh" --count=2000 || failed=$((failed + 1))
"$repo/tests/fuzz/mutations.sh" --count=2000 --debian="$reference"
for name in $(known_differences); do
	grep -qx "${name%@*}()" "$here"/cases/*.case || {
		echo "FAILED: $name is listed as a difference, but there is no such case"
		failed=$((failed + 1))
	}
done
[ "$failed" -eq 0 ] || die "something differs"
