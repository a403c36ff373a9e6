#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run the tests and close with a line "N passed, N failed".
#
#   tests/check.sh [PART...]            parts: lint unit objects minikernel flow fuzz (default: all)
#   KOLINK_JOBS=N                       tests at a time (default: number of processors)
set -u
unset CDPATH

cd "${0%/*}/.." || exit 1

# What a make above us exports would reach every make that the tests start.
if [ -z "${KOLINK_CHECK_CLEAN:-}" ]; then
	# make cannot work below a folder with a blank.
	case ${TMPDIR:=/tmp} in
	*[[:space:]:]*) TMPDIR=/tmp ;;
	esac
	probe=$(mktemp -d 2>/dev/null) && rmdir "$probe" || TMPDIR=/tmp
	umask 022
	exec env -i KOLINK_CHECK_CLEAN=1 LC_ALL=C.UTF-8 HOME="${HOME:-/}" \
		PATH="$PATH:/usr/sbin:/sbin" TMPDIR="$TMPDIR" \
		KOLINK_JOBS="${KOLINK_JOBS:-}" "tests/${0##*/}" "$@"
fi
unset KOLINK_CHECK_CLEAN

jobs=${KOLINK_JOBS:-$(nproc)}
passed=0
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# logged COMMAND...: show the output, keep it in $work/log, return the command's status.
logged() {
	{ "$@" 2>&1; echo $? >"$work/rc"; } | tee "$work/log"
	return "$(cat "$work/rc")"
}

# count PASSED FAILED STATUS NAME: a part that fails without a failed test counts as one.
count() {
	_failed=$2
	[ "$3" = 0 ] || [ "$_failed" != 0 ] || {
		_failed=1
		echo "not ok $4: exit status $3"
	}
	passed=$((passed + $1))
	failed=$((failed + _failed))
}

tap_part() {
	_name=$1
	shift
	logged "$@"
	_rc=$?
	count "$(grep -c '^ok ' "$work/log")" "$(grep -c '^not ok ' "$work/log")" $_rc "$_name"
}

# Sums cmocka's closing lines, one or two a program.
sum_cmocka() {
	awk -v word="$1" '{
		at = index($0, "[  " word "  ] ")
		if (at && $0 ~ /test\(s\)/) {
			split(substr($0, at + 12), field, " ")
			n += field[1]
		}
	} END { print n + 0 }' "$work/log"
}

part_lint() {
	tap_part lint tests/lint.sh
}

part_unit() {
	for _goal in check threads; do
		logged make -C tests/unit -j"$jobs" $_goal
		_rc=$?
		count "$(sum_cmocka PASSED)" "$(sum_cmocka FAILED)" $_rc "unit tests ($_goal)"
	done
}

part_objects() {
	tap_part objects tests/objects/compilers.sh
	tap_part objects tests/objects/added-section.sh
}

part_minikernel() {
	logged make -j"$jobs" || {
		count 0 0 1 "build of the example kernel"
		return
	}
	tap_part headers tests/minikernel/headers.sh
	tap_part minikernel tests/minikernel/boot.sh
	tap_part minikernel tests/minikernel/versions.sh
	tap_part minikernel tests/minikernel/configurations.sh
	tap_part minikernel tests/minikernel/fuzz.sh
}

part_flow() {
	tap_part flow bats --tap --jobs "$jobs" tests/flow
}

part_fuzz() {
	tap_part fuzz tests/fuzz/mutations.sh
	tap_part fuzz tests/fuzz/btf-mutations.sh
}

[ $# -gt 0 ] || set -- lint unit objects minikernel flow fuzz
for part; do
	case $part in
	lint | unit | objects | minikernel | flow | fuzz) ;;
	*)
		echo "$0: no part '$part' (lint, unit, objects, minikernel, flow, fuzz)" >&2
		exit 2
		;;
	esac
	echo "== $part"
	"part_$part"
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
