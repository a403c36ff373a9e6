#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What make check-releases runs for a release that make check-linux only builds: small objects through its
# modpost and ours; the small tree with both link stages: its scenarios, interfaces and configurations; external
# modules.
# usage: release.sh RELEASE
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/lib/common.sh"

release=${1:?"usage: release.sh RELEASE"}
# part COMMAND...
part()
{
	"$@" || fail "Linux $release: ${1##*/}"
}
part "$here/scenarios.sh" "$release" tree @later
part "$here/interfaces.sh" "$release"
part "$here/configurations.sh" "$release"
part "$here/external.sh" "$release"
part "$here/modpost-cases.sh" --debian --release="$release" "$here"/cases/*.case "$here"/combinations.case "$here"/random.case \
	"$here"/device-tables.case
[ "$failed" -eq 0 ] || die "Linux $release: $failed parts failed"
echo "Linux $release: no difference"
