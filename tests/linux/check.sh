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
. "$here/lib/common.sh"
. "$here/lib/programs.sh"

export KOLINK_CACHE="$cache"
modpost=''
own_modpost
export MODPOST="$modpost"

work=$(mktemp -d)
work_is_temporary
passed=0
took=
# part NAME COMMAND...: counts what the lines "N passed, N failed" say, and the part as one if there
# is none; the seconds are told at the end
part()
{
	name=$1
	shift
	begin=$(date +%s)
	{ "$@" && echo 0 >"$work/rc" || echo 1 >"$work/rc"; } | tee "$work/log"
	rc=$(cat "$work/rc")
	sum=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed.*/\1 \2/p' "$work/log" |
		awk '{ passed += $1; failed += $2 } END { if (NR) print passed, failed }')
	sum=${sum:-$((1 - rc)) $rc}
	[ "$rc" -eq 0 ] || [ "${sum#* }" -gt 0 ] || sum="${sum% *} 1"
	passed=$((passed + ${sum% *}))
	failed=$((failed + ${sum#* }))
	took="$took$(printf '%6d s  %s' $(($(date +%s) - begin)) "$name")
"
}

set -- "$here"/cases/*.case "$here"/combinations.case "$here"/random.case "$here"/device-tables.case
part "small objects, 6.12" "$here/modpost-cases.sh" --debian "$@"
for release in 6.1 7.2 7.3; do
	part "small objects, $release" "$here/modpost-cases.sh" --debian --release="$release" "$@"
done
for release in 6.12 6.1 7.2; do
	part "modules of $release, amd64" "$here/real-modules.sh" "$release" amd64
done
# Other classes, byte orders and relocations; the switches mean the same there.
for arch in arm64 armhf s390x; do
	part "modules of 6.12, $arch" "$here/real-modules.sh" 6.12 "$arch" all srcversions misplaced
done
part "objects of modules, 6.12" "$here/mod-objects.sh" 6.12
for release in $(tried_by check-linux); do
	part "external modules, $release" "$here/external.sh" "$release"
done
# at_once "RELEASE..." SCRIPT [ARGUMENT...]: of several releases, they take one processor each
at_once()
{
	releases=$1
	script=$2
	shift 2
	others=
	for release in ${releases% *}; do
		"$here/$script" "$release" "$@" >"$work/of-$release" 2>&1 &
		others="$others $!"
	done
	rc=0
	"$here/$script" "${releases##* }" "$@" || rc=1
	for other in $others; do
		wait "$other" || rc=1
	done
	for release in ${releases% *}; do
		cat "$work/of-$release"
	done
	return "$rc"
}
part "scenarios, external modules" at_once "6.1 6.12" scenarios.sh external
part "scenarios, small trees" at_once "6.1 6.12" scenarios.sh tree
part "scenarios, small tree of 7.2" "$here/scenarios.sh" 7.2 tree @later
# What becomes of these when something changes is tried by release.sh.
for release in $(tried_by check-releases); do
	part "small tree of $release" "$here/scenarios.sh" "$release" tree vmlinux_same_types
done
releases=$(tried_by check-linux | paste -sd ' ' -)
part "interfaces, small trees" at_once "$releases" interfaces.sh
part "configurations, small trees" at_once "$releases" configurations.sh
# Broken inputs: ours must survive them, and Debian's are counted.
part "mutations" "$repo/tests/fuzz/mutations.sh" --count=2000
for release in 6.12 6.1; do
	reference=''
	reference "$release"
	part "mutations, Debian's $release" "$repo/tests/fuzz/mutations.sh" --count=2000 \
		--release="$release" --debian="$reference"
done
for name in $(known_differences); do
	case $name in
	*@*) cut -d ' ' -f 1 "$repo/scripts/linux/releases.table" | grep -qxF "$(echo "${name##*@}" | tr -d +)" ||
		fail "$name is listed as a difference of a release that is not tested" ;;
	esac
	grep -qx "${name%@*}()" "$here"/cases/*.case ||
		fail "$name is listed as a difference, but there is no such case"
done
printf '%s' "$took"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] || die "something differs"
