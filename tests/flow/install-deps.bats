#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# tests/install-deps.sh on a machine that lacks things.

load lib/common

# A PATH with the few tools that every Debian has.
setup() {
	local tool

	bin=$BATS_TEST_TMPDIR/bin
	mkdir "$bin"
	for tool in sh cat sed grep id mktemp rm head; do
		ln -s "$(type -P "$tool")" "$bin/$tool"
	done
}

@test "install-deps: what is missing is named, with its package, and nothing is installed" {
	run env -i PATH="$bin" KOLINK_NO_INSTALL=1 sh "$KOLINK_ROOT/tests/install-deps.sh" build
	[ "$status" -eq 1 ]
	assert_line '  gcc (Debian package gcc)'
	assert_line '  pahole (Debian package pahole)'
	assert_output '^kolink: on Debian, as root: apt-get install --no-install-recommends .*gcc.*qemu-system-x86'
	assert_no_output bats
}

@test "install-deps: apt-get gets exactly what is missing, and its failure counts" {
	[ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] || skip "installs as root on Debian only"
	ln -s "$(type -P true)" "$bin/gcc"
	printf '#!/bin/sh\necho "$@" >>%s\n' "$BATS_TEST_TMPDIR/called" >"$bin/apt-get"
	chmod +x "$bin/apt-get"
	run env -i PATH="$bin" sh "$KOLINK_ROOT/tests/install-deps.sh" build
	[ "$status" -eq 0 ] || fail "$output"
	assert_output '^kolink: installing .*pahole'
	grep -q 'install .*pahole' "$BATS_TEST_TMPDIR/called"
	! grep -q 'gcc' "$BATS_TEST_TMPDIR/called" || fail "gcc is there already"

	printf '#!/bin/sh\necho "no such package" >&2; exit 100\n' >"$bin/apt-get"
	run env -i PATH="$bin" sh "$KOLINK_ROOT/tests/install-deps.sh" build
	[ "$status" -eq 1 ]
	assert_line 'no such package'
	assert_output '^kolink: apt-get could not install: '
}

@test "install-deps: nothing to do where nothing is missing" {
	run sh "$KOLINK_ROOT/tests/install-deps.sh" build check linux
	[ "$status" -eq 0 ]
	[ -z "$output" ] || fail "$output"
}
